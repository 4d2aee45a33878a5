use std::sync::Arc;

use super::def::*;
use crate::compute::json::{Bag, length};
use crate::text::columns::MOST_TEXT;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "bag_pack",
    aliases: &["pack", "pack_dictionary"],
    family: Family::Dynamic,
    summary: "Makes a bag out of keys and values.",
    params: &[repeated("key_value", Takes::Any, "A key, then its value.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "A null value stays in the bag.",
    examples: &[example!("bag_pack('name', 'ana', 'age', 30)" => "{\"name\":\"ana\",\"age\":30}")],
    cases: &[
        example!("bag_pack('a', long(null))" => "{\"a\":null}"),
        example!("bag_pack('t', datetime(2024-01-01), 's', 1h)" => "{\"t\":\"2024-01-01T00:00:00.0000000Z\",\"s\":\"01:00:00\"}"),
        example!("bag_pack('a', dynamic([1]))" => "{\"a\":[1]}"),
    ],
    body: Body::Prepared(|site| {
        if site.types.len() % 2 == 1 {
            return Err("`bag_pack` requires a value for each key".to_owned());
        }
        let keys = site.types.iter().step_by(2);
        if let Some(ty) = keys
            .copied()
            .find(|t| !matches!(t, Type::String | Type::Dynamic))
        {
            return Err(format!("a key of `bag_pack` requires a string, found {ty}"));
        }
        Ok(Arc::new(|args| {
            let mut bag = Bag::new();
            let mut total = 0;
            for pair in args.chunks_exact(2) {
                // A bag that is too long for a value is refused as it is.
                if total > MOST_TEXT {
                    break;
                }
                let value = pair[1].to_json();
                total += length(&value);
                bag.insert(pair[0].to_text(), value);
            }
            Value::Dynamic(Json::Object(bag))
        }))
    }),
};
