use std::sync::Arc;

use super::def::*;
use crate::text::columns::{Texts, pieces};
use crate::text::regex::Pattern;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "trim_end",
    aliases: &[],
    family: Family::String,
    summary: "Cuts a match of a regular expression off the end of a text.",
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
    examples: &[example!(r"trim_end(@'\.com', 'bing.com')" => "bing")],
    cases: &[
        example!(r"trim_end('x', 'xxaxx')" => "xxax"),
        example!(r"trim_end('a', 'ab')" => "ab"),
        example!(r"trim_end('b+', 'abbb')" => "a"),
    ],
    body: Body::PreparedColumns(|site| {
        let end = Pattern::made(site, 0, |regex| format!(r"(?:{regex})\z"))?;
        Ok(Arc::new(move |columns| {
            let patterns = Texts::of(columns, 0)?;
            let mut ends = end.rows(&patterns);
            let sources = Texts::of(columns, 1)?;
            Ok(pieces(columns.rows, |row| {
                let mut text = sources.at(row);
                if let Some(found) = ends.at(row).and_then(|r| r.find(text)) {
                    text = text.get(..found.start()).unwrap_or_default();
                }
                text
            }))
        }))
    }),
};
