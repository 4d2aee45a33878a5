use super::def::*;
use crate::compute::json::bag;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "bag_without_empty",
    aliases: &[],
    family: Family::Operator,
    summary: "Takes nulls and empty strings out of a bag.",
    params: &[required("bag", DYNAMIC, "The bag.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the engine makes of `pack_all(true)`.",
    examples: &[example!("bag_without_empty(dynamic({'a':null,'b':'','c':0}))" => "{\"c\":0}")],
    cases: &[
        example!("bag_without_empty(dynamic([]))" => "null"),
        example!("datatable(a:string, b:long)['', 1] | project pack_all(true)" => "{\"b\":1}"),
    ],
    body: Body::Rows(|args| match bag(&args[0]) {
        Some(bag) => {
            let members = bag.iter().filter(|(_, value)| match value {
                Json::Null => false,
                Json::String(text) => !text.is_empty(),
                _ => true,
            });
            let members = members.map(|(key, value)| (key.clone(), value.clone()));
            Value::Dynamic(Json::Object(members.collect()))
        }
        None => Value::Null,
    }),
};
