//! Conditions as KQL over the tables of events: `_time`, `_raw`.
//!
//! Where KQL has no word there are functions of the engine, whose names begin with two underscores:
//! `__field` follows a dotted name into an event, `__has_field` tells whether it is there, `__match`
//! tests its value, `__same` compares two of them.

use vigie_syntax::kql::ast::{BinaryOp, Expr, ExprKind, Literal, Statement};
use vigie_syntax::{Span, kql};

use super::condition::{Condition, Field, How, Kind, Test};
use super::profile::Profile;
use super::tree::At;

/// The column that holds the event.
const EVENT: &str = "_raw";

/// The condition over events of a source.
pub(crate) fn condition(condition: &Condition, profile: &Profile, place: Span) -> Expr {
    let at = At(place);
    let each = |all: &[Condition]| {
        all.iter()
            .map(|c| self::condition(c, profile, place))
            .collect()
    };
    match condition {
        Condition::And(all) => at
            .joined(BinaryOp::And, each(all))
            .unwrap_or_else(|| at.bool(true)),
        Condition::Or(any) => at
            .joined(BinaryOp::Or, each(any))
            .unwrap_or_else(|| at.bool(false)),
        Condition::Not(one) => at.not(self::condition(one, profile, place)),
        Condition::AtLeast(count, all) => {
            let met = each(all)
                .into_iter()
                .map(|one: Expr| at.call("toint", vec![one]))
                .collect();
            let met = at.joined(BinaryOp::Add, met);
            let met = met.unwrap_or_else(|| at.long(0));
            let count = i64::try_from(*count).unwrap_or(i64::MAX);
            at.binary(BinaryOp::GreaterOrEqual, met, at.long(count))
        }
        Condition::Test(test) => self::test(test, profile),
    }
}

/// The value of a field of an event.
pub(crate) fn field(field: &Field, profile: &Profile) -> Expr {
    let at = At(field.span);
    let Some(computed) = computed(field, profile) else {
        return stored(field, profile);
    };
    let mut values = vec![computed];
    if profile.stores(&field.name) {
        values.push(at.call("tostring", vec![stored(field, profile)]));
    }
    at.call("pack_array", values)
}

/// The text of a field.
pub(crate) fn text(field: &Field, profile: &Profile) -> Expr {
    let at = At(field.span);
    computed(field, profile).unwrap_or_else(|| at.call("tostring", vec![stored(field, profile)]))
}

/// The value of a field as the event holds it.
fn stored(field: &Field, profile: &Profile) -> Expr {
    let at = At(field.span);
    let paths = profile.paths(&field.name);
    if let [path] = paths.as_slice()
        && !path.contains('.')
    {
        return at.member(at.name(EVENT), path);
    }
    let mut arguments = vec![at.name(EVENT)];
    arguments.extend(paths.iter().map(|path| at.string(path)));
    at.call("__field", arguments)
}

/// The text of a field that is computed.
fn computed(field: &Field, profile: &Profile) -> Option<Expr> {
    if profile.columns {
        return Some(column(field));
    }
    expression(profile.computed(&field.name)?, field.span)
}

/// The text of a column of a Sentinel table, or of what lies in the object that it holds.
fn column(field: &Field) -> Expr {
    let at = At(field.span);
    let Some((column, rest)) = field.name.split_once('.') else {
        return at.call("tostring", vec![at.name(&field.name)]);
    };
    let object = at.call("todynamic", vec![at.name(column)]);
    let value = at.call("__field", vec![object, at.string(rest)]);
    at.call("tostring", vec![value])
}

fn test(test: &Test, profile: &Profile) -> Expr {
    let at = At(test.span);
    match (&test.kind, &test.field) {
        (
            Kind::Match {
                how,
                cased,
                patterns,
            },
            None,
        ) => {
            let name = match (how, cased) {
                (How::Like, false) => "keyword_like",
                (How::Like, true) => "keyword_like_cs",
                (How::Regex, _) => "keyword_re",
                (_, true) => "keyword_cs",
                (_, false) => "keyword",
            };
            matched(at, at.name(EVENT), name, patterns)
        }
        (
            Kind::Match {
                how,
                cased,
                patterns,
            },
            Some(field),
        ) => {
            let case_matters = matches!(
                how,
                How::Equals | How::Contains | How::StartsWith | How::EndsWith | How::Like
            );
            let name = if *cased && case_matters {
                format!("{}_cs", how.name())
            } else {
                how.name().to_owned()
            };
            matched(at, self::field(field, profile), &name, patterns)
        }
        (Kind::Null, Some(field)) => match computed(field, profile) {
            Some(text) => at.call("isempty", vec![text]),
            None => at.call("isnull", vec![stored(field, profile)]),
        },
        (Kind::Exists(value), Some(field)) => {
            let there = if profile.columns || profile.computed(&field.name).is_some() {
                at.call("isnotempty", vec![text(field, profile)])
            } else {
                let mut arguments = vec![at.name(EVENT)];
                arguments.extend(profile.paths(&field.name).iter().map(|p| at.string(p)));
                at.call("__has_field", arguments)
            };
            if *value { there } else { at.not(there) }
        }
        (Kind::Field { how, cased, other }, Some(field)) => {
            let name = if *cased {
                format!("{}_cs", how.name())
            } else {
                how.name().to_owned()
            };
            let (own, theirs) = (self::field(field, profile), self::field(other, profile));
            at.call("__same", vec![own, theirs, at.string(&name)])
        }
        (Kind::Part { part, how, numbers }, Some(field)) => {
            let time = at.call("todatetime", vec![text(field, profile)]);
            let value = at.call("datetime_part", vec![at.string(part), time]);
            let value = at.call("todynamic", vec![at.call("tostring", vec![value])]);
            matched(at, value, how.name(), numbers)
        }
        // Only texts are looked for in a whole event.
        (_, None) => at.bool(false),
    }
}

fn matched(at: At, value: Expr, test: &str, patterns: &[String]) -> Expr {
    let mut arguments = vec![value, at.string(test)];
    arguments.extend(patterns.iter().map(|p| at.string(p)));
    at.call("__match", arguments)
}

/// An expression of ours, at a place of the author's text.
fn expression(text: &str, place: Span) -> Option<Expr> {
    let (query, diagnostics) = kql::parse(text);
    if !diagnostics.is_empty() {
        return None;
    }
    let Some(Statement::Expr(mut expr)) = query.statements.into_iter().next() else {
        return None;
    };
    put(&mut expr, place);
    Some(expr)
}

/// Puts an expression of calls at a place.
fn put(expr: &mut Expr, place: Span) {
    expr.span = place;
    match &mut expr.kind {
        ExprKind::Call { name, arguments } => {
            name.span = place;
            for argument in arguments {
                put(&mut argument.value, place);
            }
        }
        ExprKind::Binary {
            op_span,
            left,
            right,
            ..
        } => {
            *op_span = place;
            put(left, place);
            put(right, place);
        }
        ExprKind::Literal(Literal::String { .. } | Literal::Long(_)) | ExprKind::Name(_) => {}
        ExprKind::Parenthesized(inner) => put(inner, place),
        _ => {}
    }
}
