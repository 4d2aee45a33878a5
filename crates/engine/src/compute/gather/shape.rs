//! What values of a dynamic look like: the state of `buildschema`.

use indexmap::IndexMap;

use crate::aggregates::def::{Group, Make, Row};
use crate::compute::json::Bag;
use crate::types::{Json, Type, Value};

/// How deep a shape goes; what lies below is not told apart.
const DEPTH: usize = 64;
/// How many keys one bag of a shape has.
const KEYS: usize = 10_000;

/// The key under which the shape of an array's items stands.
const ITEMS: &str = "`indexer`";

/// All that was seen at one place.
#[derive(Debug, Default)]
struct Shape {
    /// Names of simple types, as they came.
    simple: Vec<&'static str>,
    /// The members of all bags; an array has the one member of its items.
    members: Option<IndexMap<String, Shape>>,
}

impl Shape {
    fn add(&mut self, value: &Json, depth: usize) {
        if depth == DEPTH {
            return;
        }
        match value {
            Json::Null => {}
            Json::Object(bag) => {
                let members = self.members.get_or_insert_default();
                for (key, value) in bag {
                    if members.len() < KEYS || members.contains_key(key) {
                        members
                            .entry(key.clone())
                            .or_default()
                            .add(value, depth + 1);
                    }
                }
            }
            Json::Array(items) => {
                let members = self.members.get_or_insert_default();
                let of_items = members.entry(ITEMS.to_owned()).or_default();
                for item in items {
                    of_items.add(item, depth + 1);
                }
            }
            simple => {
                let name = name(simple);
                if !self.simple.contains(&name) {
                    self.simple.push(name);
                }
            }
        }
    }

    /// A type, a bag, or an array of what there may be; null for nothing.
    fn to_json(&self) -> Json {
        // A bag or an array stands before the simple types, as the engine has it.
        let mut all: Vec<Json> = Vec::new();
        if let Some(members) = &self.members {
            let bag: Bag = members
                .iter()
                .map(|(key, shape)| (key.clone(), shape.to_json()))
                .collect();
            all.push(Json::Object(bag));
        }
        all.extend(self.simple.iter().map(|n| Json::from(*n)));
        match all.len() {
            0 => Json::Null,
            1 => all.remove(0),
            _ => Json::Array(all),
        }
    }

    fn size(&self) -> usize {
        let members = self.members.iter().flatten();
        64 + members
            .map(|(key, shape)| key.len() + shape.size())
            .sum::<usize>()
    }
}

/// The name of a simple value's type.
fn name(value: &Json) -> &'static str {
    match value {
        Json::Bool(_) => "bool",
        Json::Number(n) if n.is_f64() => "double",
        Json::Number(_) => "long",
        Json::String(text) if is_guid(text) => "guid",
        Json::String(_) => "string",
        _ => "dynamic",
    }
}

/// `8-4-4-4-12` hexadecimal digits.
fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(p, n)| p.len() == n && p.bytes().all(|c| c.is_ascii_hexdigit()))
}

/// Groups over the first argument.
pub(crate) fn make(_: &[Type]) -> Make {
    Box::new(|| Box::new(Shapes(Shape::default())))
}

struct Shapes(Shape);

impl Group for Shapes {
    fn add(&mut self, row: &Row<'_>) {
        if let Value::Dynamic(value) = row.get(0) {
            self.0.add(&value, 0);
        }
    }

    fn finish(&mut self) -> Value {
        Value::json(self.0.to_json())
    }

    fn size(&self) -> usize {
        self.0.size()
    }
}
