use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "min",
    aliases: &[],
    summary: "Gives the smallest value.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats min(x) as r"#,
        "1",
    )],
    engine: "__spl_min",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
