use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "list",
    aliases: &[],
    summary: "Gives the first 100 values of a field in the order of the rows.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats list(x) as r"#,
        r#"["3","1","2","3"]"#,
    )],
    engine: "__spl_list",
    timed: false,
    ordered: true,
    several: true,
    constant: None,
};
