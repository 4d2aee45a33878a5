use std::sync::Arc;

use super::def::*;
use crate::text::columns::{Texts, pieces};
use crate::text::regex::Pattern;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "trim_start",
    aliases: &[],
    family: Family::String,
    summary: "Cuts a match of a regular expression off the beginning of a text.",
    params: &[
        required(
            "regex",
            STRING,
            "The regular expression of what to cut off.",
        )
        .constant(),
        required("source", STRING, "The text to cut."),
    ],
    returns: Returns::Is(Type::String),
    notes: "One match is cut off, not as many as there are: write `\\s+` for all spaces.",
    examples: &[example!(r"trim_start('https://', 'https://x.io')" => "x.io")],
    cases: &[
        example!(r"trim_start('x', 'xxaxx')" => "xaxx"),
        example!(r"trim_start('a', 'ba')" => "ba"),
        example!(r"trim_start('x', '')" => "\"\""),
    ],
    body: Body::PreparedColumns(|site| {
        let start = Pattern::made(site, 0, |regex| format!("^(?:{regex})"))?;
        Ok(Arc::new(move |columns| {
            let patterns = Texts::of(columns, 0)?;
            let mut starts = start.rows(&patterns);
            let sources = Texts::of(columns, 1)?;
            Ok(pieces(columns.rows, |row| {
                let mut text = sources.at(row);
                if let Some(found) = starts.at(row).and_then(|r| r.find(text)) {
                    text = text.get(found.end()..).unwrap_or_default();
                }
                text
            }))
        }))
    }),
};
