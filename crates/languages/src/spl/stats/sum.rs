use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "sum",
    aliases: &[],
    summary: "Adds the numbers of a field.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats sum(x) as r"#,
        "9",
    )],
    engine: "__spl_sum",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
