use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "dc",
    aliases: &["distinct_count", "estdc"],
    summary: "Counts the distinct values of a field.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats dc(x) as r"#,
        "3",
    )],
    engine: "__spl_dc",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
