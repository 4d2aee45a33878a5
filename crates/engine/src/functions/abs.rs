use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "abs",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the absolute value of a number or a timespan.",
    params: &[required("number", Takes::Summable, "The value.")],
    returns: Returns::By(|types| match types.first() {
        Some(Type::Int) | None => Type::Long,
        Some(ty) => *ty,
    }),
    notes: "An int gives a long.",
    examples: &[
        example!("abs(-5)" => "5"),
        example!("abs(-2h)" => "02:00:00"),
    ],
    cases: &[
        example!("abs(-1.5)" => "1.5"),
        example!("abs(int(-2147483648))" => "2147483648"),
        example!("abs(decimal(-1.5))" => "1.5"),
        example!("abs(long(null))" => "null"),
    ],
    body: Body::Rows(|args| match &args[0] {
        Value::Int(i) => Value::Long(i64::from(*i).abs()),
        Value::Long(i) => Value::Long(i.wrapping_abs()),
        Value::Timespan(t) => Value::Timespan(t.wrapping_abs()),
        Value::Real(r) => Value::Real(r.abs()),
        Value::Decimal(d) => Value::Decimal(d.wrapping_abs()),
        _ => Value::Null,
    }),
};
