use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "strrep",
    aliases: &[],
    family: Family::String,
    summary: "Repeats a text.",
    params: &[
        required("value", Takes::Any, "The text to repeat."),
        required("multiplier", LONG, "How many times, 1024 at most."),
        optional("delimiter", Takes::Any, "What stands between two of them."),
    ],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[
        example!("strrep('ab', 3)" => "ababab"),
        example!("strrep(7, 3, '.')" => "7.7.7"),
    ],
    cases: &[
        example!("strrep('ab', 0)" => r#""""#),
        example!("strrep('ab', 1, ',')" => "ab"),
        example!("strlen(strrep('a', 5000))" => "1024"),
    ],
    body: Body::Rows(|args| {
        let times = args[1].as_i64().unwrap_or(0).clamp(0, MOST) as usize;
        let delimiter = args.get(2).map(Value::to_text).unwrap_or_default();
        Value::String(vec![args[0].to_text(); times].join(&delimiter))
    }),
};

/// What a greater multiplier counts as.
const MOST: i64 = 1024;
