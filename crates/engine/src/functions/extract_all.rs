use std::sync::Arc;

use regex::Regex;

use super::def::*;
use crate::text::columns::Texts;
use crate::text::json::{dynamics, push_string, push_strings};
use crate::text::regex::Pattern;
use crate::types::array::Reader;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "extract_all",
    aliases: &["extractall"],
    family: Family::String,
    summary: "Gets what the groups of a regular expression matched, for each match in a text.",
    params: &[
        required(
            "regex",
            STRING,
            "The regular expression; it must have a group.",
        )
        .constant(),
        required(
            "captureGroups",
            Takes::OneOf(&[Type::String, Type::Dynamic]),
            "The groups to get, by number or name; all when left out.",
        ),
        optional(
            "source",
            STRING,
            "The text to search; always the last argument.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Each match is a string where one group is asked for, an array of strings otherwise.\n\
            Gives null where nothing matched.",
    examples: &[
        example!(r"extract_all(@'(\d+)', 'ports 80, 443')" => r#"["80","443"]"#),
        example!(r"extract_all(@'(\w)=(\d)', 'a=1 b=2')" => r#"[["a","1"],["b","2"]]"#),
        example!(r"extract_all(@'(\w)=(\d)', dynamic([2]), 'a=1 b=2')" => r#"["1","2"]"#),
    ],
    cases: &[
        example!(r"extract_all(@'(?P<k>\w)=(\d)', dynamic([2, 'k']), 'a=1')" => r#"[["1","a"]]"#),
        example!("extract_all('(a)(b)?', 'aab')" => r#"[["a",""],["a","b"]]"#),
        example!("extract_all('(x)', 'abc')" => "null"),
        example!("extract_all('(x)', '')" => "null"),
    ],
    body: Body::PreparedColumns(|site| {
        let pattern = Pattern::of(site, 0)?;
        if pattern.known().is_some_and(|r| r.captures_len() < 2) {
            return Err("the regular expression of `extract_all` has no group".to_owned());
        }
        Ok(Arc::new(move |columns| {
            let patterns = Texts::of(columns, 0)?;
            let mut patterns = pattern.rows(&patterns);
            let chosen = if columns.arrays.len() > 2 {
                Some(Reader::new(columns.types[1], columns.arrays[1].as_ref())?)
            } else {
                None
            };
            let sources = Texts::of(columns, columns.arrays.len() - 1)?;
            Ok(dynamics(columns.rows, |row, out| {
                let Some(regex) = patterns.at(row) else {
                    return false;
                };
                let value = chosen
                    .as_ref()
                    .map(|reader| reader.value(if columns.constant[1] { 0 } else { row }));
                let groups = groups(regex, value.as_ref());
                push_matches(out, regex, &groups, sources.at(row))
            }))
        }))
    }),
};

/// The numbers of the groups to get.
fn groups(regex: &Regex, chosen: Option<&Value>) -> Vec<usize> {
    let Some(chosen) = chosen else {
        return (1..regex.captures_len()).collect();
    };
    let Some(Json::Array(items)) = chosen.as_json() else {
        return Vec::new();
    };
    let numbers = items.iter().filter_map(|item| match item {
        Json::String(name) => regex.capture_names().position(|n| n == Some(name)),
        other => other.as_u64().and_then(|n| usize::try_from(n).ok()),
    });
    numbers
        .filter(|n| (1..regex.captures_len()).contains(n))
        .collect()
}

/// Writes the array of matches; `false` when there is none.
fn push_matches(out: &mut String, regex: &Regex, groups: &[usize], source: &str) -> bool {
    if groups.is_empty() {
        return false;
    }
    for captures in regex.captures_iter(source) {
        out.push(if out.is_empty() { '[' } else { ',' });
        let texts = groups
            .iter()
            .map(|group| captures.get(*group).map_or("", |m| m.as_str()));
        if groups.len() == 1 {
            texts.for_each(|text| push_string(out, text));
        } else {
            push_strings(out, texts);
        }
    }
    if out.is_empty() {
        return false;
    }
    out.push(']');
    true
}
