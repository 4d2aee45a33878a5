//! Conditions that compare something with what the query itself says.

use vigie_engine::bound::{Expr, ExprKind};
use vigie_engine::types::{Json, Type, Value};

use super::ordinal;
use super::texts::{Edge, Piece};

/// A condition about one operand.
#[derive(Debug, Clone)]
pub enum Test<'a> {
    /// The text has one of the pieces, or all of them; negated, it is not so.
    Pieces {
        operand: &'a Expr,
        any: Vec<Piece>,
        all: bool,
        negated: bool,
    },
    /// The value is in one of the ranges, or in none.
    Number {
        operand: &'a Expr,
        ranges: Vec<(i128, i128)>,
        order: Order,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Within,
    /// `!=`
    Differs,
}

impl Test<'_> {
    pub fn operand(&self) -> &Expr {
        match self {
            Self::Pieces { operand, .. } | Self::Number { operand, .. } => operand,
        }
    }
}

/// The test that a condition is, if it is one.
pub fn test(expr: &Expr) -> Option<Test<'_>> {
    match &expr.kind {
        ExprKind::InList {
            operand,
            list,
            fold_case,
            negated: false,
        } => match operand.ty {
            Type::String => {
                let whole = |v: &Value| match v {
                    Value::String(text) => Some(Piece::whole(text, !fold_case)),
                    _ => None,
                };
                Some(Test::Pieces {
                    operand,
                    any: list.iter().map(whole).collect::<Option<_>>()?,
                    all: false,
                    negated: false,
                })
            }
            Type::Bool | Type::Int | Type::Long | Type::Datetime | Type::Timespan => {
                let at = |v: &Value| whole_number(v, operand.ty);
                let mut ranges = list.iter().map(at).collect::<Option<Vec<_>>>()?;
                ranges.sort_unstable();
                ranges.dedup();
                Some(Test::Number {
                    operand,
                    ranges,
                    order: Order::Within,
                })
            }
            _ => None,
        },
        ExprKind::Call { function, args } => match args.as_slice() {
            [only] => match function.name {
                "isempty" | "isnotempty" if only.ty == Type::String => Some(Test::Pieces {
                    operand: only,
                    any: vec![Piece::whole("", true)],
                    all: false,
                    negated: function.name == "isnotempty",
                }),
                _ => None,
            },
            [left, right] => {
                if let Some(literal) = right.as_literal() {
                    of_two(function.name, left, literal, right.ty)
                } else if let Some(literal) = left.as_literal() {
                    of_two(mirrored(function.name)?, right, literal, left.ty)
                } else {
                    None
                }
            }
            _ => None,
        },
        _ => None,
    }
}

fn whole_number(value: &Value, ty: Type) -> Option<(i128, i128)> {
    let same = matches!(
        (ty, value),
        (Type::Int | Type::Long, Value::Int(_) | Value::Long(_))
            | (Type::Bool, Value::Bool(_))
            | (Type::Datetime, Value::Datetime(_))
            | (Type::Timespan, Value::Timespan(_))
    );
    let at = ordinal(value).filter(|_| same)?;
    Some((at, at))
}

/// The comparison with its sides changed.
fn mirrored(name: &str) -> Option<&'static str> {
    Some(match name {
        "equal" => "equal",
        "not_equal" => "not_equal",
        "equals_tilde" => "equals_tilde",
        "less" => "greater",
        "less_or_equal" => "greater_or_equal",
        "greater" => "less",
        "greater_or_equal" => "less_or_equal",
        _ => return None,
    })
}

fn of_two<'a>(name: &str, operand: &'a Expr, literal: &Value, ty: Type) -> Option<Test<'a>> {
    if operand.as_literal().is_some() {
        return None;
    }
    if operand.ty == Type::String {
        return of_text(name, operand, literal);
    }
    if operand.ty != ty {
        return None;
    }
    let at = ordinal(literal)?;
    let (least, most) = (i128::MIN / 4, i128::MAX / 4);
    let (ranges, order) = match name {
        "equal" => (vec![(at, at)], Order::Within),
        "not_equal" => (vec![(at, at)], Order::Differs),
        "less" => (vec![(least, at - 1)], Order::Within),
        "less_or_equal" => (vec![(least, at)], Order::Within),
        "greater" => (vec![(at + 1, most)], Order::Within),
        "greater_or_equal" => (vec![(at, most)], Order::Within),
        _ => return None,
    };
    Some(Test::Number {
        operand,
        ranges,
        order,
    })
}

fn of_text<'a>(name: &str, operand: &'a Expr, literal: &Value) -> Option<Test<'a>> {
    if let ("has_any" | "has_all", Value::Dynamic(Json::Array(items))) = (name, literal) {
        let term = |item: &Json| match item {
            Json::String(text) => Some(Piece::new(text, Edge::Term, Edge::Term, false)),
            _ => None,
        };
        return Some(Test::Pieces {
            operand,
            any: items.iter().map(term).collect::<Option<_>>()?,
            all: name == "has_all",
            negated: false,
        });
    }
    let Value::String(text) = literal else {
        return None;
    };
    let (bare, cased) = match name.strip_suffix("_cs") {
        Some(bare) => (bare, true),
        None => (name, false),
    };
    let (left, right, cased) = match bare {
        "equal" | "not_equal" => (Edge::End, Edge::End, true),
        "equals_tilde" => (Edge::End, Edge::End, false),
        "has" => (Edge::Term, Edge::Term, cased),
        "hasprefix" => (Edge::Term, Edge::Any, cased),
        "hassuffix" => (Edge::Any, Edge::Term, cased),
        "contains" => (Edge::Any, Edge::Any, cased),
        "startswith" => (Edge::End, Edge::Any, cased),
        "endswith" => (Edge::Any, Edge::End, cased),
        _ => return None,
    };
    Some(Test::Pieces {
        operand,
        any: vec![Piece::new(text, left, right, cased)],
        all: false,
        negated: name == "not_equal",
    })
}
