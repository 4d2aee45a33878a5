use super::def::*;
use crate::compute::numbers::longs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "binary_or",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the bits that either number has.",
    params: &[
        required("value1", LONG, "A whole number."),
        required("value2", LONG, "A whole number."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("binary_or(12, 10)" => "14")],
    cases: &[],
    body: Body::Rows(|args| longs(args, |[a, b]| Some(a | b))),
};
