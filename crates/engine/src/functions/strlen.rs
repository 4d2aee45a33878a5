use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "strlen",
    aliases: &[],
    family: Family::String,
    summary: "Counts the characters of a string.",
    params: &[required("source", STRING, "The string to measure.")],
    returns: Returns::Is(Type::Long),
    notes: "Counts Unicode code points, not bytes.",
    examples: &[example!("strlen('hello')" => "5")],
    cases: &[
        example!("strlen('')" => "0"),
        example!("strlen('\u{e9}')" => "1"),
    ],
    body: Body::Rows(|args| Value::Long(args[0].as_str().chars().count() as i64)),
};
