use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "stdev",
    aliases: &[],
    summary: "Gives the sample standard deviation.",
    examples: &[example(
        r#"| makeresults | eval x=split("1;1", ";") | mvexpand x | stats stdev(x) as r"#,
        "0",
    )],
    engine: "__spl_stdev",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
