//! Names and literals.

use super::super::ast::{DynamicLiteral, Literal, Name};
use super::super::lexer::{TokenKind, tokenize};
use super::super::words::{self, TIMESPAN_UNITS};
use super::Printer;

/// Where a name stands: it decides which keywords go without brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Where a name is read or a variable is named.
    Plain,
    /// Where a column gets its name.
    Declared,
    /// Where an expression reads a column.
    Reference,
    /// After a dot, where `T*` is a pattern of names.
    Member,
    /// Where every word is taken as it is: the value of `kind=`, the name of a type.
    Word,
}

impl Printer {
    pub(super) fn name(&mut self, name: &Name, place: Place) {
        self.name_text(&name.text, place);
    }

    pub(super) fn name_text(&mut self, text: &str, place: Place) {
        if is_bare(text, place) {
            self.push(text);
        } else {
            self.push("[");
            self.push(&quoted(text, '\''));
            self.push("]");
        }
    }

    pub(super) fn literal(&mut self, literal: &Literal) {
        let text = match literal {
            Literal::Null => "null".to_owned(),
            Literal::Bool(Some(value)) => value.to_string(),
            Literal::Int(Some(value)) => format!("int({value})"),
            Literal::Long(Some(value)) if *value < 0 => format!("long({value})"),
            Literal::Long(Some(value)) => value.to_string(),
            Literal::Real(Some(value)) => real(*value),
            Literal::Decimal(Some(digits)) => format!("decimal({digits})"),
            Literal::String { value, hidden } => {
                format!("{}{}", if *hidden { "h" } else { "" }, string(value))
            }
            Literal::Datetime(Some(text)) => format!("datetime({text})"),
            Literal::Timespan(Some(ticks)) if *ticks < 0 => {
                format!("timespan({})", timespan(*ticks))
            }
            Literal::Timespan(Some(ticks)) => timespan(*ticks),
            Literal::Guid(Some(text)) => format!("guid({text})"),
            Literal::Dynamic(value) => {
                self.push("dynamic(");
                self.json(value);
                ")".to_owned()
            }
            Literal::Bool(None) => "bool(null)".to_owned(),
            Literal::Int(None) => "int(null)".to_owned(),
            Literal::Long(None) => "long(null)".to_owned(),
            Literal::Real(None) => "real(null)".to_owned(),
            Literal::Decimal(None) => "decimal(null)".to_owned(),
            Literal::Datetime(None) => "datetime(null)".to_owned(),
            Literal::Timespan(None) => "timespan(null)".to_owned(),
            Literal::Guid(None) => "guid(null)".to_owned(),
        };
        self.push(&text);
    }

    /// A literal in a row of `datatable`, where a sign belongs to the number.
    pub(super) fn row_literal(&mut self, literal: &Literal) {
        match literal {
            Literal::Long(Some(value)) => self.push(&value.to_string()),
            Literal::Real(Some(value)) if value.is_finite() => self.push(&format!("{value:?}")),
            Literal::Timespan(Some(ticks)) if *ticks != i64::MIN => self.push(&timespan(*ticks)),
            other => self.literal(other),
        }
    }

    fn json(&mut self, value: &DynamicLiteral) {
        match value {
            DynamicLiteral::Null => self.push("null"),
            DynamicLiteral::Bool(value) => self.push(&value.to_string()),
            DynamicLiteral::Long(value) => self.push(&value.to_string()),
            DynamicLiteral::Real(value) if value.is_finite() => self.push(&format!("{value:?}")),
            // A real that JSON has no number for was a number out of range.
            DynamicLiteral::Real(value) => self.push(if *value < 0.0 { "-1e999" } else { "1e999" }),
            DynamicLiteral::String(text) => self.push(&quoted(text, '"')),
            DynamicLiteral::Array(elements) => {
                self.push("[");
                self.separated(elements, ", ", Self::json);
                self.push("]");
            }
            DynamicLiteral::Bag(pairs) => {
                self.push("{");
                self.separated(pairs, ", ", |printer, (key, value)| {
                    printer.push(&quoted(key, '"'));
                    printer.push(": ");
                    printer.json(value);
                });
                self.push("}");
            }
            DynamicLiteral::Typed(literal) => self.literal(literal),
        }
    }
}

/// Whether a name needs no brackets wherever a column is named or read.
pub(in super::super) fn is_plain(name: &str) -> bool {
    is_bare(name, Place::Declared) && is_bare(name, Place::Reference) && !is_client_parameter(name)
}

fn is_bare(text: &str, place: Place) -> bool {
    if is_client_parameter(text) || (place == Place::Member && is_wildcard(text)) {
        return true;
    }
    let mut errors = Vec::new();
    let tokens = tokenize(text, &mut errors);
    let [word, _] = &tokens[..] else {
        return false;
    };
    if word.span.range() != (0..text.len()) || !errors.is_empty() {
        return false;
    }
    match (word.kind, place) {
        (TokenKind::Identifier, _) => true,
        (TokenKind::Keyword, Place::Word) => true,
        (TokenKind::Keyword, Place::Plain) => words::is_name_keyword(text),
        (TokenKind::Keyword, Place::Declared) => words::is_declared_name_keyword(text),
        (TokenKind::Keyword, Place::Reference | Place::Member) => words::is_reference_keyword(text),
        _ => false,
    }
}

/// `{name}`, which the reader takes for a place that a client fills.
fn is_client_parameter(text: &str) -> bool {
    let inside = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    inside.is_some_and(|name| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    })
}

/// A pattern of names after a dot, as in `database('x').T*`.
fn is_wildcard(text: &str) -> bool {
    text.contains('*')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'*'))
}

fn real(value: f64) -> String {
    if value.is_nan() {
        "real(nan)".to_owned()
    } else if value.is_infinite() {
        (if value > 0.0 {
            "real(+inf)"
        } else {
            "real(-inf)"
        })
        .to_owned()
    } else if value.is_sign_negative() {
        format!("real({value:?})")
    } else {
        format!("{value:?}")
    }
}

/// As a whole number of the largest unit that divides it.
fn timespan(ticks: i64) -> String {
    if ticks == i64::MIN {
        return "min".to_owned();
    }
    if ticks == 0 {
        return "0s".to_owned();
    }
    for (names, nanoseconds) in TIMESPAN_UNITS {
        let unit = (nanoseconds / 100) as i64;
        if unit > 0 && ticks % unit == 0 {
            // `1micro` is as short as `1tick`, but harder to read than `1microsecond`.
            let name = if names[0] == "micro" {
                "microsecond"
            } else {
                names[0]
            };
            return format!("{}{name}", ticks / unit);
        }
    }
    format!("{ticks}tick")
}

/// A string literal: verbatim where backslashes would have to be doubled.
fn string(text: &str) -> String {
    let quote = if text.contains('"') && !text.contains('\'') {
        '\''
    } else {
        '"'
    };
    if text.contains('\\') && !text.chars().any(char::is_control) {
        let doubled = text.replace(quote, &format!("{quote}{quote}"));
        return format!("@{quote}{doubled}{quote}");
    }
    quoted(text, quote)
}

/// A string literal with escapes.
fn quoted(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            _ if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push(quote);
    out
}
