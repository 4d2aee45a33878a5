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
            "Pairs of characters around keys and values, or one character that is both; empty when there are none.",
        ),
        required(
            "escape",
            STRING,
            "The characters that take a quote's meaning away; empty when there are none.",
        ),
        required(
            "regex",
            STRING,
            "An expression with a group for the key and one for the value, in place of the delimiters.",
        ),
        required(
            "greedy",
            BOOL,
            "Whether a value goes up to the next key rather than to the next delimiter.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "The operator `parse-kv` is lowered to this function; of keys that come twice the first counts. Without delimiters, each word is the key of the word after it.",
    examples: &[
        example!("parse_pairs('a=1;b=x', ';', '=', '', '', '', false)" => "{\"a\":\"1\",\"b\":\"x\"}"),
    ],
    cases: &[
        example!("parse_pairs('a=\"1;2\";b=x', ';', '=', '\"', '', '', false)" => "{\"a\":\"1;2\",\"b\":\"x\"}"),
        example!("parse_pairs('nothing', ';', '=', '', '', '', false)" => "{}"),
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
        let marks: Vec<char> = quote.chars().collect();
        let pairs = Pairs {
            pair,
            kv,
            quotes: marks
                .chunks(2)
                .map(|two| (two[0], *two.last().unwrap_or(&two[0])))
                .collect(),
            escape: escape.chars().collect(),
            greedy: site.constants[6].as_ref().and_then(Value::as_bool) == Some(true),
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
    quotes: Vec<(char, char)>,
    escape: Vec<char>,
    greedy: bool,
}

impl Pairs {
    fn read(&self, text: &str) -> Value {
        let mut bag = serde_json::Map::new();
        if self.kv.is_empty() || self.pair.is_empty() {
            self.words(text, &mut bag);
            return Value::Dynamic(Json::Object(bag));
        }
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

    /// Each word with the word after it. A quoted text is one word.
    fn words(&self, text: &str, bag: &mut serde_json::Map<String, Json>) {
        let mut before: Option<String> = None;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let (word, next) = if let Some((quoted, next)) = self.quoted(rest) {
                (quoted, next)
            } else if c.is_alphanumeric() || c == '_' {
                let end = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                let (word, next) = rest.split_at(end);
                (word.to_owned(), next)
            } else {
                rest = rest.get(c.len_utf8()..).unwrap_or("");
                continue;
            };
            if let Some(key) = before.replace(word.clone()) {
                bag.entry(key).or_insert(Json::String(word));
            }
            rest = next;
        }
    }

    /// One pair and what comes after its delimiter.
    fn pair<'t>(&self, text: &'t str) -> (String, Option<String>, &'t str) {
        let (key, value) = match self.quoted(text.trim_start()) {
            Some((key, rest)) => match rest.trim_start().strip_prefix(&*self.kv) {
                Some(value) => (key, value),
                None => return (key, None, self.end_of_pair(rest).1),
            },
            None => {
                let (first, after_first) = self.end_of_pair(text);
                match text.find(&self.kv).filter(|at| *at < first.len()) {
                    Some(at) => (
                        text.get(..at).unwrap_or("").to_owned(),
                        text.get(at + self.kv.len()..).unwrap_or(""),
                    ),
                    None => return (first.to_owned(), None, after_first),
                }
            }
        };
        if let Some((value, rest)) = self.quoted(value.trim_start()) {
            return (key, Some(value), self.end_of_pair(rest).1);
        }
        let (value, rest) = if self.greedy {
            self.up_to_next_key(value)
        } else {
            self.end_of_pair(value)
        };
        (key, Some(value.trim().to_owned()), rest)
    }

    fn end_of_pair<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        match text.find(&self.pair) {
            Some(at) => (
                text.get(..at).unwrap_or(text),
                text.get(at + self.pair.len()..).unwrap_or(""),
            ),
            None => (text, ""),
        }
    }

    /// A value that may hold delimiters of pairs: it ends at the last of them before the next key.
    fn up_to_next_key<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let before_next = text.find(&self.kv).and_then(|at| text.get(..at));
        match before_next.and_then(|before| before.rfind(&self.pair)) {
            Some(at) => (
                text.get(..at).unwrap_or(text),
                text.get(at + self.pair.len()..).unwrap_or(""),
            ),
            None if before_next.is_some() => self.end_of_pair(text),
            None => (text, ""),
        }
    }

    /// The text in quotes that stands here, and what comes after it.
    fn quoted<'t>(&self, text: &'t str) -> Option<(String, &'t str)> {
        let first = text.chars().next()?;
        let (open, close) = self.quotes.iter().find(|(open, _)| *open == first)?;
        let inside = text.get(open.len_utf8()..)?;
        let mut out = String::new();
        let mut chars = inside.char_indices();
        while let Some((i, c)) = chars.next() {
            if self.escape.contains(&c) {
                out.extend(chars.next().map(|(_, c)| c));
            } else if c == *close {
                return Some((out, inside.get(i + c.len_utf8()..).unwrap_or("")));
            } else {
                out.push(c);
            }
        }
        None
    }
}
