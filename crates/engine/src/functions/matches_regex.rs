use std::sync::Arc;

use super::def::*;
use crate::text::columns::{Texts, bools};
use crate::text::regex::Pattern;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "matches_regex",
    aliases: &["matches regex"],
    family: Family::Operator,
    summary: "Tells whether a regular expression matches somewhere in a text.",
    params: &[
        required("text", STRING, "The text to search."),
        required("regex", STRING, "The regular expression."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "The syntax is that of Rust's regex crate; where a pattern is none, RE2 decides what stands for itself.\n\
            A pattern from a column that is no regular expression matches nothing.",
    examples: &[
        example!("'Fabrikam' matches regex 'b.*k'" => "true"),
        example!("'Fabrikam' matches regex '^k'" => "false"),
    ],
    cases: &[
        example!("'' matches regex ''" => "true"),
        example!("'caf\u{e9}' matches regex @'\\w{4}$'" => "true"),
        example!("'ABC' matches regex '(?i)^abc$'" => "true"),
        example!("'a{b}' matches regex '^a{b}$'" => "true"),
        example!("'a[b' matches regex '^a[[]b$'" => "true"),
        example!(r"'a<' matches regex @'^a[\<\>]$'" => "true"),
        example!("'{7DB0-1}' matches regex '={7DB0|^{7DB0-[[:digit:]&]}'" => "true"),
    ],
    body: Body::PreparedColumns(|site| {
        let pattern = Pattern::of(site, 1)?;
        Ok(Arc::new(move |columns| {
            let texts = Texts::of(columns, 0)?;
            if let Some(regex) = pattern.known() {
                return Ok(bools(columns.rows, |row| regex.is_match(texts.at(row))));
            }
            let patterns = Texts::of(columns, 1)?;
            let mut patterns = pattern.rows(&patterns);
            Ok(bools(columns.rows, |row| {
                patterns.at(row).is_some_and(|r| r.is_match(texts.at(row)))
            }))
        }))
    }),
};
