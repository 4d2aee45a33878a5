use super::def::*;
use crate::compute::json::array;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "bag_zip",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Makes a bag out of an array of keys and an array of values.",
    params: &[
        required(
            "keys",
            Takes::Array,
            "The keys; what is no string is passed over, with its value.",
        ),
        required("values", Takes::Array, "The values."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Values beyond the keys are left out; keys beyond the values have null.",
    examples: &[
        example!("bag_zip(dynamic(['a','b']), dynamic([1,'2']))" => "{\"a\":1,\"b\":\"2\"}"),
    ],
    cases: &[
        example!("bag_zip(dynamic(['a','b','c']), dynamic([1]))" => "{\"a\":1,\"b\":null,\"c\":null}"),
        example!("bag_zip(dynamic(['a',8,'b']), dynamic([1,2,3]))" => "{\"a\":1,\"b\":3}"),
        example!("bag_zip(parse_json('[\"a\"]'), parse_json('1'))" => "{\"a\":null}"),
        example!("bag_zip(parse_json('\"a\"'), parse_json('[1]'))" => "null"),
    ],
    body: Body::Rows(|args| {
        let Some(keys) = array(&args[0]) else {
            return Value::Null;
        };
        let values = array(&args[1]).map_or(&[][..], Vec::as_slice);
        let pairs = keys.iter().enumerate().filter_map(|(at, key)| {
            let value = values.get(at).cloned().unwrap_or(Json::Null);
            Some((key.as_str()?.to_owned(), value))
        });
        Value::Dynamic(Json::Object(pairs.collect()))
    }),
};
