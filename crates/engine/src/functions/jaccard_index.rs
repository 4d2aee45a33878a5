use super::def::*;
use crate::compute::json::{Set, array};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "jaccard_index",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Gives the share of elements that two arrays have in common.",
    params: &[
        required("set1", Takes::Array, "An array."),
        required("set2", DYNAMIC, "Another array."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "The number of distinct elements in both, divided by that in either. NaN for two empty arrays.",
    examples: &[example!("jaccard_index(dynamic([1,2,3]), dynamic([1,2,3,4]))" => "0.75")],
    cases: &[
        example!("jaccard_index(dynamic([1]), dynamic([2]))" => "0.0"),
        example!("jaccard_index(dynamic(null), dynamic([2]))" => "null"),
    ],
    body: Body::Rows(|args| match (array(&args[0]), array(&args[1])) {
        (Some(a), Some(b)) => {
            let (a, b) = (Set::of(a), Set::of(b));
            let common = a.keys().filter(|key| b.has(key)).count();
            let all = a.len() + b.len() - common;
            Value::Real(common as f64 / all as f64)
        }
        _ => Value::Null,
    }),
};
