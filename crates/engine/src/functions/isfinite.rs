use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "isfinite",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Tells whether a real is a number and finite.",
    params: &[required("number", REAL, "The real.")],
    returns: Returns::Is(Type::Bool),
    notes: "Null is neither.",
    examples: &[
        example!("isfinite(1.5)" => "true"),
        example!("isfinite(real(+inf))" => "false"),
    ],
    cases: &[
        example!("isfinite(real(nan))" => "false"),
        example!("isfinite(real(null))" => "false"),
    ],
    body: Body::Rows(|args| Value::Bool(matches!(args[0], Value::Real(r) if r.is_finite()))),
};
