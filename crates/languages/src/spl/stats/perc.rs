use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "perc",
    aliases: &["p", "exactperc", "upperperc"],
    summary: "Gives a percentile, `perc95(x)`, by the nearest rank.",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;4", ";") | mvexpand x | stats perc50(x) as r"#,
        "2",
    )],
    engine: "__spl_perc",
    timed: false,
    ordered: false,
    several: false,
    constant: None,
};
