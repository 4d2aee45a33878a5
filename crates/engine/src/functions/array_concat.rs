use super::def::*;
use crate::compute::json::{array, collect};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "array_concat",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Puts arrays one after another into one.",
    params: &[repeated("array", Takes::Array, "An array.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What is no array is passed over.",
    examples: &[example!("array_concat(dynamic([1,2]), dynamic([3]))" => "[1,2,3]")],
    cases: &[
        example!("array_concat(parse_json('{\"a\":1}'), parse_json('[99]'))" => "[99]"),
        example!("array_concat(dynamic(null), dynamic([99]))" => "[99]"),
        example!("array_concat(dynamic([]))" => "[]"),
    ],
    body: Body::Rows(|args| {
        let arrays = args.iter().filter_map(array);
        collect(arrays.flatten().cloned())
    }),
};
