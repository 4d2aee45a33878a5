use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "isinf",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Tells whether a real is infinite.",
    params: &[required("number", REAL, "The real.")],
    returns: Returns::Is(Type::Bool),
    notes: "Null is neither.",
    examples: &[
        example!("isinf(real(-inf))" => "true"),
        example!("isinf(1.5)" => "false"),
    ],
    cases: &[
        example!("isinf(real(nan))" => "false"),
        example!("isinf(real(null))" => "false"),
    ],
    body: Body::Rows(|args| Value::Bool(matches!(args[0], Value::Real(r) if r.is_infinite()))),
};
