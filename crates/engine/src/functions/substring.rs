use super::def::*;
use crate::text::columns::{Longs, Texts, pieces};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "substring",
    aliases: &[],
    family: Family::String,
    summary: "Cuts a piece out of a text.",
    params: &[
        required("source", Takes::Any, "The text."),
        required(
            "startingIndex",
            LONG,
            "The first character, from 0; negative counts from the end.",
        ),
        optional("length", LONG, "How many characters; all when left out."),
    ],
    returns: Returns::Is(Type::String),
    notes: "Counts characters.",
    examples: &[
        example!("substring('abcdef', 2)" => "cdef"),
        example!("substring('abcdef', 1, 3)" => "bcd"),
        example!("substring('abcdef', -2, 2)" => "ef"),
    ],
    cases: &[
        example!("substring('abc', 5, 3)" => r#""""#),
        example!("substring('abc', 2, 100)" => "c"),
        example!("substring('abc', 1, -1)" => r#""""#),
        example!("substring('x', -2, 5)" => r#""""#),
        example!("substring('hello', -3, 2)" => "ll"),
        example!("substring('a😀b', 1, 1)" => "😀"),
        example!("substring(12345, 1, 2)" => "23"),
        example!("substring('', 0)" => r#""""#),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        let starts = Longs::of(columns, 1)?;
        let lengths = Longs::of(columns, 2)?;
        let limited = columns.arrays.len() > 2;
        Ok(pieces(columns.rows, |row| {
            let length = if limited {
                lengths.at(row).unwrap_or(0)
            } else {
                i64::MAX
            };
            starts
                .at(row)
                .and_then(|start| piece(texts.at(row), start, length))
                .unwrap_or_default()
        }))
    }),
};

/// The characters from `start` on, `length` at most.
fn piece(text: &str, start: i64, length: i64) -> Option<&str> {
    let length = usize::try_from(length).ok()?;
    let start = if start < 0 {
        start + text.chars().count() as i64
    } else {
        start
    };
    let rest = text.get(place(text, usize::try_from(start).ok()?)..)?;
    rest.get(..place(rest, length))
}

/// Where the character of this number begins, or the text's end.
fn place(text: &str, number: usize) -> usize {
    if text.is_ascii() {
        return number.min(text.len());
    }
    text.char_indices().nth(number).map_or(text.len(), |c| c.0)
}
