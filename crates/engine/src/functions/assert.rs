use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "assert",
    aliases: &[],
    family: Family::Conditional,
    summary: "Stops the query with a message when a condition does not hold.",
    params: &[
        required("condition", BOOL, "A constant condition."),
        required("message", STRING, "The message, constant."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Known before the query runs.",
    examples: &[example!("assert(1 < 2, 'never seen')" => "true")],
    cases: &[],
    body: Body::Binder,
};
