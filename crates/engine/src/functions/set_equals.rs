use super::def::*;
use crate::compute::json::{Set, array};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "set_equals",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Tells whether two arrays have the same distinct elements.",
    params: &[
        required("set1", Takes::Array, "An array."),
        required("set2", Takes::Array, "Another array."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "False when a value is no array.",
    examples: &[example!("set_equals(dynamic([1,2]), dynamic([2,1,1]))" => "true")],
    cases: &[
        example!("set_equals(dynamic([1,2]), dynamic([1]))" => "false"),
        example!("set_equals(dynamic(null), dynamic([]))" => "false"),
    ],
    body: Body::Rows(|args| match (array(&args[0]), array(&args[1])) {
        (Some(a), Some(b)) => {
            let (a, b) = (Set::of(a), Set::of(b));
            Value::Bool(a.len() == b.len() && a.keys().all(|key| b.has(key)))
        }
        _ => Value::Bool(false),
    }),
};
