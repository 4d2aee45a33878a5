use super::def::*;
use crate::compute::json::{Bag, bag, path};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "bag_set_key",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Sets the value of a key in a bag.",
    params: &[
        required("bag", Takes::Bag, "The bag."),
        required(
            "key",
            STRING,
            "The key; a path into the bag when it begins with `$.`.",
        )
        .constant(),
        required("value", Takes::Any, "The value."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "A path makes the bags it leads through. Null when the value is no bag.",
    examples: &[
        example!("bag_set_key(dynamic({'a':1}), 'b', 2)" => "{\"a\":1,\"b\":2}"),
        example!("bag_set_key(dynamic({}), '$.a.b', 'x')" => "{\"a\":{\"b\":\"x\"}}"),
    ],
    cases: &[
        example!("bag_set_key(dynamic({'a':1,'b':2}), 'a', 3)" => "{\"a\":3,\"b\":2}"),
        example!("bag_set_key(dynamic({'a':1}), '$.a.b', 2)" => "{\"a\":{\"b\":2}}"),
        example!("bag_set_key(parse_json('[1]'), 'a', 1)" => "null"),
    ],
    body: Body::Rows(|args| {
        let Some(bag) = bag(&args[0]) else {
            return Value::Null;
        };
        let mut bag = bag.clone();
        set(&mut bag, &path(args[1].as_str()), args[2].to_json());
        Value::Dynamic(Json::Object(bag))
    }),
};

fn set(bag: &mut Bag, path: &[String], value: Json) {
    match path {
        [] => {}
        [key] => {
            bag.insert(key.clone(), value);
        }
        [key, rest @ ..] => {
            let inner = bag.entry(key).or_insert(Json::Null);
            if !inner.is_object() {
                *inner = Json::Object(Bag::new());
            }
            if let Json::Object(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}
