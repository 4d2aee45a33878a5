use super::def::*;
use crate::types::Type;
use std::sync::Arc;

use crate::text::columns::{Texts, longs};
use crate::text::regex::Pattern;

pub(super) const FUNCTION: Function = Function {
    name: "countof",
    aliases: &[],
    family: Family::String,
    summary: "Counts the occurrences of a text, or of matches of a regular expression.",
    params: &[
        required("source", STRING, "The text to search."),
        required("search", STRING, "What to count."),
        optional(
            "kind",
            STRING,
            "`normal`, or `regex` for a regular expression.",
        )
        .constant(),
    ],
    returns: Returns::Is(Type::Long),
    notes: "Occurrences of a plain text may overlap, matches do not.",
    examples: &[
        example!("countof('aaaa', 'aa')" => "3"),
        example!("countof('abcabc', 'a.c', 'regex')" => "2"),
    ],
    cases: &[
        example!("countof('', 'a')" => "0"),
        example!("countof('abc', '')" => "0"),
        example!("countof('ababa', 'aba', 'regex')" => "1"),
        example!("countof('hello', 'l', 'normal')" => "2"),
    ],
    body: Body::PreparedColumns(|site| {
        let regex = match site.text(2) {
            Some("regex") => true,
            None | Some("" | "normal") => false,
            Some(other) => {
                return Err(format!(
                    "`countof` counts `normal` or `regex`, not `{other}`"
                ));
            }
        };
        if regex {
            let pattern = Pattern::of(site, 1)?;
            return Ok(Arc::new(move |columns| {
                let sources = Texts::of(columns, 0)?;
                let patterns = Texts::of(columns, 1)?;
                let mut patterns = pattern.rows(&patterns);
                Ok(longs(columns.rows, |row| {
                    Some(patterns.at(row)?.find_iter(sources.at(row)).count() as i64)
                }))
            }));
        }
        Ok(Arc::new(|columns| {
            let sources = Texts::of(columns, 0)?;
            let searches = Texts::of(columns, 1)?;
            Ok(longs(columns.rows, |row| {
                Some(occurrences(sources.at(row), searches.at(row)))
            }))
        }))
    }),
};

/// How often the text occurs, overlapping occurrences included.
fn occurrences(source: &str, search: &str) -> i64 {
    let Some(step) = search.chars().next().map(char::len_utf8) else {
        return 0;
    };
    let mut rest = source;
    let mut count = 0;
    while let Some(at) = rest.find(search) {
        count += 1;
        rest = rest.get(at + step..).unwrap_or_default();
    }
    count
}
