use super::def::*;
use crate::types::Type;
use std::sync::Arc;

use crate::text::columns::{Texts, longs};
use crate::text::range::Ranges;
use crate::text::regex::Pattern;

pub(super) const FUNCTION: Function = Function {
    name: "indexof_regex",
    aliases: &[],
    family: Family::String,
    summary: "Tells the place of a match of a regular expression within a text, from 0.",
    params: &[
        required("string", Takes::Any, "The text to search."),
        required("match", STRING, "The regular expression.").constant(),
        optional("start", LONG, "The character to begin at."),
        optional(
            "length",
            LONG,
            "How many characters to begin at, at most; -1 is all.",
        ),
        optional("occurrence", LONG, "Which occurrence to tell, from 1.").constant(),
    ],
    returns: Returns::Is(Type::Long),
    notes: "Gives -1 when nothing matches, null for an argument that makes no sense.\n\
            Counts characters; matches do not overlap.",
    examples: &[
        example!("indexof_regex('abcabc', 'a.c')" => "0"),
        example!("indexof_regex('abcabcdefg', 'a.c', 0, 9, 2)" => "3"),
    ],
    cases: &[
        example!("indexof_regex('abcabc', 'a.c', 1, -1, 2)" => "-1"),
        example!("indexof_regex('ababaa', 'a.a', 0, -1, 2)" => "-1"),
        example!("indexof_regex('abcabc', 'a|ab', -1)" => "null"),
        example!("indexof_regex('abcabc', 'z')" => "-1"),
    ],
    body: Body::PreparedColumns(|site| {
        let pattern = Pattern::of(site, 1)?;
        Ok(Arc::new(move |columns| {
            let texts = Texts::of(columns, 0)?;
            let patterns = Texts::of(columns, 1)?;
            let mut patterns = pattern.rows(&patterns);
            let ranges = Ranges::of(columns)?;
            Ok(longs(columns.rows, |row| {
                let regex = patterns.at(row)?;
                ranges.search(row, texts.at(row), false, |range| {
                    let found = regex.find(range)?;
                    // After an empty match the next one begins a character later.
                    let next = match range.get(found.end()..)?.chars().next() {
                        Some(c) if found.is_empty() => found.end() + c.len_utf8(),
                        _ => found.end(),
                    };
                    Some((found.start(), next))
                })
            }))
        }))
    }),
};
