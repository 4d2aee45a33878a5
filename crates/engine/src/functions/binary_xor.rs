use super::def::*;
use crate::compute::numbers::longs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "binary_xor",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the bits that only one of the numbers has.",
    params: &[
        required("value1", LONG, "A whole number."),
        required("value2", LONG, "A whole number."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("binary_xor(12, 10)" => "6")],
    cases: &[],
    body: Body::Rows(|args| longs(args, |[a, b]| Some(a ^ b))),
};
