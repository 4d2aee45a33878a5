//! What an expression of a bound query gives of a row, and what a condition asks of an event.

use std::collections::BTreeSet;

use vigie_engine::bound::{Expr, ExprKind};
use vigie_engine::types::{Json, Type, Value};

use super::asking;
use super::logic::{Logic, all, any};
use super::meaning::{Walk, Walked, mirrored, path_of, points, rests, whole};
use super::needs::Measure;
use super::rows::{FieldKind, FieldValue, Fold, Known, Rows, when};
use crate::convert::refused as cannot;

impl Walk<'_> {
    /// What an expression gives.
    pub(super) fn known(&self, expr: &Expr, rows: &Rows) -> Known {
        match &expr.kind {
            ExprKind::Column(name) => rows
                .columns
                .get(name)
                .cloned()
                .unwrap_or_else(|| Known::Other(format!("`{name}`"))),
            ExprKind::Literal(value) => Known::Const(value.clone()),
            ExprKind::Convert(inner) => match self.known(inner, rows) {
                Known::Measure(measure) if expr.ty.is_numeric() => Known::Measure(measure),
                Known::Const(value) if expr.ty == Type::Real => match &value {
                    Value::Int(n) => Known::Const(Value::Real(f64::from(*n))),
                    Value::Long(n) => Known::Const(Value::Real(*n as f64)),
                    _ => Known::Const(value),
                },
                Known::Const(Value::Int(n)) if expr.ty == Type::Long => {
                    Known::Const(Value::Long(i64::from(n)))
                }
                Known::Choice(choices) if expr.ty.is_numeric() => Known::Choice(choices),
                Known::Field(field) if expr.ty == Type::String && field.kind == FieldKind::Text => {
                    Known::Field(field)
                }
                Known::Field(field) if expr.ty.is_numeric() && field.kind == FieldKind::Number => {
                    Known::Field(field)
                }
                _ => Known::Other("a value that is converted".to_owned()),
            },
            ExprKind::Case {
                branches,
                otherwise,
            } => self.choice(branches, otherwise, rows),
            ExprKind::Call { function, args } => self.call(function.name, args, rows),
            ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Not(_) | ExprKind::InList { .. } => {
                self.truth(expr, rows)
            }
            ExprKind::InTable { .. } | ExprKind::Scalar(_) | ExprKind::Array(_) => {
                Known::Other("what another table holds".to_owned())
            }
            ExprKind::Moving { .. } => Known::Other("a time that moves".to_owned()),
            ExprKind::Field { .. } => Known::Other("a value of a chosen row".to_owned()),
        }
    }

    /// True of the events that are so, false of others.
    fn truth(&self, expr: &Expr, rows: &Rows) -> Known {
        if rows.groups.is_some() {
            return Known::Other("a condition on a group".to_owned());
        }
        match self.logic(expr, rows) {
            Ok(logic) => decided(logic),
            Err(why) => Known::Other(format!("a condition ({})", why.0.message)),
        }
    }

    fn choice(&self, branches: &[(Expr, Expr)], otherwise: &Expr, rows: &Rows) -> Known {
        if rows.groups.is_some() {
            return Known::Other("a choice by what a group is like".to_owned());
        }
        let mut rest = Logic::always();
        let mut choices: Vec<(Logic, Value)> = Vec::new();
        for (condition, value) in branches {
            let holds = match self.logic(condition, rows) {
                Ok(holds) => holds,
                Err(why) => {
                    return Known::Other(format!("a choice by a condition ({})", why.0.message));
                }
            };
            let reached = self
                .facts
                .arms
                .get(&condition.span)
                .is_none_or(|arm| arm.reached);
            let taken = all([rest.clone(), holds.clone()]);
            rest = all([rest, holds.not()]);
            if !rest.is_bounded() || !taken.is_bounded() {
                return Known::Other("a choice with too many conditions".to_owned());
            }
            if !reached {
                self.dead.borrow_mut().insert(condition.span);
            }
            if reached && !add(&mut choices, taken, self.known(value, rows)) {
                return Known::Other("a choice of values that are not constant".to_owned());
            }
        }
        let reached = self
            .facts
            .defaults
            .get(&otherwise.span)
            .is_none_or(|d| d.reached);
        if (reached || choices.is_empty()) && !add(&mut choices, rest, self.known(otherwise, rows))
        {
            return Known::Other("a choice of values that are not constant".to_owned());
        }
        let mut merged: Vec<(Logic, Value)> = Vec::new();
        for (logic, value) in choices.into_iter().filter(|(logic, _)| !logic.is_never()) {
            match merged.iter_mut().find(|(_, own)| *own == value) {
                Some((own, _)) => *own = any([own.clone(), logic]),
                None => merged.push((logic, value)),
            }
        }
        Known::Choice(merged)
    }

    fn call(&self, name: &'static str, args: &[Expr], rows: &Rows) -> Known {
        let lost = || Known::Other(format!("what `{name}()` gives"));
        let folded = |fold: Fold| match args.first().map(|e| self.known(e, rows)) {
            Some(Known::Field(field)) if field.kind == FieldKind::Text => {
                Known::Field(FieldValue { fold, ..field })
            }
            Some(Known::Const(Value::String(text))) => Known::Const(Value::String(fold.of(&text))),
            Some(Known::Choice(choices)) => Known::Choice(
                choices
                    .into_iter()
                    .map(|(logic, value)| match value {
                        Value::String(text) => (logic, Value::String(fold.of(&text))),
                        other => (logic, other),
                    })
                    .collect(),
            ),
            _ => lost(),
        };
        match (name, args) {
            ("tolower", [_]) => folded(Fold::Lower),
            ("toupper", [_]) => folded(Fold::Upper),
            ("tostring" | "toguid", [only]) => match self.known(only, rows) {
                Known::Field(field) if field.kind == FieldKind::Object => {
                    Known::Field(FieldValue {
                        kind: FieldKind::Text,
                        ..field
                    })
                }
                Known::Field(field) if field.kind == FieldKind::Text => Known::Field(field),
                Known::Const(Value::String(text)) => Known::Const(Value::String(text)),
                _ => lost(),
            },
            ("tolong" | "toint" | "toreal", [only]) => match self.known(only, rows) {
                Known::Field(field) if field.fold == Fold::None => Known::Field(FieldValue {
                    kind: FieldKind::Number,
                    ..field
                }),
                Known::Choice(choices) => Known::Choice(choices),
                Known::Measure(measure) => Known::Measure(measure),
                _ => lost(),
            },
            ("parse_json", [only]) => match self.known(only, rows) {
                Known::Field(field) if field.kind == FieldKind::Object => Known::Field(field),
                _ => lost(),
            },
            ("dynamic_path", [base, steps @ ..]) => {
                let Known::Field(field) = self.known(base, rows) else {
                    return lost();
                };
                let mut name = field.name;
                for step in steps {
                    match step.as_literal() {
                        Some(Value::String(step))
                            if !step.is_empty() && !step.contains(['.', '|']) =>
                        {
                            name.push('.');
                            name.push_str(step);
                        }
                        _ => return lost(),
                    }
                }
                Known::Field(FieldValue {
                    name,
                    fold: Fold::None,
                    kind: FieldKind::Object,
                })
            }
            ("coalesce", [first, rest @ ..]) => match self.known(first, rows) {
                Known::Field(field)
                    if rest
                        .iter()
                        .all(|e| self.known(e, rows) == Known::Const(Value::string(""))) =>
                {
                    Known::Field(field)
                }
                _ => lost(),
            },
            ("hourofday", [time]) => self.part("hour", time, rows).unwrap_or_else(lost),
            ("dayofmonth", [time]) => self.part("day", time, rows).unwrap_or_else(lost),
            ("monthofyear" | "getmonth", [time]) => {
                self.part("month", time, rows).unwrap_or_else(lost)
            }
            ("getyear", [time]) => self.part("year", time, rows).unwrap_or_else(lost),
            ("array_length", [list]) => match self.known(list, rows) {
                Known::Values(field, of) => Known::Measure(Measure::Distinct(field, of)),
                _ => lost(),
            },
            ("array_sort_asc" | "array_sort_desc", [list]) => match self.known(list, rows) {
                Known::Values(field, of) => Known::Values(field, of),
                _ => lost(),
            },
            ("add", [left, right]) => match (self.known(left, rows), self.known(right, rows)) {
                (Known::Measure(left), Known::Measure(right)) => {
                    match (points(left), points(right)) {
                        (Some(mut left), Some(right)) => {
                            left.extend(right);
                            Known::Measure(Measure::Score(left))
                        }
                        _ => lost(),
                    }
                }
                _ => lost(),
            },
            _ if rows.groups.is_none() && is_test(name) => match self.test(name, args, rows) {
                Ok(logic) => decided(logic),
                Err(_) => lost(),
            },
            _ => lost(),
        }
    }

    fn part(&self, part: &'static str, time: &Expr, rows: &Rows) -> Option<Known> {
        (self.known(time, rows) == Known::Time).then_some(Known::TimePart(part))
    }

    /// What a condition asks of an event.
    pub(super) fn logic(&self, expr: &Expr, rows: &Rows) -> Walked<Logic> {
        match &expr.kind {
            ExprKind::And(a, b) => Ok(self.logic(a, rows)?.and(self.logic(b, rows)?)),
            ExprKind::Or(a, b) => Ok(self.logic(a, rows)?.or(self.logic(b, rows)?)),
            ExprKind::Not(inner) => {
                let logic = self.logic(inner, rows)?;
                let mut unknown = false;
                logic.each(&mut |ask| {
                    unknown |= ["lt", "lte", "gt", "gte"]
                        .iter()
                        .any(|m| ask.modifiers.contains(m));
                });
                if unknown {
                    let what = "it negates a comparison of numbers, and says something else of events without the number";
                    return Err(cannot(expr.span, what));
                }
                Ok(logic.not())
            }
            ExprKind::Literal(value) => match value.as_bool() {
                Some(true) => Ok(Logic::always()),
                _ => Ok(Logic::never()),
            },
            ExprKind::InList {
                operand,
                list,
                fold_case,
                negated,
            } => {
                let logic = match self.known(operand, rows) {
                    Known::Field(field) => asking::one_of(&field, list, *fold_case),
                    Known::Choice(choices) => Ok(when(&choices, |value| {
                        list.iter().any(|own| equal(own, value, *fold_case))
                    })),
                    other => Err(rests(&other)),
                };
                let logic = logic.map_err(|what| cannot(expr.span, what))?;
                Ok(if *negated { logic.not() } else { logic })
            }
            ExprKind::Call { function, args } => self
                .test(function.name, args, rows)
                .map_err(|what| cannot(expr.span, what)),
            _ => match self.known(expr, rows) {
                Known::Choice(choices) => Ok(when(&choices, |v| v.as_bool() == Some(true))),
                Known::Field(field) if field.kind == FieldKind::Bool => {
                    asking::number("equal", &field, &Value::Bool(true))
                        .map_err(|what| cannot(expr.span, what))
                }
                other => Err(cannot(expr.span, rests(&other))),
            },
        }
    }

    fn test(&self, name: &'static str, args: &[Expr], rows: &Rows) -> Result<Logic, String> {
        match args {
            [only] => match (name, self.known(only, rows)) {
                ("isempty" | "isnull", Known::Field(field)) => Ok(asking::empty(&field)),
                ("isnotempty" | "isnotnull", Known::Field(field)) => {
                    Ok(asking::empty(&field).not())
                }
                ("isempty", Known::Choice(choices)) => {
                    Ok(when(&choices, |v| v.as_str().is_empty()))
                }
                ("isnotempty", Known::Choice(choices)) => {
                    Ok(when(&choices, |v| !v.as_str().is_empty()))
                }
                ("isnotempty" | "isnotnull", Known::Time) => Ok(Logic::always()),
                ("not", _) => self
                    .logic(only, rows)
                    .map(Logic::not)
                    .map_err(|why| why.0.message),
                (_, other) => Err(rests(&other)),
            },
            [left, right] => {
                let (name, left, right) = match (self.known(left, rows), self.known(right, rows)) {
                    (Known::Const(value), other) => (mirrored(name), other, Known::Const(value)),
                    (left, right) => (name, left, right),
                };
                self.of_two(name, left, right)
            }
            _ => Err(format!("Sigma has no word for `{name}()`")),
        }
    }

    fn of_two(&self, name: &'static str, left: Known, right: Known) -> Result<Logic, String> {
        match (left, right) {
            (Known::Field(field), Known::Const(value)) => match (&value, name) {
                (Value::Dynamic(Json::Array(items)), "has_any" | "has_all") => {
                    let each = items.iter().map(|item| match item {
                        Json::String(text) => asking::text("has", &field, text),
                        _ => Err("it looks for what is no text".to_owned()),
                    });
                    let each = each.collect::<Result<Vec<_>, String>>()?;
                    Ok(if name == "has_any" {
                        any(each)
                    } else {
                        all(each)
                    })
                }
                (Value::String(text), "matches_regex") => asking::regex(&field, text),
                (Value::String(range), "ipv4_is_in_range" | "ipv6_is_in_range") => {
                    Ok(asking::network(&field, range))
                }
                (Value::String(text), _) if field.kind == FieldKind::Text => {
                    asking::text(name, &field, text)
                }
                (Value::String(text), "equal" | "equals_tilde") => asking::text(name, &field, text),
                (Value::String(_), _) => Err(format!("`{}` may be no text", field.name)),
                _ => asking::number(name, &field, &value),
            },
            (Known::Field(left), Known::Field(right)) => asking::same(name, &left, &right),
            (Known::TimePart(part), Known::Const(value)) => {
                let value = whole(&value).ok_or("a part of a time is compared with no number")?;
                let own = self.profile.and_then(|p| path_of(p, "TimeGenerated"));
                let own = own.filter(|_| !self.by_columns);
                asking::time_part(own.as_deref().unwrap_or("TimeGenerated"), part, name, value)
            }
            (Known::Choice(choices), Known::Const(limit)) => {
                let numbers = whole(&limit).is_some();
                match name {
                    "equal" => Ok(when(&choices, |v| equal(v, &limit, false))),
                    "equals_tilde" => Ok(when(&choices, |v| equal(v, &limit, true))),
                    "not_equal" => Ok(when(&choices, |v| !equal(v, &limit, false))),
                    "less" | "less_or_equal" | "greater" | "greater_or_equal" if numbers => {
                        let limit = whole(&limit).unwrap_or_default();
                        Ok(when(&choices, |v| {
                            whole(v).is_some_and(|own| match name {
                                "less" => own < limit,
                                "less_or_equal" => own <= limit,
                                "greater" => own > limit,
                                _ => own >= limit,
                            })
                        }))
                    }
                    _ => Err(format!("`{name}` is asked of a choice of values")),
                }
            }
            (Known::Const(_), other) | (other, _) => Err(rests(&other)),
        }
    }
}

/// Adds a value, or each that it may be; `false` where it is none that is known.
fn add(choices: &mut Vec<(Logic, Value)>, logic: Logic, value: Known) -> bool {
    match value {
        Known::Const(value) => choices.push((logic, value)),
        Known::Choice(inner) => {
            let each = inner.into_iter();
            choices.extend(each.map(|(own, value)| (all([logic.clone(), own]), value)));
        }
        _ => return false,
    }
    true
}

/// True of the events that are so, false of others.
fn decided(logic: Logic) -> Known {
    Known::Choice(vec![
        (logic.clone(), Value::Bool(true)),
        (logic.not(), Value::Bool(false)),
    ])
}

/// Whether a function of KQL is a test that may be one of Sigma.
fn is_test(name: &str) -> bool {
    let names: BTreeSet<&str> = [
        "equal",
        "not_equal",
        "equals_tilde",
        "less",
        "less_or_equal",
        "greater",
        "greater_or_equal",
        "isempty",
        "isnotempty",
        "isnull",
        "isnotnull",
        "has_any",
        "has_all",
        "matches_regex",
        "ipv4_is_in_range",
        "ipv6_is_in_range",
    ]
    .into();
    let bare = name.strip_suffix("_cs").unwrap_or(name);
    names.contains(name)
        || [
            "contains",
            "startswith",
            "endswith",
            "has",
            "hasprefix",
            "hassuffix",
        ]
        .contains(&bare)
}

/// Whether two values are the same.
fn equal(left: &Value, right: &Value, fold_case: bool) -> bool {
    match (left, right) {
        (Value::String(a), Value::String(b)) if fold_case => a.to_lowercase() == b.to_lowercase(),
        (a, b) => match (whole(a), whole(b)) {
            (Some(a), Some(b)) => a == b,
            _ => a == b,
        },
    }
}
