use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "ago",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the time of the query less a timespan.",
    params: &[required("timespan", TIMESPAN, "How long ago.")],
    returns: Returns::Is(Type::Datetime),
    notes: "When rules are replayed, this is counted from the time of the replay.",
    examples: &[example!("now() - ago(1d)" => "1.00:00:00")],
    cases: &[],
    body: Body::Binder,
};
