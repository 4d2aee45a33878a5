use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "count",
    aliases: &["c"],
    summary: "Counts rows, or the values of a field.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats count(x) as r"#,
        "4",
    )],
    engine: "__spl_count",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
