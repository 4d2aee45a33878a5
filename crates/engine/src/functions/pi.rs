use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "pi",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the constant π.",
    params: &[],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("pi()" => "3.141592653589793")],
    cases: &[],
    body: Body::Rows(|_| Value::Real(std::f64::consts::PI)),
};
