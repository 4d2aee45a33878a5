use super::def::*;

pub(super) const FUNCTION: Function = Function {
    name: "bin_auto",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Rounds down to the bin size that the query sets.",
    params: &[required(
        "value",
        Takes::Any,
        "A number, a datetime or a timespan.",
    )],
    returns: Returns::Same(0),
    notes: "The size is set by `set query_bin_auto_size=1h;`, and where some bin begins by `set query_bin_auto_at=…;`.",
    examples: &[example!("set query_bin_auto_size=5; print bin_auto(7)" => "5")],
    cases: &[],
    body: Body::Binder,
};
