use super::def::*;
use crate::text::columns::{Longs, Texts, append, strings};
use crate::types::Type;

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
    body: Body::Columns(|columns| {
        let values = Texts::of(columns, 0)?;
        let multipliers = Longs::of(columns, 1)?;
        let delimiters = match columns.arrays.len() {
            3 => Some(Texts::of(columns, 2)?),
            _ => None,
        };
        strings(columns.rows, |row, out| {
            for at in 0..multipliers.at(row).unwrap_or(0).min(MOST) {
                if let Some(delimiters) = delimiters.as_ref().filter(|_| at > 0) {
                    append(out, delimiters.at(row));
                }
                append(out, values.at(row));
            }
        })
    }),
};

/// What a greater multiplier counts as.
const MOST: i64 = 1024;
