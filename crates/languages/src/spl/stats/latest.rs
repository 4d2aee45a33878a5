use super::def::*;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "latest",
    aliases: &[],
    summary: "Gives the value of the newest event.",
    examples: &[example(
        "| makeresults count=3 | streamstats count as n | eval _time=10*n | stats latest(n) as r",
        "3",
    )],
    engine: "__spl_latest",
    timed: true,
    ordered: false,
    several: false,
    constant: None,
};
