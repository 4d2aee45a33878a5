use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "tohex",
    aliases: &[],
    family: Family::Conversion,
    summary: "Writes a whole number in hexadecimal digits.",
    params: &[
        required(
            "value",
            Takes::OneOf(&[Type::Long, Type::Int]),
            "The number.",
        ),
        optional(
            "minLength",
            LONG,
            "How many digits to write at least, with zeros in front; 16 at most.",
        ),
    ],
    returns: Returns::Is(Type::String),
    notes: "A negative number is written as its 64 bits, an int as its 32.",
    examples: &[
        example!("tohex(256)" => "100"),
        example!("tohex(256, 8)" => "00000100"),
    ],
    cases: &[
        example!("tohex(-256)" => "ffffffffffffff00"),
        example!("tohex(toint(-256), 8)" => "ffffff00"),
        example!("tohex(256, 2)" => "100"),
        example!("tohex(1, 40)" => "0000000000000001"),
        example!("tohex(0)" => "0"),
        example!("tohex(long(null))" => r#""""#),
    ],
    body: Body::Rows(|args| {
        let digits = match &args[0] {
            Value::Int(i) => format!("{i:x}"),
            Value::Long(i) => format!("{i:x}"),
            _ => String::new(),
        };
        let least = args
            .get(1)
            .and_then(Value::as_i64)
            .unwrap_or(0)
            .clamp(0, 16) as usize;
        Value::String(if digits.is_empty() {
            digits
        } else {
            format!("{digits:0>least$}")
        })
    }),
};
