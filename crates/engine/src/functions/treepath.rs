use super::def::*;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "treepath",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Lists the paths of all values inside a dynamic.",
    params: &[required("object", Takes::Bag, "A bag or an array.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when the value is neither a bag nor an array.",
    examples: &[example!("treepath(dynamic({'a':{'b':1}}))" => "[\"['a']\",\"['a']['b']\"]")],
    cases: &[
        example!("treepath(dynamic({'a':[1,2]}))" => "[\"['a']\",\"['a'][0]\",\"['a'][1]\"]"),
        example!("treepath(parse_json('1'))" => "null"),
    ],
    body: Body::Rows(|args| match args[0].as_json() {
        Some(json @ (Json::Object(_) | Json::Array(_))) => {
            let mut paths = Vec::new();
            walk(json, "", &mut paths);
            Value::Dynamic(Json::from(paths))
        }
        _ => Value::Null,
    }),
};

fn walk(json: &Json, prefix: &str, paths: &mut Vec<String>) {
    let mut visit = |path: String, inner: &Json| {
        paths.push(path.clone());
        walk(inner, &path, paths);
    };
    match json {
        Json::Object(bag) => {
            for (key, inner) in bag {
                visit(format!("{prefix}['{key}']"), inner);
            }
        }
        Json::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                visit(format!("{prefix}[{at}]"), inner);
            }
        }
        _ => {}
    }
}
