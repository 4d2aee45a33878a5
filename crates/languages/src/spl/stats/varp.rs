use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "varp",
    aliases: &[],
    summary: "Gives the variance of the whole.",
    examples: &[example(
        r#"| makeresults | eval x=split("1;3", ";") | mvexpand x | stats varp(x) as r"#,
        "1",
    )],
    engine: "__spl_varp",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
