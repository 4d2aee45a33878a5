use super::def::*;
use crate::types::Value;
use crate::types::decimal;

pub(super) const FUNCTION: Function = Function {
    name: "ceiling",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Rounds up to a whole number.",
    params: &[required("number", Takes::Number, "The number.")],
    returns: Returns::Same(0),
    notes: "The result has the type of the number.",
    examples: &[example!("ceiling(1.2)" => "2.0")],
    cases: &[
        example!("ceiling(-1.2)" => "-1.0"),
        example!("ceiling(3)" => "3"),
        example!("ceiling(decimal(1.2))" => "2"),
        example!("ceiling(real(null))" => "null"),
    ],
    body: Body::Rows(|args| match &args[0] {
        Value::Real(r) => Value::Real(r.ceil()),
        Value::Decimal(d) => {
            let rest = d.rem_euclid(decimal::ONE);
            let up = if rest == 0 { 0 } else { decimal::ONE - rest };
            decimal::add(*d, up).map_or(Value::Null, Value::Decimal)
        }
        other => other.clone(),
    }),
};
