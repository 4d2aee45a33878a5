use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "not",
    aliases: &[],
    family: Family::Conditional,
    summary: "Turns a condition round.",
    params: &[required("expression", BOOL, "The condition.")],
    returns: Returns::Is(Type::Bool),
    notes: "Null stays null.",
    examples: &[
        example!("not(1 == 2)" => "true"),
        example!("not(true)" => "false"),
    ],
    cases: &[example!("not(bool(null))" => "null")],
    body: Body::Binder,
};
