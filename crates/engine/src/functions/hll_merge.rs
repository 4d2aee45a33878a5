use super::def::*;
use crate::compute::hll::Sketch;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "hll_merge",
    aliases: &[],
    family: Family::Statistical,
    summary: "Joins the sketches of several columns.",
    params: &[several(
        "hll",
        Takes::Array,
        "Sketches of the aggregate `hll`.",
    )],
    returns: Returns::Is(Type::Dynamic),
    notes: "What is no sketch is passed over; null where there is none.",
    examples: &[
        example!("dcount_hll(hll_merge(dynamic([[1024,14],['1','2'],[]]), dynamic([[1024,14],['3'],[]])))" => "3"),
    ],
    cases: &[example!("hll_merge(parse_json('1'), parse_json('2'))" => "null")],
    body: Body::Rows(|args| {
        let mut sketches = args.iter().filter_map(Sketch::from_value);
        let Some(mut merged) = sketches.next() else {
            return Value::Null;
        };
        sketches.for_each(|sketch| merged.merge(&sketch));
        Value::Dynamic(merged.to_json())
    }),
};
