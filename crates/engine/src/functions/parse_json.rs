use super::def::*;
use crate::types::Type;
use std::sync::Arc;

use crate::text::columns::Texts;
use crate::text::json::{dynamics, push_parsed};

pub(super) const FUNCTION: Function = Function {
    name: "parse_json",
    aliases: &["parsejson", "todynamic", "toobject"],
    family: Family::Dynamic,
    summary: "Reads a text as JSON.",
    params: &[required(
        "json",
        Takes::OneOf(&[Type::Dynamic, Type::String]),
        "The text.",
    )],
    returns: Returns::Is(Type::Dynamic),
    notes: "A text that is no JSON becomes a string inside the dynamic, the empty text null.\n\
            A dynamic is passed on as it is: write `parse_json(tostring(x))` for JSON inside JSON.",
    examples: &[
        example!(r#"parse_json('{"a":[1,2]}').a[1]"# => "2"),
        example!("parse_json('no json')" => r#""no json""#),
    ],
    cases: &[
        example!("parse_json('null')" => "null"),
        example!("parse_json('')" => "null"),
        example!("parse_json('[]')" => "[]"),
        example!(r#"parse_json(' { "a" : 1.50 } ')"# => r#"{"a":1.5}"#),
        example!(r#"parse_json('"x"')"# => r#""x""#),
        example!("parse_json(dynamic({'a': 1}))" => r#"{"a":1}"#),
        example!(r#"parse_json("{'a':1}")"# => r#""{'a':1}""#),
        example!(r#"tostring(parse_json('{"a":"\\u0041"}'))"# => r#"{"a":"A"}"#),
        example!(r#"parse_json(' [ -1.50e2 , -0 , 12345678901234567890 , {"b":[],"a":{}} ] ')"# => r#"[-150.0,-0.0,12345678901234567890,{"b":[],"a":{}}]"#),
        example!(r#"parse_json('{"a":1,"a":2}')"# => r#"{"a":2}"#),
        example!("parse_json('[1,]')" => r#""[1,]""#),
        example!("parse_json('01')" => r#""01""#),
        example!("parse_json('1 2')" => r#""1 2""#),
        example!(r#"parse_json(@'{"a\/b":"\u0009\n"}')"# => r#"{"a/b":"\t\n"}"#),
    ],
    body: Body::Columns(|columns| {
        if columns.types[0] == Type::Dynamic {
            return Ok(Arc::clone(&columns.arrays[0]));
        }
        let texts = Texts::of(columns, 0)?;
        Ok(dynamics(columns.rows, |row, out| {
            push_parsed(out, texts.at(row))
        }))
    }),
};
