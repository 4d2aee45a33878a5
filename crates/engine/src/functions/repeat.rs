use std::sync::Arc;

use super::def::*;
use crate::compute::json::{MOST, collect};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "repeat",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Makes an array of the same value several times.",
    params: &[
        required("value", Takes::Any, "The value, of any type but dynamic."),
        required("count", LONG, "How many times, at most 1048576."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null for a count below 0.",
    examples: &[example!("repeat(1, 3)" => "[1,1,1]")],
    cases: &[
        example!("repeat('a', 0)" => "[]"),
        example!("repeat('a', -1)" => "null"),
        example!("repeat(1, long(null))" => "null"),
    ],
    body: Body::Prepared(|site| {
        if site.types.first() == Some(&Type::Dynamic) {
            return Err("`repeat` takes no dynamic value".to_owned());
        }
        Ok(Arc::new(|args| match args[1].as_i64() {
            Some(count) if count >= 0 => {
                let count = usize::try_from(count).unwrap_or(MOST).min(MOST);
                collect(std::iter::repeat_n(args[0].to_json(), count))
            }
            _ => Value::Null,
        }))
    }),
};
