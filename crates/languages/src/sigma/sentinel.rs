//! Conditions as readable KQL over the tables of Sentinel, for people who take a rule there.
//!
//! Some things are said a little differently, and each is told: a column of Sentinel that is empty
//! stands for a field that is absent, null or empty, and an array in a column is looked into as its
//! text.

use std::collections::BTreeSet;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{BinaryOp, Expr, ExprKind, InOp};

use super::condition::{Condition, Field, How, Kind, Test};
use super::profile::Profile;
use super::tree::At;

/// The rows of the Sentinel table that meet a condition, and sentences on what is not quite the same.
///
/// # Errors
/// A sentence: what the tables of Sentinel do not have.
pub(crate) fn query(
    condition: &Condition,
    profile: &Profile,
) -> Result<(Expr, Vec<String>), String> {
    let at = At(Span::default());
    let table = profile.sentinel.as_deref();
    let table = table.ok_or_else(|| format!("no table of Sentinel holds the {}", profile.title))?;
    let parts = match condition {
        Condition::And(all) => all.iter().collect(),
        one => vec![one],
    };
    let operators = parts
        .into_iter()
        .map(|part| Ok(at.filter(self::condition(part, profile)?)))
        .collect::<Result<Vec<_>, String>>()?;
    let tree = at.pipe(Some(at.name(table)), operators);
    Ok((tree, differences(condition, profile)))
}

/// What a column cannot tell of a field.
fn differences(condition: &Condition, profile: &Profile) -> Vec<String> {
    let mut found = BTreeSet::new();
    condition.each(&mut |test| {
        let Some(field) = &test.field else {
            return;
        };
        let name = &field.name;
        let tells_absent = match &test.kind {
            Kind::Null | Kind::Exists(_) => true,
            Kind::Match { how, patterns, .. } => {
                *how != How::Regex && patterns.iter().any(String::is_empty)
            }
            Kind::Field { .. } | Kind::Part { .. } => false,
        };
        if tells_absent {
            found.insert(format!(
                "`{name}` is empty in Sentinel where the field is absent, null or an empty text"
            ));
        }
        let within = column_of(field, profile).is_some_and(|(_, rest)| !rest.is_empty());
        if within && matches!(test.kind, Kind::Match { .. }) {
            found.insert(format!(
                "`{name}`, where it is an array or lies within one, fits as a whole and not by its elements"
            ));
        }
    });
    found.into_iter().collect()
}

/// The column that holds a field, and what is left of the name behind it.
fn column_of<'n>(field: &'n Field, profile: &'n Profile) -> Option<(&'n str, &'n str)> {
    if profile.columns {
        return Some(field.name.split_once('.').unwrap_or((&field.name, "")));
    }
    profile.column(&field.name)
}

fn condition(condition: &Condition, profile: &Profile) -> Result<Expr, String> {
    let at = At(Span::default());
    let each = |all: &[Condition]| -> Result<Vec<Expr>, String> {
        all.iter().map(|c| self::condition(c, profile)).collect()
    };
    Ok(match condition {
        Condition::And(all) => joined(BinaryOp::And, each(all)?, true),
        Condition::Or(any) => joined(BinaryOp::Or, each(any)?, false),
        Condition::Not(one) => at.not(self::condition(one, profile)?),
        Condition::AtLeast(count, all) => {
            let met = each(all)?.into_iter();
            let met = met.map(|one| at.call("toint", vec![one])).collect();
            let met = at.joined(BinaryOp::Add, met).unwrap_or_else(|| at.long(0));
            let count = i64::try_from(*count).unwrap_or(i64::MAX);
            at.binary(BinaryOp::GreaterOrEqual, met, at.long(count))
        }
        Condition::Test(test) => self::test(test, profile)?,
    })
}

fn joined(op: BinaryOp, parts: Vec<Expr>, empty: bool) -> Expr {
    let at = At(Span::default());
    let parts = parts.into_iter().map(|part| match part.kind {
        ExprKind::Binary {
            op: BinaryOp::And | BinaryOp::Or,
            ..
        } => at.parenthesized(part),
        _ => part,
    });
    at.joined(op, parts.collect())
        .unwrap_or_else(|| at.bool(empty))
}

/// The column of a field, or the text of a member of it.
fn column(field: &Field, profile: &Profile) -> Result<Expr, String> {
    let at = At(Span::default());
    let Some((column, rest)) = column_of(field, profile) else {
        let table = profile.sentinel.as_deref().unwrap_or_default();
        return Err(format!(
            "no column of `{table}` holds the field `{}`",
            field.name
        ));
    };
    if rest.is_empty() {
        return Ok(at.name(column));
    }
    let text = at.call("tostring", vec![at.name(column)]);
    let mut value = at.call("parse_json", vec![text]);
    for member in rest.split('.') {
        value = at.member(value, member);
    }
    Ok(at.call("tostring", vec![value]))
}

fn test(test: &Test, profile: &Profile) -> Result<Expr, String> {
    let at = At(Span::default());
    let value = match &test.field {
        Some(field) => column(field, profile)?,
        None => at.expr(ExprKind::Star),
    };
    Ok(match &test.kind {
        Kind::Match {
            how,
            cased,
            patterns,
        } => {
            let how = match (how, &test.field) {
                (How::Equals | How::Number, None) => How::Contains,
                (how, _) => *how,
            };
            if test.field.is_none() {
                return Ok(matched(how, *cased, value, &in_json(patterns)));
            }
            // Any value: in Kusto an absent text contains the empty one too.
            if matches!(how, How::Contains | How::StartsWith | How::EndsWith)
                && patterns.iter().any(String::is_empty)
            {
                return Ok(at.call("isnotempty", vec![value]));
            }
            matched(how, *cased, value, patterns)
        }
        Kind::Null => at.call("isempty", vec![value]),
        Kind::Exists(true) => at.call("isnotempty", vec![value]),
        Kind::Exists(false) => at.call("isempty", vec![value]),
        Kind::Field { how, cased, other } => {
            let other = column(other, profile)?;
            let there = at.call("isnotempty", vec![value.clone()]);
            let same = at.binary(operator(*how, *cased), value, other);
            joined(BinaryOp::And, vec![there, same], true)
        }
        Kind::Part { part, how, numbers } => {
            let part = at.call("datetime_part", vec![at.string(part), value]);
            let each = numbers.iter().filter_map(|number| {
                let number = at.long(number.parse::<f64>().ok()? as i64);
                let op = match how {
                    How::Number | How::Equals => BinaryOp::Equal,
                    how => operator(*how, false),
                };
                Some(at.binary(op, part.clone(), number))
            });
            joined(BinaryOp::Or, each.collect(), false)
        }
    })
}

/// Keywords as they stand in columns of text and, where these differ, in columns of JSON.
fn in_json(patterns: &[String]) -> Vec<String> {
    let mut all: Vec<String> = patterns.to_vec();
    for pattern in patterns {
        let escaped = pattern.replace('\\', "\\\\").replace('"', "\\\"");
        if !all.contains(&escaped) {
            all.push(escaped);
        }
    }
    all
}

fn operator(how: How, cased: bool) -> BinaryOp {
    match (how, cased) {
        (How::Contains, false) => BinaryOp::Contains,
        (How::Contains, true) => BinaryOp::ContainsCs,
        (How::StartsWith, false) => BinaryOp::StartsWith,
        (How::StartsWith, true) => BinaryOp::StartsWithCs,
        (How::EndsWith, false) => BinaryOp::EndsWith,
        (How::EndsWith, true) => BinaryOp::EndsWithCs,
        (How::Like | How::Regex, _) => BinaryOp::MatchesRegex,
        (How::Less, _) => BinaryOp::Less,
        (How::LessOrEqual, _) => BinaryOp::LessOrEqual,
        (How::Greater, _) => BinaryOp::Greater,
        (How::GreaterOrEqual, _) => BinaryOp::GreaterOrEqual,
        (_, true) => BinaryOp::Equal,
        (_, false) => BinaryOp::EqualTilde,
    }
}

fn matched(how: How, cased: bool, value: Expr, patterns: &[String]) -> Expr {
    let at = At(Span::default());
    if matches!(how, How::Equals | How::Number) && patterns.len() > 1 {
        let op = if cased { InOp::In } else { InOp::InTilde };
        return at.expr(ExprKind::In {
            op,
            op_span: Span::default(),
            left: Box::new(value),
            list: patterns.iter().map(|p| at.string(p)).collect(),
        });
    }
    let each = patterns.iter().map(|pattern| match how {
        How::Cidr => {
            let name = if pattern.contains(':') {
                "ipv6_is_in_range"
            } else {
                "ipv4_is_in_range"
            };
            at.call(name, vec![value.clone(), at.string(pattern)])
        }
        How::Like => {
            let pattern = at.string(&regex(pattern, cased));
            at.binary(BinaryOp::MatchesRegex, value.clone(), pattern)
        }
        How::Less | How::LessOrEqual | How::Greater | How::GreaterOrEqual => {
            let number = at.call("todouble", vec![value.clone()]);
            let limit = at.call("todouble", vec![at.string(pattern)]);
            at.binary(operator(how, cased), number, limit)
        }
        _ => at.binary(operator(how, cased), value.clone(), at.string(pattern)),
    });
    joined(BinaryOp::Or, each.collect(), false)
}

/// A pattern with wildcards as a regular expression.
fn regex(pattern: &str, cased: bool) -> String {
    let mut out = String::from(if cased { "(?s)^" } else { "(?is)^" });
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let literal = match c {
            '*' => {
                out.push_str(".*");
                continue;
            }
            '?' => {
                out.push('.');
                continue;
            }
            '\\' => chars.next().unwrap_or('\\'),
            c => c,
        };
        if !literal.is_alphanumeric() && literal.is_ascii() && literal != ' ' {
            out.push('\\');
        }
        out.push(literal);
    }
    out.push('$');
    out
}
