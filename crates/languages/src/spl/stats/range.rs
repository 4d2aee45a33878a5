use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "range",
    aliases: &[],
    summary: "Gives the largest less the smallest number.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats range(x) as r"#,
        "2",
    )],
    engine: "__spl_range",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
