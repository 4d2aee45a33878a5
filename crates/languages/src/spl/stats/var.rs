use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "var",
    aliases: &[],
    summary: "Gives the sample variance.",
    examples: &[example(
        r#"| makeresults | eval x=split("1;3", ";") | mvexpand x | stats var(x) as r"#,
        "2",
    )],
    engine: "__spl_var",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
