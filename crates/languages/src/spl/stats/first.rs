use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "first",
    aliases: &[],
    summary: "Gives the value of the first row: the newest event.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats first(x) as r"#,
        "3",
    )],
    engine: "__spl_first",
    timed: false,
    ordered: true,
    several: false,
    constant: None,
};
