use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "rand",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives a random number.",
    params: &[optional(
        "number",
        LONG,
        "When given and above 1: whole numbers from 0 to one below it.",
    )],
    returns: Returns::Is(Type::Real),
    notes: "A real from 0 to 1. The same query gives the same numbers each time it runs.",
    examples: &[example!("rand() < 1" => "true")],
    cases: &[example!("rand(10) < 10" => "true")],
    body: Body::Binder,
};
