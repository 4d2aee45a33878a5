use super::def::*;
use crate::compute::json::{Set, array};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "set_difference",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Gives the distinct elements of the first array that no other one has.",
    params: &[several("set", Takes::Array, "An array.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "In the order of the first array. Null when the first value is no array.",
    examples: &[example!("set_difference(dynamic([1,2,3]), dynamic([2]))" => "[1,3]")],
    cases: &[
        example!("set_difference(dynamic([1,2,1,4]), dynamic([1]), dynamic([2]))" => "[4]"),
        example!("set_difference(dynamic([1]), dynamic([1]))" => "[]"),
        example!("set_difference(dynamic(null), dynamic([1]))" => "null"),
    ],
    body: Body::Rows(|args| {
        let Some(items) = array(&args[0]) else {
            return Value::Null;
        };
        let mut set = Set::of(items);
        for other in args[1..].iter().filter_map(array) {
            let other = Set::of(other);
            set.retain(|key| !other.has(key));
        }
        set.into_value()
    }),
};
