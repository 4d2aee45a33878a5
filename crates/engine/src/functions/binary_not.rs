use super::def::*;
use crate::compute::numbers::longs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "binary_not",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Turns every bit of a number.",
    params: &[required("value", LONG, "A whole number.")],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("binary_not(100)" => "-101")],
    cases: &[],
    body: Body::Rows(|args| longs(args, |[a]| Some(!a))),
};
