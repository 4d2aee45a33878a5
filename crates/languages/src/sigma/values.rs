//! The values of a detection and what modifiers make of them.
//!
//! Source: the appendix "Sigma Modifiers" of the specification, version 2.1, and where it is silent
//! pySigma, its reference: `windash` takes a dash at the beginning of a word, `base64offset` the part
//! of the text that is the same whatever stands before it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use vigie_syntax::Span;
use vigie_syntax::yaml::{Node, Yaml};

use super::condition::{Condition, Field, How, Kind, Test};
use super::modifier::Modifier;

/// Values that one value may become.
const MOST_VALUES: usize = 10_000;

/// A value while modifiers work on it.
#[derive(Debug, Clone)]
enum Value {
    /// Literal text and wildcards.
    Text(Vec<Part>),
    /// What no letter case and no wildcard applies to.
    Bytes(Vec<u8>),
    Number(String),
    Bool(bool),
    Null,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Plain(String),
    /// `*`
    Any,
    /// `?`
    One,
}

/// What stands behind a placeholder of the modifier `expand`.
pub(crate) type Placeholders<'a> = &'a dyn Fn(&str) -> Option<Vec<String>>;

/// The condition that one entry of a detection makes: a field with modifiers, and its values.
/// An error is a code and a sentence.
pub(crate) fn condition(
    field: Option<Field>,
    modifiers: &[Modifier],
    values: &[(&Node, Span)],
    span: Span,
    placeholders: Placeholders<'_>,
) -> Result<Condition, Fault> {
    let has = |m| modifiers.contains(&m);
    if has(Modifier::Exists) {
        return exists(field, values, span);
    }
    if has(Modifier::FieldRef) {
        return references(field, modifiers, values, span);
    }
    let mut tests: Vec<Condition> = Vec::new();
    let mut merged: Vec<Test> = Vec::new();
    for (node, place) in values {
        for kind in kinds(modifiers, node, placeholders).map_err(|e| e.at(*place))? {
            let test = Test {
                field: field.clone(),
                kind,
                span: *place,
            };
            if field.is_none() && !matches!(test.kind, Kind::Match { .. }) {
                let what = "a keyword is a text that is looked for in the whole event";
                return Err(Fault::new("unexpected-value", what).at(*place));
            }
            if has(Modifier::All) {
                tests.push(Condition::Test(test));
            } else {
                merge(&mut merged, test);
            }
        }
    }
    tests.extend(merged.into_iter().map(Condition::Test));
    if tests.is_empty() {
        return Err(Fault::new("empty-list", "a list of values is empty").at(span));
    }
    let all = if has(Modifier::All) {
        Condition::And(tests)
    } else if tests.len() == 1 {
        tests.swap_remove(0)
    } else {
        Condition::Or(tests)
    };
    Ok(if has(Modifier::Neq) {
        // The field is there, and has another value.
        let there = Test {
            field,
            kind: Kind::Null,
            span,
        };
        let there = Condition::Not(Box::new(Condition::Test(there)));
        there.and(Condition::Not(Box::new(all)))
    } else {
        all
    })
}

/// What is wrong with a value.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) span: Option<Span>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span: None,
        }
    }

    pub(crate) fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }
}

/// Adds a test to one that differs only in its patterns.
fn merge(tests: &mut Vec<Test>, test: Test) {
    for own in tests.iter_mut() {
        match (&mut own.kind, &test.kind) {
            (
                Kind::Match {
                    how,
                    cased,
                    patterns,
                },
                Kind::Match {
                    how: other,
                    cased: also,
                    patterns: more,
                },
            ) if how == other && cased == also => {
                patterns.extend(more.iter().cloned());
                own.span = own.span.to(test.span);
                return;
            }
            (Kind::Null, Kind::Null) => return,
            _ => {}
        }
    }
    tests.push(test);
}

fn exists(field: Option<Field>, values: &[(&Node, Span)], span: Span) -> Result<Condition, Fault> {
    let value = match values {
        [(node, _)] => node.bool(),
        _ => None,
    };
    let what = "`exists` takes true or false";
    let value = value.ok_or_else(|| Fault::new("unexpected-value", what).at(span))?;
    let field = named(field, span)?;
    Ok(Condition::Test(Test {
        field: Some(field),
        kind: Kind::Exists(value),
        span,
    }))
}

fn named(field: Option<Field>, span: Span) -> Result<Field, Fault> {
    let what = "this modifier requires a field";
    field.ok_or_else(|| Fault::new("unexpected-modifier", what).at(span))
}

fn references(
    field: Option<Field>,
    modifiers: &[Modifier],
    values: &[(&Node, Span)],
    span: Span,
) -> Result<Condition, Fault> {
    let field = named(field, span)?;
    let how = mode(modifiers);
    let cased = modifiers.contains(&Modifier::Cased);
    let mut tests = Vec::new();
    for (node, place) in values {
        let what = "`fieldref` takes the name of a field";
        let name = node
            .text()
            .ok_or_else(|| Fault::new("unexpected-value", what).at(*place))?;
        let other = Field {
            name: name.to_owned(),
            span: *place,
        };
        tests.push(Condition::Test(Test {
            field: Some(field.clone()),
            kind: Kind::Field { how, cased, other },
            span: *place,
        }));
    }
    let any = if modifiers.contains(&Modifier::All) {
        Condition::And(tests)
    } else {
        Condition::Or(tests)
    };
    Ok(if modifiers.contains(&Modifier::Neq) {
        let there = |field: &Field| {
            Condition::Test(Test {
                field: Some(field.clone()),
                kind: Kind::Exists(true),
                span,
            })
        };
        there(&field).and(Condition::Not(Box::new(any)))
    } else {
        any
    })
}

/// Where a text stands in a value.
fn mode(modifiers: &[Modifier]) -> How {
    let last = modifiers.iter().rev().find_map(|m| match m {
        Modifier::Contains => Some(How::Contains),
        Modifier::StartsWith => Some(How::StartsWith),
        Modifier::EndsWith => Some(How::EndsWith),
        _ => None,
    });
    last.unwrap_or(How::Equals)
}

/// What one value asks, several things where modifiers make several of it.
fn kinds(
    modifiers: &[Modifier],
    node: &Node,
    placeholders: Placeholders<'_>,
) -> Result<Vec<Kind>, Fault> {
    let cased = modifiers.contains(&Modifier::Cased);
    if modifiers.contains(&Modifier::Re) {
        return regex(modifiers, node).map(|kind| vec![kind]);
    }
    if modifiers.contains(&Modifier::Cidr) {
        let text = scalar_text(node)?;
        return Ok(vec![Kind::Match {
            how: How::Cidr,
            cased: false,
            patterns: vec![text],
        }]);
    }
    let compare = modifiers.iter().find_map(|m| match m {
        Modifier::Lt => Some(How::Less),
        Modifier::Lte => Some(How::LessOrEqual),
        Modifier::Gt => Some(How::Greater),
        Modifier::Gte => Some(How::GreaterOrEqual),
        _ => None,
    });
    let part = modifiers.iter().find_map(|m| match m {
        Modifier::Minute => Some("minute"),
        Modifier::Hour => Some("hour"),
        Modifier::Day => Some("day"),
        Modifier::Week => Some("week_of_year"),
        Modifier::Month => Some("month"),
        Modifier::Year => Some("year"),
        _ => None,
    });
    if compare.is_some() || part.is_some() {
        let text = scalar_text(node)?;
        let number = number(&text).ok_or_else(|| {
            Fault::new(
                "unexpected-value",
                format!("`{text}` is no number to compare with"),
            )
        })?;
        let how = compare.unwrap_or(How::Number);
        return Ok(vec![match part {
            Some(part) => Kind::Part {
                part,
                how,
                numbers: vec![number],
            },
            None => Kind::Match {
                how,
                cased: false,
                patterns: vec![number],
            },
        }]);
    }
    let mut values = vec![value(node)?];
    for modifier in modifiers {
        let mut next = Vec::new();
        for value in values {
            next.extend(changed(*modifier, value, placeholders)?);
            if next.len() > MOST_VALUES {
                return Err(Fault::new("too-many-values", "one value becomes too many"));
            }
        }
        values = next;
    }
    let mode = mode(modifiers);
    Ok(values
        .into_iter()
        .map(|value| kind(value, mode, cased))
        .collect())
}

/// The value that a node writes.
fn value(node: &Node) -> Result<Value, Fault> {
    if node.is_null() {
        return Ok(Value::Null);
    }
    let Yaml::Scalar { text, plain } = &node.value else {
        let what = "a value is a text, a number, true, false or null";
        return Err(Fault::new("unexpected-value", what));
    };
    Ok(match text.as_str() {
        "true" | "True" | "TRUE" if *plain => Value::Bool(true),
        "false" | "False" | "FALSE" if *plain => Value::Bool(false),
        _ if *plain && is_number(text) => Value::Number(text.clone()),
        _ => Value::Text(parts(text)),
    })
}

fn scalar_text(node: &Node) -> Result<String, Fault> {
    let what = "this modifier takes a text or a number";
    let text = node.text();
    Ok(text
        .ok_or_else(|| Fault::new("unexpected-value", what))?
        .to_owned())
}

/// A text with its wildcards: a backslash takes a wildcard or a backslash literally, and stands for
/// itself before anything else.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let wildcard = match c {
            '\\' => {
                literal.push(
                    chars
                        .next_if(|c| matches!(c, '*' | '?' | '\\'))
                        .unwrap_or('\\'),
                );
                continue;
            }
            '*' => Part::Any,
            '?' => Part::One,
            c => {
                literal.push(c);
                continue;
            }
        };
        if !literal.is_empty() {
            parts.push(Part::Plain(std::mem::take(&mut literal)));
        }
        parts.push(wildcard);
    }
    if !literal.is_empty() {
        parts.push(Part::Plain(literal));
    }
    parts
}

/// A number as YAML writes it. One with zeros in front is a text: an account, not a count.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.starts_with("0x")
        || (digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0."))
    {
        return false;
    }
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The text of a number to compare with.
fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let number: f64 = text.parse().ok()?;
    number.is_finite().then(|| text.to_owned())
}

/// What a modifier makes of a value.
fn changed(
    modifier: Modifier,
    value: Value,
    placeholders: Placeholders<'_>,
) -> Result<Vec<Value>, Fault> {
    let bytes = |value: &Value, name: &str| match value {
        Value::Text(parts) => plain(parts).map(String::into_bytes).ok_or_else(|| {
            let what = format!("`{name}` encodes a text without wildcards");
            Fault::new("unexpected-value", what)
        }),
        Value::Bytes(bytes) => Ok(bytes.clone()),
        Value::Number(text) => Ok(text.clone().into_bytes()),
        Value::Bool(_) | Value::Null => {
            let what = format!("`{name}` encodes a text");
            Err(Fault::new("unexpected-value", what))
        }
    };
    let wide = |value: &Value, name: &str, mark: &[u8], big: bool| {
        let text = String::from_utf8_lossy(&bytes(value, name)?).into_owned();
        let units = text.encode_utf16();
        let encoded = units.flat_map(|u| {
            if big {
                u.to_be_bytes()
            } else {
                u.to_le_bytes()
            }
        });
        Ok::<Value, Fault>(Value::Bytes(mark.iter().copied().chain(encoded).collect()))
    };
    Ok(match modifier {
        Modifier::Wide => vec![wide(&value, "wide", &[], false)?],
        Modifier::Utf16be => vec![wide(&value, "utf16be", &[], true)?],
        Modifier::Utf16 => vec![wide(&value, "utf16", &[0xFF, 0xFE], false)?],
        Modifier::Base64 => {
            let encoded = STANDARD.encode(bytes(&value, "base64")?);
            vec![Value::Bytes(encoded.into_bytes())]
        }
        Modifier::Base64Offset => {
            let bytes = bytes(&value, "base64offset")?;
            (0..3)
                .map(|offset| Value::Bytes(shifted(&bytes, offset)))
                .collect()
        }
        Modifier::WinDash => match value {
            Value::Text(parts) => dashes(&parts)?,
            other => vec![other],
        },
        Modifier::Expand => match value {
            Value::Text(parts) => expanded(&parts, placeholders)?,
            other => vec![other],
        },
        _ => vec![value],
    })
}

/// The text of parts without wildcards.
fn plain(parts: &[Part]) -> Option<String> {
    parts
        .iter()
        .map(|part| match part {
            Part::Plain(text) => Some(text.as_str()),
            Part::Any | Part::One => None,
        })
        .collect()
}

/// The part of the Base64 text that is the same whatever stands around the bytes, when so many
/// bytes of a group stand before them.
fn shifted(bytes: &[u8], offset: usize) -> Vec<u8> {
    let mut padded = vec![b' '; offset];
    padded.extend(bytes);
    let encoded = STANDARD.encode(&padded).into_bytes();
    let start = [0, 2, 3][offset];
    let end = match padded.len() % 3 {
        0 => 0,
        1 => 3,
        _ => 2,
    };
    encoded
        .get(start..encoded.len().saturating_sub(end))
        .unwrap_or_default()
        .to_vec()
}

/// What begins an option of a Windows command.
const DASHES: [char; 5] = ['-', '/', '\u{2013}', '\u{2014}', '\u{2015}'];

/// The text with each dash at the beginning of a word in all its forms.
fn dashes(parts: &[Part]) -> Result<Vec<Value>, Fault> {
    let mut all: Vec<Vec<Part>> = vec![Vec::new()];
    for part in parts {
        let Part::Plain(text) = part else {
            for one in &mut all {
                one.push(part.clone());
            }
            continue;
        };
        let chars: Vec<char> = text.chars().collect();
        let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
        let mut texts = vec![String::new()];
        for (at, c) in chars.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| chars.get(at));
            let begins = DASHES.contains(c) && !word(before) && word(chars.get(at + 1));
            if !begins {
                for text in &mut texts {
                    text.push(*c);
                }
                continue;
            }
            let dashes = |text: &String, dash: &char| format!("{text}{dash}");
            texts = combined(&texts, &DASHES, dashes, "`windash` makes")?;
        }
        let with = |one: &Vec<Part>, text: &String| {
            let text = Part::Plain(text.clone());
            [one.as_slice(), &[text]].concat()
        };
        all = combined(&all, &texts, with, "`windash` makes")?;
    }
    Ok(all.into_iter().map(Value::Text).collect())
}

/// Everything so far with each of the choices. `maker` says of what there are too many.
fn combined<A, B, C>(
    all: &[A],
    choices: &[B],
    with: impl Fn(&A, &B) -> C,
    maker: &str,
) -> Result<Vec<C>, Fault> {
    if all.len() * choices.len() > MOST_VALUES {
        let what = format!("{maker} too many values");
        return Err(Fault::new("too-many-values", what));
    }
    let each = |one| choices.iter().map(move |choice| (one, choice));
    let pairs = all.iter().flat_map(each);
    Ok(pairs.map(|(one, choice)| with(one, choice)).collect())
}

/// The text with `%name%` replaced by each value of the placeholder.
fn expanded(parts: &[Part], placeholders: Placeholders<'_>) -> Result<Vec<Value>, Fault> {
    let mut all: Vec<Vec<Part>> = vec![Vec::new()];
    for part in parts {
        let choices: Vec<Vec<Part>> = match part {
            Part::Plain(text) => pieces(text, placeholders)?,
            other => vec![vec![other.clone()]],
        };
        let with = |one: &Vec<Part>, more: &Vec<Part>| [one.as_slice(), more].concat();
        all = combined(&all, &choices, with, "placeholders make")?;
    }
    Ok(all.into_iter().map(Value::Text).collect())
}

/// What a text with placeholders may be. A percent sign behind a backslash is one.
fn pieces(text: &str, placeholders: Placeholders<'_>) -> Result<Vec<Vec<Part>>, Fault> {
    let mut all: Vec<Vec<Part>> = vec![Vec::new()];
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, behind) = rest.split_at(at);
        if let Some(before) = before.strip_suffix('\\') {
            literal.push_str(before);
            literal.push('%');
            rest = &behind[1..];
            continue;
        }
        let name = behind[1..].split_once('%').filter(|(name, _)| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_alphanumeric() || "_-.".contains(c))
        });
        literal.push_str(before);
        let Some((name, behind)) = name else {
            literal.push('%');
            rest = &behind[1..];
            continue;
        };
        let values = placeholders(name).ok_or_else(|| {
            let what = format!("nothing says what the placeholder `%{name}%` stands for");
            Fault::new("unknown-placeholder", what)
        })?;
        let before = std::mem::take(&mut literal);
        let with = |one: &Vec<Part>, value: &String| {
            let before = Part::Plain(before.clone());
            [one.as_slice(), &[before], &parts(value)].concat()
        };
        all = combined(&all, &values, with, "placeholders make")?;
        rest = behind;
    }
    literal.push_str(rest);
    for one in &mut all {
        one.push(Part::Plain(literal.clone()));
    }
    Ok(all)
}

/// The test of a finished value.
fn kind(value: Value, mode: How, cased: bool) -> Kind {
    let matched = |how, cased, pattern| Kind::Match {
        how,
        cased,
        patterns: vec![pattern],
    };
    match value {
        Value::Null => Kind::Null,
        Value::Bool(value) => matched(How::Equals, false, value.to_string()),
        Value::Number(text) if mode == How::Equals => matched(How::Number, false, text),
        Value::Number(text) => matched(mode, cased, text),
        // Bytes that are no text cannot stand in an event.
        Value::Bytes(bytes) => matched(mode, cased, String::from_utf8_lossy(&bytes).into_owned()),
        Value::Text(parts) => text(parts, mode, cased),
    }
}

/// A text with wildcards as the simplest test that is the same.
fn text(parts: Vec<Part>, mode: How, cased: bool) -> Kind {
    let mut parts: Vec<Part> = parts
        .into_iter()
        .filter(|p| !matches!(p, Part::Plain(text) if text.is_empty()))
        .collect();
    if matches!(mode, How::Contains | How::EndsWith) {
        parts.insert(0, Part::Any);
    }
    if matches!(mode, How::Contains | How::StartsWith) {
        parts.push(Part::Any);
    }
    let begins = parts.first() == Some(&Part::Any);
    let ends = parts.len() > 1 && parts.last() == Some(&Part::Any);
    let inner = &parts[usize::from(begins)..parts.len() - usize::from(ends)];
    let (how, pattern) = match plain(inner) {
        Some(text) if !begins && !ends => (How::Equals, text),
        Some(text) if begins && ends => (How::Contains, text),
        Some(text) if begins && !text.is_empty() => (How::EndsWith, text),
        Some(text) if ends && !text.is_empty() => (How::StartsWith, text),
        // A lone `*`: any value.
        Some(_) => (How::Contains, String::new()),
        None => (How::Like, like(&parts)),
    };
    Kind::Match {
        how,
        cased,
        patterns: vec![pattern],
    }
}

/// A pattern with wildcards, what is literal escaped.
fn like(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Any => out.push('*'),
            Part::One => out.push('?'),
            Part::Plain(text) => {
                for c in text.chars() {
                    if matches!(c, '*' | '?' | '\\') {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
        }
    }
    out
}

fn regex(modifiers: &[Modifier], node: &Node) -> Result<Kind, Fault> {
    let text = scalar_text(node)?;
    let flags: String = [
        (Modifier::IgnoreCase, 'i'),
        (Modifier::Multiline, 'm'),
        (Modifier::DotAll, 's'),
    ]
    .into_iter()
    .filter(|(modifier, _)| modifiers.contains(modifier))
    .map(|(_, flag)| flag)
    .collect();
    let anchored = match mode(modifiers) {
        How::StartsWith => format!("^(?:{text})"),
        How::EndsWith => format!("(?:{text})$"),
        _ => text,
    };
    let pattern = if flags.is_empty() {
        anchored
    } else {
        format!("(?{flags}){anchored}")
    };
    Ok(Kind::Match {
        how: How::Regex,
        cased: true,
        patterns: vec![pattern],
    })
}
