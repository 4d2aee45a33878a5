use super::def::*;
use crate::compute::hll::Sketch;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "dcount_hll",
    aliases: &[],
    family: Family::Statistical,
    summary: "Estimates how many distinct values a sketch has seen.",
    params: &[required(
        "hll",
        Takes::Array,
        "A sketch of the aggregate `hll`.",
    )],
    returns: Returns::Is(Type::Long),
    notes: "Null for what is no sketch.",
    examples: &[example!("dcount_hll(dynamic(null))" => "null")],
    cases: &[],
    body: Body::Rows(|args| {
        Sketch::from_value(&args[0]).map_or(Value::Null, |s| Value::Long(s.estimate()))
    }),
};
