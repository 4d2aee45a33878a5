use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "now",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the time of the query.",
    params: &[optional("offset", TIMESPAN, "Added to it.")],
    returns: Returns::Is(Type::Datetime),
    notes: "The same everywhere in one query. When rules are replayed, this is the time of the replay.",
    examples: &[example!("now() - now()" => "00:00:00")],
    cases: &[example!("now(1h) - now()" => "01:00:00")],
    body: Body::Binder,
};
