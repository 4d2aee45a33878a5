use super::def::*;
use crate::compute::json::bag;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "bag_keys",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Lists the keys of a bag.",
    params: &[required("object", Takes::Bag, "The bag.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when the value is no bag.",
    examples: &[example!("bag_keys(dynamic({'a':1,'b':{'c':2}}))" => "[\"a\",\"b\"]")],
    cases: &[
        example!("bag_keys(dynamic({}))" => "[]"),
        example!("bag_keys(parse_json('[1]'))" => "null"),
        example!("bag_keys(dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| match bag(&args[0]) {
        Some(bag) => Value::Dynamic(bag.keys().map(String::as_str).collect()),
        None => Value::Null,
    }),
};
