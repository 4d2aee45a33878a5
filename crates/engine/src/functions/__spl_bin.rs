use super::def::*;
use crate::compute::spl::{Spl, time};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_bin",
    aliases: &[],
    family: Family::Splunk,
    summary: "Cuts a value down to a multiple of a span.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("span", STRING, "A number, or a time such as `5m`."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_bin(125, '1m')" => "120"),
        example!("__spl_bin(17, '5')" => "15"),
        example!("__spl_bin('x', '5')" => r#""x""#),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        match value.as_number() {
            Some(number) => {
                time::bin(number, args[1].as_str()).map_or(Value::Null, |n| Spl::number(n).value())
            }
            None => value.value(),
        }
    }),
};
