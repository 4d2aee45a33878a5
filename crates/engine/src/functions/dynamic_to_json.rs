use super::def::*;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "dynamic_to_json",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Writes a dynamic as canonical JSON text, with its keys sorted.",
    params: &[required("expr", DYNAMIC, "The value.")],
    returns: Returns::Is(Type::String),
    notes: "Equal values give equal texts.",
    examples: &[example!("dynamic_to_json(dynamic({'b':2,'a':[1]}))" => "{\"a\":[1],\"b\":2}")],
    cases: &[
        example!("dynamic_to_json(dynamic('x'))" => "\"\\\"x\\\"\""),
        example!("dynamic_to_json(dynamic({'b':{'d':1,'c':2}}))" => "{\"b\":{\"c\":2,\"d\":1}}"),
    ],
    body: Body::Rows(|args| Value::String(sorted_keys(&args[0].to_json()).to_string())),
};

fn sorted_keys(json: &Json) -> Json {
    match json {
        Json::Object(bag) => {
            let mut members: Vec<(&String, &Json)> = bag.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            let members = members.into_iter();
            Json::Object(
                members
                    .map(|(key, value)| (key.clone(), sorted_keys(value)))
                    .collect(),
            )
        }
        Json::Array(items) => items.iter().map(sorted_keys).collect(),
        other => other.clone(),
    }
}
