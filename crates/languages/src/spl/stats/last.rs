use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "last",
    aliases: &[],
    summary: "Gives the value of the last row: the oldest event.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2", ";") | mvexpand x | stats last(x) as r"#,
        "2",
    )],
    engine: "__spl_last",
    timed: false,
    ordered: true,
    several: false,
    constant: None,
};
