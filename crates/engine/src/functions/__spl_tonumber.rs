use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_tonumber",
    aliases: &[],
    family: Family::Splunk,
    summary: "Reads a number in a base; null for what is none.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("base", Takes::Any, "2 to 36."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_tonumber('0F', 16)" => "15"),
        example!("__spl_tonumber('1.5', 10)" => "1.5"),
        example!("__spl_tonumber('x', 10)" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        let base = Spl::of(&args[1]).as_number().unwrap_or(10.0) as u32;
        if base == 10 {
            return value
                .as_number()
                .map_or(Value::Null, |n| Spl::number(n).value());
        }
        if !(2..=36).contains(&base) {
            return Value::Null;
        }
        let text = value.show();
        let digits = text.trim();
        let digits = if base == 16 {
            digits.trim_start_matches("0x")
        } else {
            digits
        };
        i64::from_str_radix(digits, base).map_or(Value::Null, |n| Spl::number(n as f64).value())
    }),
};
