//! Literals: numbers, strings, times, `dynamic(…)`.

use crate::{Diagnostic, Span};

use super::super::ast::{DynamicLiteral, Expr, ExprKind, Literal};
use super::super::lexer::{Token, TokenKind};
use super::super::words::{TIMESPAN_UNITS, TypedLiteral, typed_literal};
use super::{Parser, quote};

/// 100 ns ticks in a second, a minute, an hour and a day.
const SECOND: i64 = 10_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Parser<'_> {
    /// A literal without a sign, if one stands here.
    pub(super) fn literal(&mut self) -> Option<Expr> {
        let token = self.peek();
        let start = self.start();
        let literal = match token.kind {
            TokenKind::String => {
                let (value, hidden) = self.string_literals();
                Literal::String { value, hidden }
            }
            TokenKind::Keyword if self.at_keyword("dynamic") && self.sign_at(1, "(") => {
                self.next();
                self.next();
                let value = self.nested(Self::json);
                self.close(")");
                Literal::Dynamic(value)
            }
            TokenKind::RawGuid => {
                let text = self.text_of(token);
                let diagnostic =
                    Diagnostic::error("syntax-error", token.span, "a bare GUID is no value");
                self.report(diagnostic.help(format!("the literal is written `guid({text})`")));
                self.next();
                Literal::Guid(Some(text.to_lowercase()))
            }
            TokenKind::Long
            | TokenKind::Real
            | TokenKind::Timespan
            | TokenKind::Bool
            | TokenKind::Typed => {
                if undocumented(self.text_of(token)) {
                    self.next();
                    return Some(self.verbatim("literal", start));
                }
                let literal = self.scalar(token, "");
                self.next();
                literal
            }
            _ => return None,
        };
        Some(Expr {
            kind: ExprKind::Literal(literal),
            span: self.span_from(start),
        })
    }

    /// A literal, where a sign is part of it: `-1` in the rows of `datatable`.
    pub(super) fn signed_literal(&mut self) -> Option<Expr> {
        let sign @ ("-" | "+") = self.text_of(self.peek()) else {
            return self.literal();
        };
        let number = self.peek_at(1);
        let glued = self.peek().span.end == number.span.start;
        if !glued
            || !matches!(
                number.kind,
                TokenKind::Long | TokenKind::Real | TokenKind::Timespan
            )
        {
            return None;
        }
        let start = self.start();
        let literal = self.scalar(number, if sign == "-" { sign } else { "" });
        self.next();
        self.next();
        Some(Expr {
            kind: ExprKind::Literal(literal),
            span: self.span_from(start),
        })
    }

    /// The value of one token, after `sign`. What the token cannot mean is an error, and null.
    fn scalar(&mut self, token: Token, sign: &str) -> Literal {
        let text = self.text_of(token);
        let literal = match token.kind {
            TokenKind::Bool => Some(Literal::Bool(Some(text.eq_ignore_ascii_case("true")))),
            TokenKind::Long => {
                long(&format!("{sign}{text}")).map(|value| Literal::Long(Some(value)))
            }
            TokenKind::Real => {
                real(&format!("{sign}{text}")).map(|value| Literal::Real(Some(value)))
            }
            TokenKind::Timespan => {
                timespan(&format!("{sign}{text}")).map(|value| Literal::Timespan(Some(value)))
            }
            _ => typed(text),
        };
        literal.unwrap_or_else(|| {
            let shown = quote(&format!("{sign}{text}"));
            let message = format!("{shown} is not a value of its type");
            self.report(Diagnostic::error("invalid-literal", token.span, message));
            Literal::Null
        })
    }

    /// Adjacent strings, which are one; and whether any is hidden (`h"…"`).
    pub(super) fn string_literals(&mut self) -> (String, bool) {
        let mut value = String::new();
        let mut hidden = false;
        while self.peek().kind == TokenKind::String {
            let token = self.next();
            hidden |= string_value(self.text_of(token), &mut value);
        }
        (value, hidden)
    }

    /// A string where the grammar takes nothing else.
    pub(super) fn string_literal(&mut self) -> Option<(Literal, Span)> {
        if self.peek().kind != TokenKind::String {
            return None;
        }
        let start = self.start();
        let (value, hidden) = self.string_literals();
        Some((Literal::String { value, hidden }, self.span_from(start)))
    }

    /// What `dynamic(…)` holds.
    fn json(&mut self) -> DynamicLiteral {
        let token = self.peek();
        match token.kind {
            TokenKind::String => DynamicLiteral::String(self.string_literals().0),
            TokenKind::Punctuation => match self.text_of(token) {
                "[" => {
                    self.next();
                    let elements = self.list_until("]", false, |parser| parser.nested(Self::json));
                    DynamicLiteral::Array(elements)
                }
                "{" => {
                    self.next();
                    let pairs = self.list_until("}", false, Self::json_pair);
                    DynamicLiteral::Bag(pairs)
                }
                "-" if matches!(self.peek_at(1).kind, TokenKind::Long | TokenKind::Real) => {
                    self.next();
                    self.json_number("-")
                }
                _ => self.no_json(),
            },
            TokenKind::Long | TokenKind::Real => self.json_number(""),
            TokenKind::Keyword if self.at_keyword("null") => {
                self.next();
                DynamicLiteral::Null
            }
            TokenKind::Keyword if self.at_keyword("dynamic") && self.sign_at(1, "(") => {
                self.next();
                self.next();
                let value = self.nested(Self::json);
                self.close(")");
                value
            }
            TokenKind::RawGuid => {
                self.next();
                DynamicLiteral::Typed(Box::new(Literal::Guid(Some(
                    self.text_of(token).to_lowercase(),
                ))))
            }
            TokenKind::Timespan | TokenKind::Bool | TokenKind::Typed => {
                let literal = self.scalar(token, "");
                self.next();
                match literal {
                    Literal::Bool(Some(value)) => DynamicLiteral::Bool(value),
                    Literal::Null => DynamicLiteral::Null,
                    other => DynamicLiteral::Typed(Box::new(other)),
                }
            }
            _ => self.no_json(),
        }
    }

    fn no_json(&mut self) -> DynamicLiteral {
        self.expected("a JSON value");
        DynamicLiteral::Null
    }

    fn json_pair(&mut self) -> (String, DynamicLiteral) {
        let key = if self.peek().kind == TokenKind::String {
            let mut key = String::new();
            let token = self.next();
            string_value(self.text_of(token), &mut key);
            key
        } else {
            self.expected("a string as the key");
            String::new()
        };
        let value = if self.expect_sign(":") {
            self.nested(Self::json)
        } else {
            DynamicLiteral::Null
        };
        (key, value)
    }

    /// A number of JSON: one that no long can hold is a real.
    fn json_number(&mut self, sign: &str) -> DynamicLiteral {
        let token = self.next();
        let text = format!("{sign}{}", self.text_of(token));
        match long(&text) {
            Some(value) if token.kind == TokenKind::Long => DynamicLiteral::Long(value),
            _ => DynamicLiteral::Real(real(&text).unwrap_or(f64::NAN)),
        }
    }
}

/// The value of `word(…)`; nothing where it is not one of its type.
fn typed(text: &str) -> Option<Literal> {
    let (word, rest) = text.split_once('(')?;
    let inside = unquoted(rest.strip_suffix(')').unwrap_or(rest).trim());
    let null = inside.is_empty() || inside == "null";
    macro_rules! value {
        ($variant:ident, $read:expr) => {
            if null {
                Some(Literal::$variant(None))
            } else {
                $read.map(|value| Literal::$variant(Some(value)))
            }
        };
    }
    match typed_literal(word)? {
        TypedLiteral::Bool => value!(Bool, boolean(inside)),
        TypedLiteral::Int => value!(Int, int(inside)),
        TypedLiteral::Long => value!(
            Long,
            bound(inside, i64::MIN, i64::MAX).or_else(|| long(inside))
        ),
        TypedLiteral::Real => value!(
            Real,
            bound(inside, f64::MIN, f64::MAX).or_else(|| real(inside))
        ),
        TypedLiteral::Decimal => value!(Decimal, decimal(inside)),
        TypedLiteral::Datetime => value!(Datetime, Some(inside.to_owned())),
        TypedLiteral::Timespan => value!(
            Timespan,
            bound(inside, i64::MIN, i64::MAX).or_else(|| timespan(inside))
        ),
        TypedLiteral::Guid => value!(Guid, guid(inside)),
    }
}

fn unquoted(text: &str) -> &str {
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(text).trim()
}

/// `min` and `max`, as literals of several types have them.
fn bound<T>(text: &str, min: T, max: T) -> Option<T> {
    match text {
        "min" => Some(min),
        "max" => Some(max),
        _ => None,
    }
}

/// Whether the grammar takes a literal of which no document says the value: hexadecimal digits beyond
/// the type's range, and 24 hours on a clock.
fn undocumented(text: &str) -> bool {
    let inside = match text.split_once('(') {
        Some((_, rest)) => unquoted(rest.strip_suffix(')').unwrap_or(rest).trim()),
        None => text,
    };
    let hex = inside
        .strip_prefix("0x")
        .or_else(|| inside.strip_prefix("0X"));
    let wide = hex
        .is_some_and(|hex| u64::from_str_radix(hex, 16).is_ok_and(|value| value > i32::MAX as u64));
    let typed = text
        .split_once('(')
        .and_then(|(word, _)| typed_literal(word));
    match typed {
        Some(TypedLiteral::Int) => wide,
        Some(TypedLiteral::Long) | None => wide && long(inside).is_none(),
        Some(TypedLiteral::Timespan) => {
            let clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '-');
            inside.contains(':') && inside.chars().all(clock) && timespan(inside).is_none()
        }
        _ => false,
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Decimal digits, or hexadecimal ones after `0x`.
fn long(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let magnitude = match digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"))
    {
        Some(hex) => i128::from(u64::from_str_radix(hex, 16).ok()?),
        None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        None => return None,
    };
    i64::try_from(if negative { -magnitude } else { magnitude }).ok()
}

fn int(text: &str) -> Option<i32> {
    bound(text, i32::MIN, i32::MAX).or_else(|| i32::try_from(long(text)?).ok())
}

fn real(text: &str) -> Option<f64> {
    match text.to_ascii_lowercase().as_str() {
        "nan" => Some(f64::NAN),
        "inf" | "+inf" => Some(f64::INFINITY),
        "-inf" => Some(f64::NEG_INFINITY),
        number => {
            let digits = number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"+-.e".contains(&byte));
            digits.then(|| number.parse().ok()).flatten()
        }
    }
}

fn decimal(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let mantissa = mantissa.strip_prefix(['+', '-']).unwrap_or(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits(whole) && digits(fraction) && digits(exponent) && !exponent.is_empty();
    (fits && !(whole.is_empty() && fraction.is_empty())).then(|| text.to_owned())
}

fn guid(text: &str) -> Option<String> {
    let text = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
        .unwrap_or(text);
    let hex: String = text
        .chars()
        .filter(|c| *c != '-')
        .collect::<String>()
        .to_lowercase();
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let shaped = groups == [32] || groups == [8, 4, 4, 4, 12];
    if !shaped || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize, to: usize| &hex[from..to];
    Some(
        [
            part(0, 8),
            part(8, 12),
            part(12, 16),
            part(16, 20),
            part(20, 32),
        ]
        .join("-"),
    )
}

/// Ticks of `1.5h`, `15 seconds`, `[-][days.]hours:minutes[:seconds[.fraction]]`, or a number of days.
fn timespan(text: &str) -> Option<i64> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let ticks = if rest.contains(':') {
        clock(rest)?
    } else {
        amount(rest)?
    };
    i64::try_from(if negative { -ticks } else { ticks }).ok()
}

/// A number and a unit; a whole number without a unit is one of days. What is below a tick is cut.
fn amount(text: &str) -> Option<i128> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = (&text[..end], text[end..].trim_start());
    let nanoseconds = match unit {
        "" if !number.contains('.') => i128::from(DAY) * 100,
        _ => {
            let (_, length) = TIMESPAN_UNITS
                .iter()
                .find(|(names, _)| names.contains(&unit))?;
            i128::from(*length)
        }
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || whole.len() > 20 || fraction.len() > 17 || fraction.contains('.') {
        return None;
    }
    let scale = 10_i128.pow(fraction.len() as u32);
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    Some(digits.checked_mul(nanoseconds)? / (scale * 100))
}

/// `[days.]hours:minutes[:seconds[.fraction]]`
fn clock(text: &str) -> Option<i128> {
    let mut parts = text.split(':');
    let first = parts.next()?;
    let (days, hours) = first.split_once('.').unwrap_or(("0", first));
    let minutes = parts.next()?;
    let seconds = parts.next().unwrap_or("0");
    if parts.next().is_some() {
        return None;
    }
    let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let number = |digits: &str, below: i64| {
        let value: i64 = digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| digits.parse().ok())??;
        (value < below).then_some(value)
    };
    if fraction.len() > 7 {
        return None;
    }
    let fraction = number(&format!("{fraction:0<7}"), SECOND)?;
    let whole =
        number(hours, 24)? * HOUR + number(minutes, 60)? * MINUTE + number(seconds, 60)? * SECOND;
    Some(i128::from(number(days, i64::MAX)?) * i128::from(DAY) + i128::from(whole + fraction))
}

/// Adds what a string token stands for to `value`; gives whether it is hidden.
fn string_value(token: &str, value: &mut String) -> bool {
    let hidden = token.starts_with(['h', 'H']);
    let token = if hidden { &token[1..] } else { token };
    let verbatim = token.starts_with('@');
    let token = if verbatim { &token[1..] } else { token };
    for fence in ["```", "~~~"] {
        if let Some(rest) = token.strip_prefix(fence) {
            value.push_str(rest.strip_suffix(fence).unwrap_or(rest));
            return hidden;
        }
    }
    let Some(quote) = token.chars().next() else {
        return hidden;
    };
    let inside = &token[1..];
    if verbatim {
        let inside = inside.strip_suffix(quote).unwrap_or(inside);
        value.push_str(&inside.replace(&format!("{quote}{quote}"), &quote.to_string()));
    } else {
        unescape(inside, quote, value);
    }
    hidden
}

/// Undoes escapes up to the closing quote. Halves of a surrogate pair are joined; a half alone becomes
/// the replacement character.
fn unescape(text: &str, quote: char, value: &mut String) {
    let mut units: Vec<u16> = Vec::new();
    let mut chars = text.chars();
    let flush = |units: &mut Vec<u16>, value: &mut String| {
        if !units.is_empty() {
            value.push_str(&String::from_utf16_lossy(units));
            units.clear();
        }
    };
    while let Some(c) = chars.next() {
        if c == quote {
            break;
        }
        if c != '\\' {
            flush(&mut units, value);
            value.push(c);
            continue;
        }
        let hex = |count: usize| {
            let digits: String = chars.clone().skip(1).take(count).collect();
            u32::from_str_radix(&digits, 16).ok()
        };
        let (code, length) = match chars.clone().next() {
            Some('a') => (Some(7), 1),
            Some('b') => (Some(8), 1),
            Some('f') => (Some(12), 1),
            Some('n') => (Some(10), 1),
            Some('r') => (Some(13), 1),
            Some('t') => (Some(9), 1),
            Some('v') => (Some(11), 1),
            Some('x') => (hex(2), 3),
            Some('u') => (hex(4), 5),
            Some('U') => (hex(8), 9),
            Some(digit @ '0'..='7') => {
                let most = if digit <= '3' { 3 } else { 2 };
                let octal: String = chars
                    .clone()
                    .take(most)
                    .take_while(|c| ('0'..='7').contains(c))
                    .collect();
                (u32::from_str_radix(&octal, 8).ok(), octal.len())
            }
            Some(other) => (Some(u32::from(other)), 1),
            None => break,
        };
        for _ in 0..length {
            chars.next();
        }
        let code = code.unwrap_or(u32::from(char::REPLACEMENT_CHARACTER));
        if let Ok(unit @ 0xD800..=0xDFFF) = u16::try_from(code) {
            units.push(unit);
        } else {
            flush(&mut units, value);
            value.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
    flush(&mut units, value);
}
