use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_round",
    aliases: &[],
    family: Family::Splunk,
    summary: "Rounds a number, halves away from zero.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        optional(
            "digits",
            Takes::Any,
            "How many digits stay behind the point; 0 by default.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_round(3.5)" => "4"),
        example!("__spl_round(2.555, 2)" => "2.56"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let Some(x) = Spl::of(&args[0]).as_number() else {
            return Value::Null;
        };
        let digits = args
            .get(1)
            .and_then(|d| Spl::of(d).as_number())
            .unwrap_or(0.0);
        let scale = 10_f64.powf(digits.trunc().clamp(-15.0, 15.0));
        Spl::number((x * scale).round() / scale).value()
    }),
};
