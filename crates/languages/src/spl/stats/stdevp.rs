use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "stdevp",
    aliases: &[],
    summary: "Gives the standard deviation of the whole.",
    examples: &[example(
        r#"| makeresults | eval x=split("1;3", ";") | mvexpand x | stats stdevp(x) as r"#,
        "1",
    )],
    engine: "__spl_stdevp",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
