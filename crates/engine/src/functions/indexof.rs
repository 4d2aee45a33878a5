use super::def::*;
use crate::text::columns::{Texts, longs};
use crate::text::range::Ranges;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "indexof",
    aliases: &[],
    family: Family::String,
    summary: "Tells the place of a text within another, from 0.",
    params: &[
        required("string", Takes::Any, "The text to search."),
        required("match", Takes::Any, "What to look for."),
        optional(
            "start",
            LONG,
            "The character to begin at; negative counts from the end.",
        ),
        optional(
            "length",
            LONG,
            "How many characters to begin at, at most; -1 is all.",
        ),
        optional("occurrence", LONG, "Which occurrence to tell, from 1.").constant(),
    ],
    returns: Returns::Is(Type::Long),
    notes: "Gives -1 when it is not there; null for an empty text to look for, or an argument that makes no sense.\n\
            Counts characters.",
    examples: &[
        example!("indexof('abcdefg', 'cde')" => "2"),
        example!("indexof('abcabc', 'a', 1)" => "3"),
        example!("indexof('abcabc', 'z')" => "-1"),
    ],
    cases: &[
        example!("indexof('abcdefg', 'cde', 1, 4)" => "2"),
        example!("indexof('abcdefg', 'cde', 1, 1)" => "-1"),
        example!("indexof('abcdefg', 'cde', 1, 2)" => "2"),
        example!("indexof('abcdefg', 'cde', -5)" => "2"),
        example!("indexof(1234567, 5, 1, 4)" => "4"),
        example!("indexof('abcdefgabcdefg', 'cde', 1, 10, 2)" => "9"),
        example!("indexof('abcdefgabcdefg', 'cde', 1, -1, 3)" => "-1"),
        example!("indexof('abc', '')" => "null"),
        example!("indexof('abc', 'a', 0, -2)" => "null"),
        example!("indexof('abc', 'a', 0, -1, -1)" => "null"),
        example!("indexof('ééa', 'a')" => "2"),
        example!("indexof('aaaa', 'aa', 0, -1, 2)" => "1"),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        let others = Texts::of(columns, 1)?;
        let ranges = Ranges::of(columns)?;
        Ok(longs(columns.rows, |row| {
            let (text, other) = (texts.at(row), others.at(row));
            if other.is_empty() {
                return None;
            }
            let step = other.chars().next().map_or(1, char::len_utf8);
            ranges.search(row, text, true, |range| {
                range.find(other).map(|at| (at, at + step))
            })
        }))
    }),
};
