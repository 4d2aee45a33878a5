use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "values",
    aliases: &[],
    summary: "Gives the distinct values of a field in the order of their bytes.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats values(x) as r"#,
        r#"["1","2","3"]"#,
    )],
    engine: "__spl_values",
    timed: false,
    ordered: false,
    several: true,
    constant: None,
};
