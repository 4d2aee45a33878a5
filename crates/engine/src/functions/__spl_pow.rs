use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_pow",
    aliases: &[],
    family: Family::Splunk,
    summary: "Raises a number to a power.",
    params: &[
        required("base", Takes::Any, "A number."),
        required("exponent", Takes::Any, "A number."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_pow(2, '3')" => "8")],
    cases: &[],
    body: Body::Rows(
        |args| match (Spl::of(&args[0]).as_number(), Spl::of(&args[1]).as_number()) {
            (Some(base), Some(exponent)) => Spl::number(base.powf(exponent)).value(),
            _ => Value::Null,
        },
    ),
};
