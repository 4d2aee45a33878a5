use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "sumsq",
    aliases: &[],
    summary: "Adds the squares of the numbers of a field.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats sumsq(x) as r"#,
        "23",
    )],
    engine: "__spl_sumsq",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
