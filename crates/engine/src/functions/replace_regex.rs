use std::sync::Arc;

use super::def::*;
use crate::text::columns::{Texts, append, strings};
use crate::text::regex::{Pattern, Rewrite};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "replace_regex",
    aliases: &[],
    family: Family::String,
    summary: "Replaces all matches of a regular expression.",
    params: &[
        required("source", STRING, "The text to search."),
        required("lookup_regex", STRING, "The regular expression.").constant(),
        required(
            "rewrite_pattern",
            STRING,
            "What stands in place of a match: `\\\\1` is the first group, `\\\\0` the whole match.",
        )
        .constant(),
    ],
    returns: Returns::Is(Type::String),
    notes: "Matches do not overlap.",
    examples: &[
        example!(r"replace_regex('id 12 of 30', @'\d+', '#')" => "id # of #"),
        example!(r"replace_regex('ana@x.io', @'(\w+)@(\S+)', @'\2:\1')" => "x.io:ana"),
    ],
    cases: &[
        example!(r"replace_regex('abc', 'z*', '-')" => "-a-b-c-"),
        example!(r"replace_regex('abc', '(b)', @'[\0\0]')" => "a[bb]c"),
        example!(r"replace_regex('abc', 'b', @'\7$1')" => "a$1c"),
        example!(r"replace_regex('abcABC', '(?i)abc', '#')" => "##"),
        example!("replace_regex('', 'a', 'b')" => "\"\""),
        example!(r"strlen(replace_regex(base64_decode_tostring('YQBiAA=='), @'\0', ''))" => "2"),
    ],
    body: Body::PreparedColumns(|site| {
        let pattern = Pattern::of(site, 1)?;
        let rewrite = site.text(2).map(Rewrite::new);
        Ok(Arc::new(move |columns| {
            let sources = Texts::of(columns, 0)?;
            let patterns = Texts::of(columns, 1)?;
            let mut patterns = pattern.rows(&patterns);
            let rewrites = Texts::of(columns, 2)?;
            strings(columns.rows, |row, out| {
                let source = sources.at(row);
                match (patterns.at(row), &rewrite) {
                    (None, _) => append(out, source),
                    (Some(regex), Some(rewrite)) => rewrite.push_all(out, regex, source),
                    (Some(regex), None) => {
                        Rewrite::new(rewrites.at(row)).push_all(out, regex, source);
                    }
                }
            })
        }))
    }),
};
