use super::def::*;
use crate::compute::numbers::longs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "bitset_count_ones",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Counts the bits that are set.",
    params: &[required("value", LONG, "A whole number.")],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("bitset_count_ones(42)" => "3")],
    cases: &[example!("bitset_count_ones(-1)" => "64")],
    body: Body::Rows(|args| longs(args, |[value]| Some(i64::from(value.count_ones())))),
};
