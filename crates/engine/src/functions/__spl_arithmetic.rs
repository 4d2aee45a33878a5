use super::def::*;
use crate::compute::spl::{self, Spl};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_arithmetic",
    aliases: &[],
    family: Family::Splunk,
    summary: "Computes with two values as `eval` does; null, and a division by zero, give null.",
    params: &[
        required("left", Takes::Any, "A value."),
        required("operator", STRING, "`+`, `-`, `*`, `/`, `%` or `.`."),
        required("right", Takes::Any, "A value."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_arithmetic('1', '+', 2)" => "3"),
        example!("__spl_arithmetic('a', '+', 2)" => r#""a2""#),
        example!("__spl_arithmetic(1, '.', 2)" => r#""12""#),
        example!("__spl_arithmetic(1, '/', 0)" => "null"),
        example!("__spl_arithmetic(7, '/', 2)" => "3.5"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let (left, right) = (Spl::of(&args[0]), Spl::of(&args[2]));
        spl::arithmetic(&left, args[1].as_str(), &right).value()
    }),
};
