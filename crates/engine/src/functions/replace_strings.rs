use super::def::*;
use crate::text::columns::{Texts, append, strings};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "replace_strings",
    aliases: &[],
    family: Family::String,
    summary: "Replaces all occurrences of several texts.",
    params: &[
        required("text", STRING, "The text to search."),
        required("lookups", Takes::Array, "An array of what to replace."),
        required(
            "rewrites",
            Takes::Array,
            "An array of what stands in place of each.",
        ),
    ],
    returns: Returns::Is(Type::String),
    notes: "A lookup comes before those behind it in the array, wherever it stands in the text.\n\
            An occurrence whose rewrite is no string is kept as it is.",
    examples: &[
        example!("replace_strings('a cat and a dog', dynamic(['cat', 'dog']), dynamic(['dog', 'cat']))" => "a dog and a cat"),
    ],
    cases: &[
        example!("replace_strings('This is', dynamic(['is', 'This']), dynamic(['was', 'It']))" => "Thwas was"),
        example!("replace_strings('This is', dynamic(['This', 'is']), dynamic([1, 'was']))" => "This was"),
        example!("replace_strings('abc', dynamic(['', 2, 'b']), dynamic(['x', 'y', '']) )" => "ac"),
        example!("replace_strings('abc', dynamic([]), dynamic([]))" => "abc"),
        example!("replace_strings('abc', dynamic(['a', 'b']), dynamic(['x']))" => "xbc"),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        let lookups = columns.argument(1)?;
        let rewrites = columns.argument(2)?;
        strings(columns.rows, |row, out| {
            let (lookups, rewrites) = (lookups.value(row), rewrites.value(row));
            let mut pieces = vec![Piece::Open(texts.at(row))];
            for (lookup, rewrite) in items(&lookups).iter().zip(items(&rewrites)) {
                if let Some(lookup) = lookup.as_str().filter(|l| !l.is_empty()) {
                    let rewrite = rewrite.as_str().unwrap_or(lookup);
                    pieces = replaced(pieces, lookup, rewrite);
                }
            }
            for piece in pieces {
                let (Piece::Open(text) | Piece::Done(text)) = piece;
                append(out, text);
            }
        })
    }),
};

fn items(value: &Value) -> &[Json] {
    match value.as_json() {
        Some(Json::Array(items)) => items,
        _ => &[],
    }
}

/// A piece of the text.
enum Piece<'t> {
    /// Nothing has been replaced here yet.
    Open(&'t str),
    /// What was replaced: later lookups do not see it.
    Done(&'t str),
}

fn replaced<'t>(pieces: Vec<Piece<'t>>, lookup: &str, rewrite: &'t str) -> Vec<Piece<'t>> {
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Open(text) => {
                for (at, part) in text.split(lookup).enumerate() {
                    if at > 0 {
                        out.push(Piece::Done(rewrite));
                    }
                    out.push(Piece::Open(part));
                }
            }
            done @ Piece::Done(_) => out.push(done),
        }
    }
    out
}
