use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "earliest",
    aliases: &[],
    summary: "Gives the value of the oldest event.",
    examples: &[example(
        "| makeresults count=3 | streamstats count as n | eval _time=10*n | stats earliest(n) as r",
        "1",
    )],
    engine: "__spl_earliest",
    timed: true,
    ordered: false,
    several: false,
    constant: None,
};
