use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "mode",
    aliases: &[],
    summary: "Gives the value that comes most often.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats mode(x) as r"#,
        "3",
    )],
    engine: "__spl_mode",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
