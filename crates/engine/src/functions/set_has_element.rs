use super::def::*;
use crate::compute::json::{array, same};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "set_has_element",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Tells whether an array has an element.",
    params: &[
        required("set", Takes::Array, "The array."),
        required("value", Takes::Any, "The element."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "False when the value is no array.",
    examples: &[example!("set_has_element(dynamic(['a','b']), 'b')" => "true")],
    cases: &[
        example!("set_has_element(dynamic([1,2,3]), '2')" => "false"),
        example!("set_has_element(dynamic([1,2,3]), 2)" => "true"),
        example!("set_has_element(dynamic(null), 'a')" => "false"),
    ],
    body: Body::Rows(|args| {
        let wanted = args[1].to_json();
        let found = array(&args[0]).is_some_and(|items| items.iter().any(|i| same(i, &wanted)));
        Value::Bool(found)
    }),
};
