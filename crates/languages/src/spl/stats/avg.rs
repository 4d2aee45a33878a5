use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "avg",
    aliases: &["mean"],
    summary: "Gives the mean of the numbers of a field.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | stats avg(x) as r"#,
        "2.25",
    )],
    engine: "__spl_avg",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
