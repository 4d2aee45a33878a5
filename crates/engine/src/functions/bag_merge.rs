use super::def::*;
use crate::compute::json::{Bag, bag};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "bag_merge",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Merges bags into one.",
    params: &[several("bag", Takes::Bag, "A bag.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "The first bag that has a key gives its value. What is no bag is passed over.",
    examples: &[
        example!("bag_merge(dynamic({'a':1,'b':2}), dynamic({'b':3,'c':4}))" => "{\"a\":1,\"b\":2,\"c\":4}"),
    ],
    cases: &[
        example!("bag_merge(dynamic(null), dynamic({'a':1}))" => "{\"a\":1}"),
        example!("bag_merge(parse_json('[1]'), dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| {
        let mut merged = None;
        for bag in args.iter().filter_map(bag) {
            let merged: &mut Bag = merged.get_or_insert_default();
            for (key, value) in bag {
                merged.entry(key).or_insert_with(|| value.clone());
            }
        }
        merged.map_or(Value::Null, |bag| Value::Dynamic(Json::Object(bag)))
    }),
};
