use super::def::*;
use crate::types::Type;
use datafusion::arrow::array::{Array, AsArray};

use crate::text::columns::pieces;

pub(super) const FUNCTION: Function = Function {
    name: "gettype",
    aliases: &[],
    family: Family::Conversion,
    summary: "Tells the type of a value as it is, inside a dynamic too.",
    params: &[required("value", Takes::Any, "The value.")],
    returns: Returns::Is(Type::String),
    notes: "Inside a dynamic: `long`, `double`, `string`, `bool`, `array`, `dictionary`, `null`.",
    examples: &[
        example!("gettype(1)" => "long"),
        example!("gettype(dynamic({'a': 1}))" => "dictionary"),
    ],
    cases: &[
        example!("gettype('a')" => "string"),
        example!("gettype(1.5)" => "real"),
        example!("gettype(int(null))" => "int"),
        example!("gettype(dynamic(1.5))" => "double"),
        example!("gettype(dynamic(1))" => "long"),
        example!("gettype(dynamic('a'))" => "string"),
        example!("gettype(dynamic(true))" => "bool"),
        example!("gettype(dynamic([1]))" => "array"),
        example!("gettype(dynamic(null))" => "null"),
        example!("gettype(1d)" => "timespan"),
        example!("gettype(decimal(1))" => "decimal"),
    ],
    body: Body::Columns(|columns| {
        let ty = columns.types[0];
        if ty != Type::Dynamic {
            return Ok(pieces(columns.rows, |_| ty.name()));
        }
        let texts = columns.arrays[0].as_string_view();
        Ok(pieces(columns.rows, |row| {
            if texts.is_null(row) {
                "null"
            } else {
                kind(texts.value(row))
            }
        }))
    }),
};

/// The kind of a JSON text.
fn kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'[') => "array",
        Some(b'{') => "dictionary",
        Some(b'"') => "string",
        Some(b't' | b'f') => "bool",
        Some(b'n') | None => "null",
        Some(_) if json.contains(['.', 'e', 'E']) => "double",
        Some(_) => "long",
    }
}
