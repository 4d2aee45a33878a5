use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "isnan",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Tells whether a real is not a number.",
    params: &[required("number", REAL, "The real.")],
    returns: Returns::Is(Type::Bool),
    notes: "Null is neither.",
    examples: &[
        example!("isnan(real(nan))" => "true"),
        example!("isnan(1.5)" => "false"),
    ],
    cases: &[
        example!("isnan(real(+inf))" => "false"),
        example!("isnan(real(null))" => "false"),
    ],
    body: Body::Rows(|args| Value::Bool(matches!(args[0], Value::Real(r) if r.is_nan()))),
};
