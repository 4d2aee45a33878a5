use super::def::*;
use crate::compute::json::{Set, array};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "set_intersect",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Gives the distinct elements that all arrays have.",
    params: &[several("set", Takes::Array, "An array.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "In the order of the first array. Null when a value is no array.",
    examples: &[example!("set_intersect(dynamic([1,2,3,2]), dynamic([2,3,4]))" => "[2,3]")],
    cases: &[
        example!("set_intersect(dynamic([1]), dynamic([2]))" => "[]"),
        example!("set_intersect(dynamic([1,2,3]), dynamic([3,2]), dynamic([2]))" => "[2]"),
        example!("set_intersect(dynamic([1]), dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| {
        let mut sets = args
            .iter()
            .map(|arg| array(arg).map(|items| Set::of(items)));
        let Some(Some(mut common)) = sets.next() else {
            return Value::Null;
        };
        for set in sets {
            match set {
                Some(set) => common.retain(|key| set.has(key)),
                None => return Value::Null,
            }
        }
        common.into_value()
    }),
};
