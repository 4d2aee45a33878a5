use super::def::*;
use aho_corasick::{AhoCorasick, MatchKind};

use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "replace_strings",
    aliases: &[],
    family: Family::String,
    summary: "Replaces all occurrences of several texts.",
    params: &[
        required("text", STRING, "The text to search."),
        required("lookups", DYNAMIC, "An array of what to replace."),
        required(
            "rewrites",
            DYNAMIC,
            "An array of what stands in place of each.",
        ),
    ],
    returns: Returns::Is(Type::String),
    notes: "Where several lookups fit, the first of the array counts.\n\
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
    body: Body::Rows(|args| {
        let text = args[0].as_str();
        let (lookups, rewrites) = (items(&args[1]), items(&args[2]));
        let pairs: Vec<(&str, Option<&str>)> = lookups
            .iter()
            .zip(rewrites)
            .filter_map(|(lookup, rewrite)| Some((lookup.as_str()?, rewrite.as_str())))
            .filter(|(lookup, _)| !lookup.is_empty())
            .collect();
        let Ok(automaton) = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(pairs.iter().map(|(lookup, _)| lookup))
        else {
            return Value::string(text);
        };
        let mut out = String::with_capacity(text.len());
        automaton.replace_all_with(text, &mut out, |found, matched, out| {
            let rewrite = pairs[found.pattern().as_usize()].1;
            out.push_str(rewrite.unwrap_or(matched));
            true
        });
        Value::String(out)
    }),
};

fn items(value: &Value) -> &[Json] {
    match value.as_json() {
        Some(Json::Array(items)) => items,
        _ => &[],
    }
}
