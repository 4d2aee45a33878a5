use std::sync::Arc;

use regex::Regex;

use super::def::*;
use crate::types::{Json, Type, Value, convert};

pub(super) const FUNCTION: Function = Function {
    name: "parse_captures",
    aliases: &[],
    family: Family::Operator,
    summary: "Reads the parts of a text that the operator `parse` asks for.",
    params: &[
        required("text", STRING, "The text."),
        required(
            "pattern",
            STRING,
            "A regular expression with a group `c0`, `c1`, … for each part.",
        ),
        required(
            "types",
            STRING,
            "The types that the parts must have, comma-separated; empty when any text will do.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The operator `parse` is lowered to this function; null where the text does not match.",
    examples: &[
        example!("parse_captures('a=1 b=x', 'a=(?P<c0>.*?) b=(?P<c1>.*)', '')" => "[\"1\",\"x\"]"),
    ],
    cases: &[
        example!("parse_captures('a=y b=x', 'a=(?P<c0>.*?) b=(?P<c1>.*)', 'long,string')" => "null"),
        example!("parse_captures('nothing', 'a=(?P<c0>.*)', '')" => "null"),
    ],
    body: Body::Prepared(|site| {
        let pattern = site.text(1).ok_or("the pattern of `parse` is constant")?;
        let regex = Regex::new(pattern).map_err(|e| {
            format!(
                "the pattern of `parse` is no regular expression: {}",
                first_line(&e.to_string())
            )
        })?;
        let types: Vec<Type> = site
            .text(2)
            .unwrap_or("")
            .split(',')
            .filter_map(Type::from_name)
            .collect();
        let groups = regex.capture_names().flatten().count();
        let names: Vec<String> = (0..groups).map(|i| format!("c{i}")).collect();
        Ok(Arc::new(move |args| {
            captures(&regex, &names, &types, args[0].as_str())
        }))
    }),
};

fn first_line(message: &str) -> &str {
    message.lines().last().unwrap_or(message).trim()
}

fn captures(regex: &Regex, names: &[String], types: &[Type], text: &str) -> Value {
    let Some(found) = regex.captures(text) else {
        return Value::Null;
    };
    // A pattern may have groups of its own; those of `parse` are named `c0`, `c1`, …
    let parts: Vec<&str> = names
        .iter()
        .map(|name| found.name(name).map_or("", |m| m.as_str()))
        .collect();
    let fits = parts.iter().zip(types).all(|(part, ty)| {
        *ty == Type::String || !convert::convert(&Value::string(part.trim()), *ty).is_null()
    });
    if !fits {
        return Value::Null;
    }
    Value::Dynamic(Json::Array(
        parts
            .into_iter()
            .map(|p| Json::String(p.to_owned()))
            .collect(),
    ))
}
