use super::def::*;
use crate::compute::json::path;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "bag_has_key",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Tells whether a bag has a key.",
    params: &[
        required("bag", Takes::Bag, "The bag."),
        required(
            "key",
            STRING,
            "The key; a path into the bag when it begins with `$.`.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("bag_has_key(dynamic({'a':1}), 'a')" => "true"),
        example!("bag_has_key(dynamic({'a':{'b':1}}), '$.a.b')" => "true"),
    ],
    cases: &[
        example!("bag_has_key(dynamic({'a':1}), 'b')" => "false"),
        example!("bag_has_key(dynamic({'a':null}), 'a')" => "true"),
        example!("bag_has_key(dynamic({'a':1}), '$.a.b')" => "false"),
        example!("bag_has_key(dynamic(null), 'a')" => "false"),
    ],
    body: Body::Rows(|args| {
        let steps = path(args[1].as_str());
        let mut value = args[0].as_json();
        for step in &steps {
            value = value.and_then(|json| json.as_object()?.get(step));
        }
        Value::Bool(value.is_some())
    }),
};
