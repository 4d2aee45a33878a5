use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "median",
    aliases: &[],
    summary: "Gives the value in the middle.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2", ";") | mvexpand x | stats median(x) as r"#,
        "2",
    )],
    engine: "__spl_perc",
    timed: false,
    ordered: false,
    several: false,
    constant: Some(50),
};
