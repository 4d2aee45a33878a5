//! Conditions as readable KQL over the tables of Sentinel, for people who take a rule there.
//!
//! Some things are said a little differently: a column of Sentinel that is empty stands for a field
//! that is absent, null or empty, and a list in a column is looked into as its text.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{BinaryOp, Expr, ExprKind, InOp};

use super::condition::{Condition, Field, How, Kind, Test};
use super::profile::Profile;
use super::tree::At;

/// The rows of the Sentinel table that meet a condition.
///
/// # Errors
/// A sentence: what the tables of Sentinel do not have.
pub(crate) fn query(condition: &Condition, profile: &Profile) -> Result<Expr, String> {
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
    Ok(at.pipe(Some(at.name(table)), operators))
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
    let Some((column, rest)) = profile.column(&field.name) else {
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
            matched(how, *cased, value, patterns)
        }
        Kind::Null => at.call("isempty", vec![value]),
        Kind::Exists(true) => at.call("isnotempty", vec![value]),
        Kind::Exists(false) => at.call("isempty", vec![value]),
        Kind::Field { how, cased, other } => {
            let other = column(other, profile)?;
            at.binary(operator(*how, *cased), value, other)
        }
        Kind::Part { part, how, numbers } => {
            let part = at.call("datetime_part", vec![at.string(part), value]);
            matched(*how, false, part, numbers)
        }
    })
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
