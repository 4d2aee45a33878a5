use std::sync::Arc;

use regex::Regex;

use super::def::*;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_pairs",
    aliases: &[],
    family: Family::Operator,
    summary: "Reads pairs of keys and values out of a text into a bag.",
    params: &[
        required("text", STRING, "The text."),
        required("pair_delimiter", STRING, "What stands between pairs."),
        required(
            "kv_delimiter",
            STRING,
            "What stands between a key and its value.",
        ),
        required(
            "quote",
            STRING,
            "The character, or the two characters, around a value; empty when there is none.",
        ),
        required(
            "escape",
            STRING,
            "The character that takes a quote's meaning away; empty when there is none.",
        ),
        required(
            "regex",
            STRING,
            "An expression with a group for the key and one for the value, in place of the delimiters.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The operator `parse-kv` is lowered to this function; of keys that come twice the first counts.",
    examples: &[
        example!("parse_pairs('a=1;b=x', ';', '=', '', '', '')" => "{\"a\":\"1\",\"b\":\"x\"}"),
    ],
    cases: &[
        example!("parse_pairs('a=\"1;2\";b=x', ';', '=', '\"', '', '')" => "{\"a\":\"1;2\",\"b\":\"x\"}"),
        example!("parse_pairs('nothing', ';', '=', '', '', '')" => "{}"),
    ],
    body: Body::Prepared(|site| {
        let text = |i| site.text(i).unwrap_or("").to_owned();
        let (pair, kv, quote, escape, pattern) = (text(1), text(2), text(3), text(4), text(5));
        if !pattern.is_empty() {
            let regex = Regex::new(&pattern).map_err(|e| {
                format!(
                    "the pattern of `parse-kv` is no regular expression: {}",
                    e.to_string().lines().last().unwrap_or("")
                )
            })?;
            return Ok(Arc::new(move |args| by_regex(&regex, args[0].as_str())));
        }
        let mut quotes = quote.chars();
        let open = quotes.next();
        let pairs = Pairs {
            pair,
            kv,
            quotes: open.map(|o| (o, quotes.next().unwrap_or(o))),
            escape: escape.chars().next(),
        };
        Ok(Arc::new(move |args| pairs.read(args[0].as_str())))
    }),
};

fn by_regex(regex: &Regex, text: &str) -> Value {
    let mut bag = serde_json::Map::new();
    for found in regex.captures_iter(text) {
        let (Some(key), Some(value)) = (found.get(1), found.get(2)) else {
            continue;
        };
        bag.entry(key.as_str())
            .or_insert_with(|| Json::String(value.as_str().to_owned()));
    }
    Value::Dynamic(Json::Object(bag))
}

struct Pairs {
    pair: String,
    kv: String,
    quotes: Option<(char, char)>,
    escape: Option<char>,
}

impl Pairs {
    fn read(&self, text: &str) -> Value {
        let mut bag = serde_json::Map::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (key, value, next) = self.pair(rest);
            if let Some(value) = value {
                bag.entry(key.trim()).or_insert(Json::String(value));
            }
            rest = next;
        }
        Value::Dynamic(Json::Object(bag))
    }

    /// One pair and what comes after its delimiter.
    fn pair<'t>(&self, text: &'t str) -> (&'t str, Option<String>, &'t str) {
        let end_of_pair = |t: &'t str| match t.find(&self.pair) {
            Some(at) if !self.pair.is_empty() => (
                t.get(..at).unwrap_or(t),
                t.get(at + self.pair.len()..).unwrap_or(""),
            ),
            _ => (t, ""),
        };
        let key_end = if self.kv.is_empty() {
            None
        } else {
            text.find(&self.kv)
        };
        let (first, after_first) = end_of_pair(text);
        let Some(at) = key_end.filter(|at| *at < first.len()) else {
            return (first, None, after_first);
        };
        let key = text.get(..at).unwrap_or("");
        let value = text.get(at + self.kv.len()..).unwrap_or("");
        if let Some((open, close)) = self.quotes
            && let Some(inside) = value.strip_prefix(open)
        {
            let mut out = String::new();
            let mut chars = inside.char_indices();
            while let Some((i, c)) = chars.next() {
                if Some(c) == self.escape {
                    out.extend(chars.next().map(|(_, c)| c));
                } else if c == close {
                    let rest = inside.get(i + c.len_utf8()..).unwrap_or("");
                    return (key, Some(out), end_of_pair(rest).1);
                } else {
                    out.push(c);
                }
            }
        }
        let (value, rest) = end_of_pair(value);
        (key, Some(value.to_owned()), rest)
    }
}
