use super::def::*;
use crate::compute::numbers::longs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "binary_and",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the bits that both numbers have.",
    params: &[
        required("value1", LONG, "A whole number."),
        required("value2", LONG, "A whole number."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("binary_and(12, 10)" => "8")],
    cases: &[example!("binary_and(1, long(null))" => "null")],
    body: Body::Rows(|args| longs(args, |[a, b]| Some(a & b))),
};
