use super::def::*;
use crate::compute::numbers::{round_decimal, round_real, round_whole};
use crate::types::Value;

pub(super) const FUNCTION: Function = Function {
    name: "round",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Rounds to a number of digits behind the point.",
    params: &[
        required("number", Takes::Number, "The number."),
        optional(
            "precision",
            LONG,
            "How many digits; 0 when left out, below 0 before the point.",
        )
        .constant(),
    ],
    returns: Returns::Same(0),
    notes: "Halves are rounded away from zero.",
    examples: &[
        example!("round(2.5)" => "3.0"),
        example!("round(3.14159, 2)" => "3.14"),
    ],
    cases: &[
        example!("round(-2.5)" => "-3.0"),
        example!("round(3.25, 1)" => "3.3"),
        example!("round(1234.5, -2)" => "1200.0"),
        example!("round(7)" => "7"),
        example!("round(real(nan), 1)" => "NaN"),
        example!("round(real(null))" => "null"),
        example!("round(decimal(2.345), 2)" => "2.35"),
        example!("round(1250, -2)" => "1300"),
    ],
    body: Body::Rows(|args| {
        let digits = match args.get(1) {
            None => 0,
            Some(digits) => match digits.as_i64() {
                Some(digits) => digits,
                None => return Value::Null,
            },
        };
        match &args[0] {
            Value::Real(r) => Value::Real(round_real(*r, digits)),
            Value::Decimal(d) => round_decimal(*d, digits).map_or(Value::Null, Value::Decimal),
            Value::Int(i) => round_whole(i64::from(*i), digits)
                .and_then(|i| i32::try_from(i).ok())
                .map_or(Value::Null, Value::Int),
            Value::Long(i) => round_whole(*i, digits).map_or(Value::Null, Value::Long),
            _ => Value::Null,
        }
    }),
};
