use super::def::*;
use crate::compute::json::{Bag, array, bag, path};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "bag_remove_keys",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Takes keys out of a bag.",
    params: &[
        required("bag", Takes::Bag, "The bag."),
        required(
            "keys",
            Takes::Array,
            "An array of keys; one that begins with `$.` is a path into the bag.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when the value is no bag.",
    examples: &[
        example!("bag_remove_keys(dynamic({'a':1,'b':2}), dynamic(['b','c']))" => "{\"a\":1}"),
        example!("bag_remove_keys(dynamic({'a':{'b':1,'c':2}}), dynamic(['$.a.b']))" => "{\"a\":{\"c\":2}}"),
    ],
    cases: &[
        example!("bag_remove_keys(parse_json('[1]'), parse_json('[\"a\"]'))" => "null"),
        example!("bag_remove_keys(dynamic({'a':1}), dynamic(['$.a.b']))" => "{\"a\":1}"),
    ],
    body: Body::Rows(|args| {
        let (Some(bag), Some(keys)) = (bag(&args[0]), array(&args[1])) else {
            return Value::Null;
        };
        let mut bag = bag.clone();
        for key in keys.iter().filter_map(Json::as_str) {
            remove(&mut bag, &path(key));
        }
        Value::Dynamic(Json::Object(bag))
    }),
};

fn remove(bag: &mut Bag, path: &[String]) {
    match path {
        [] => {}
        [key] => {
            bag.shift_remove(key);
        }
        [key, rest @ ..] => {
            if let Some(Json::Object(inner)) = bag.get_mut(key) {
                remove(inner, rest);
            }
        }
    }
}
