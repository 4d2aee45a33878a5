use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "max",
    aliases: &[],
    summary: "Gives the largest value.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats max(x) as r"#,
        "3",
    )],
    engine: "__spl_max",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
