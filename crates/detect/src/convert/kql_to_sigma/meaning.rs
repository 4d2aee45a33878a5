//! What a bound query asks of events and of groups of events, where Sigma can say it.
//!
//! The walk goes from the table to the result and knows each column as one of [`Known`]. What it
//! does not know is only a fault when a condition rests on it; a column that is merely shown is lost.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use vigie_engine::bound::{AggregateCall, Expr, ExprKind, RelOp, RelRef};
use vigie_engine::types::{Type, Value};
use vigie_languages::sigma::profile::{Profile, profiles};

use vigie_syntax::Span;

use super::logic::{Logic, Scalar};
use super::needs::{Measure, Need};
use super::rows::{FieldKind, FieldValue, Fold, Known, Rows};
use crate::check::flow::facts::Facts;
use crate::convert::{Refused, refused as cannot};

/// What a query asks, and what of it is not converted.
#[derive(Debug)]
pub(super) struct Meaning {
    pub(super) rows: Rows,
    pub(super) profile: &'static Profile,
    /// Sentences about what is lost.
    pub(super) lost: Vec<String>,
    /// Fields are called by the columns of the Sentinel table.
    pub(super) by_columns: bool,
    /// The conditions of branches that are left out, because no row that is known reaches them.
    pub(super) dead: Vec<Span>,
}

/// What a query asks.
///
/// # Errors
/// What in it Sigma cannot say.
pub(super) fn meaning(rel: &RelRef, facts: &Facts, now: i64) -> Result<Meaning, Refused> {
    let meaning = meaning_by(rel, facts, now, true)?;
    let is_own = |name: &String| {
        let column = name.split('.').next().unwrap_or(name);
        path_of(meaning.profile, column).is_some()
    };
    // The names of the events themselves, where they say the same: they mean something elsewhere too.
    if meaning.used().iter().all(is_own) {
        return meaning_by(rel, facts, now, false);
    }
    Ok(meaning)
}

fn meaning_by(rel: &RelRef, facts: &Facts, now: i64, by_columns: bool) -> Result<Meaning, Refused> {
    let mut walk = Walk {
        facts,
        now,
        by_columns,
        profile: None,
        lost: Vec::new(),
        dead: RefCell::default(),
    };
    let rows = walk.rel(rel)?;
    let profile = walk
        .profile
        .ok_or_else(|| cannot(rel.span, "it reads no log that Sigma has a source for"))?;
    walk.columns(&rows);
    Ok(Meaning {
        rows,
        profile,
        lost: walk.lost,
        by_columns,
        dead: walk.dead.into_inner().into_iter().collect(),
    })
}

pub(super) type Walked<T> = Result<T, Refused>;

pub(super) struct Walk<'a> {
    pub(super) facts: &'a Facts,
    now: i64,
    pub(super) profile: Option<&'static Profile>,
    lost: Vec<String>,
    /// Fields are called by the columns of the table.
    pub(super) by_columns: bool,
    /// Branches that are left out, because no row that is known reaches them.
    pub(super) dead: RefCell<BTreeSet<Span>>,
}

impl Walk<'_> {
    fn loses(&mut self, what: String) {
        if !self.lost.contains(&what) {
            self.lost.push(what);
        }
    }

    /// The columns of the result that nothing in Sigma holds.
    fn columns(&mut self, rows: &Rows) {
        let computed: Vec<String> = rows
            .columns
            .iter()
            .filter(|(_, known)| match known {
                Known::Other(_) | Known::Measure(_) | Known::Values(..) => true,
                Known::Choice(_) | Known::Const(_) => rows.groups.is_some(),
                Known::Field(_) | Known::Time | Known::TimePart(_) => false,
            })
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        if !computed.is_empty() {
            let what = format!(
                "the columns that it computes for the alert: {}",
                computed.join(", ")
            );
            self.loses(what);
        }
    }

    fn rel(&mut self, rel: &RelRef) -> Walked<Rows> {
        let span = rel.span;
        match &rel.op {
            RelOp::Scan(table) => self.scan(table.name(), rel),
            RelOp::Filter { input, predicate } => {
                let rows = self.rel(input)?;
                self.filter(rows, predicate)
            }
            RelOp::Project { input, exprs } => {
                let mut rows = self.rel(input)?;
                let mut columns = BTreeMap::new();
                for (column, expr) in rel.columns.iter().zip(exprs) {
                    columns.insert(column.name.clone(), self.known(expr, &rows));
                }
                rows.columns = columns;
                Ok(rows)
            }
            RelOp::Aggregate {
                input,
                keys,
                aggregates,
            } => {
                let rows = self.rel(input)?;
                self.aggregate(rows, rel, keys, aggregates)
            }
            RelOp::Sort {
                input, limit: None, ..
            } => self.rel(input),
            RelOp::Sort { .. } | RelOp::Limit { .. } => Err(cannot(
                span,
                "it keeps a number of rows, and Sigma does not choose among events",
            )),
            RelOp::Join { .. } => Err(cannot(
                span,
                "it joins tables, and Sigma compares no event with a table",
            )),
            RelOp::Union { .. } => Err(cannot(
                span,
                "it puts tables together, and a Sigma rule has one log",
            )),
            RelOp::Kernel { kernel, .. } => Err(cannot(
                span,
                format!("Sigma has nothing like `{}`", kernel.name()),
            )),
            RelOp::Values(_) | RelOp::Range { .. } => Err(cannot(
                span,
                "its rows are written in the query, and Sigma reads logs",
            )),
        }
    }

    fn scan(&mut self, table: &str, rel: &RelRef) -> Walked<Rows> {
        let found = profiles()
            .iter()
            .find(|p| p.sentinel.as_deref().is_some_and(|own| own == table));
        let Some(profile) = found else {
            let what = format!("no Sigma log source is known for the table `{table}`");
            return Err(cannot(rel.span, what));
        };
        self.profile = Some(profile);
        let mut rows = Rows::default();
        for column in &rel.columns {
            let known = if column.name == "TimeGenerated" {
                Known::Time
            } else {
                let own = path_of(profile, &column.name).filter(|_| !self.by_columns);
                let text = profile.text.contains(&column.name);
                Known::Field(FieldValue {
                    name: own.unwrap_or_else(|| column.name.clone()),
                    fold: Fold::None,
                    kind: match column.ty {
                        Type::String | Type::Guid if text => FieldKind::Object,
                        Type::String | Type::Guid => FieldKind::Text,
                        Type::Bool => FieldKind::Bool,
                        Type::Dynamic => FieldKind::Object,
                        _ => FieldKind::Number,
                    },
                })
            };
            rows.columns.insert(column.name.clone(), known);
        }
        Ok(rows)
    }

    fn filter(&mut self, mut rows: Rows, predicate: &Expr) -> Walked<Rows> {
        for part in conjuncts(predicate) {
            if rows.groups.is_some() {
                if let Some(need) = self.need(part, &rows)? {
                    rows.needs.push(need);
                    continue;
                }
            } else if let Some(look_back) = self.time_bound(part, &rows)? {
                let own = rows.look_back.get_or_insert(look_back);
                *own = (*own).min(look_back);
                continue;
            }
            let logic = self.logic(part, &rows)?;
            let condition = rows.condition().and(logic);
            if !condition.is_bounded() {
                return Err(cannot(
                    part.span,
                    "its conditions are too many to be written out",
                ));
            }
            rows.filter = Some(condition);
        }
        Ok(rows)
    }

    /// How far back a condition on the time of an event lets the query look.
    fn time_bound(&self, expr: &Expr, rows: &Rows) -> Walked<Option<i64>> {
        let ExprKind::Call { function, args } = &expr.kind else {
            return Ok(None);
        };
        let [left, right] = args.as_slice() else {
            return Ok(None);
        };
        let (name, bound) = match (self.known(left, rows), self.known(right, rows)) {
            (Known::Time, Known::Const(Value::Datetime(at))) => (function.name, at),
            (Known::Const(Value::Datetime(at)), Known::Time) => (mirrored(function.name), at),
            (Known::Time, _) | (_, Known::Time) => {
                return Err(cannot(
                    expr.span,
                    "it compares the time of an event with what is no time before now",
                ));
            }
            _ => return Ok(None),
        };
        match name {
            "greater" | "greater_or_equal" if bound < self.now => Ok(Some(self.now - bound)),
            "less" | "less_or_equal" if bound >= self.now => Ok(Some(i64::MAX)),
            _ => Err(cannot(
                expr.span,
                "it looks at a time that does not end now, and Sigma has no such window",
            )),
        }
    }

    fn aggregate(
        &mut self,
        rows: Rows,
        rel: &RelRef,
        keys: &[Expr],
        aggregates: &[AggregateCall],
    ) -> Walked<Rows> {
        if rows.groups.is_some() {
            return Err(cannot(
                rel.span,
                "it groups groups again, and a Sigma correlation counts events",
            ));
        }
        let mut after = Rows {
            columns: BTreeMap::new(),
            groups: Some(Vec::new()),
            ..rows.clone()
        };
        let mut groups: Vec<FieldValue> = Vec::new();
        let (key_columns, others) = rel.columns.split_at(keys.len().min(rel.columns.len()));
        for (column, key) in key_columns.iter().zip(keys) {
            if let Some(length) = self.bin(key, &rows) {
                after.bin = Some(after.bin.map_or(length, |own: i64| own.min(length)));
                after.columns.insert(column.name.clone(), Known::Time);
                continue;
            }
            let known = self.known(key, &rows);
            match &known {
                Known::Field(field) => {
                    if field.fold != Fold::None {
                        let what = format!(
                            "`{}` is grouped by as it stands, where the query changes its letters first",
                            field.name
                        );
                        self.loses(what);
                    }
                    let plain = FieldValue {
                        fold: Fold::None,
                        ..field.clone()
                    };
                    if !groups.iter().any(|own| own.name == plain.name) {
                        groups.push(plain);
                    }
                }
                Known::Const(_) => {}
                other => {
                    let what = format!(
                        "it groups by {}, and Sigma groups by fields",
                        other.described()
                    );
                    return Err(cannot(key.span, what));
                }
            }
            after.columns.insert(column.name.clone(), known);
        }
        let mut names = others.iter();
        for call in aggregates {
            let width = if call.row { 1 } else { call.gives.len().max(1) };
            let measure = self.measure(call, &rows);
            for _ in 0..width {
                if let Some(column) = names.next() {
                    after.columns.insert(column.name.clone(), measure.clone());
                }
            }
        }
        after.groups = Some(groups);
        Ok(after)
    }

    /// The length of the windows that `bin` makes of the time.
    fn bin(&self, key: &Expr, rows: &Rows) -> Option<i64> {
        let ExprKind::Call { function, args } = &key.kind else {
            return None;
        };
        let is_time = |e: &Expr| self.known(e, rows) == Known::Time;
        match (function.name, args.as_slice()) {
            ("bin", [time, length]) if is_time(time) => match length.as_literal() {
                Some(Value::Timespan(ticks)) if *ticks > 0 => Some(*ticks),
                _ => None,
            },
            ("startofday", [time, ..]) if is_time(time) => Some(DAY),
            ("startofweek", [time, ..]) if is_time(time) => Some(7 * DAY),
            _ => None,
        }
    }

    fn measure(&self, call: &AggregateCall, rows: &Rows) -> Known {
        let name = call.aggregate.name;
        let arg = |at: usize| call.args.get(at).map(|e| self.known(e, rows));
        let condition = |at: usize| call.args.get(at).and_then(|e| self.logic(e, rows).ok());
        let lost = || Known::Other(format!("what `{name}` gives"));
        let field = |at: usize| match arg(at) {
            Some(Known::Field(field)) => Some(field.name),
            _ => None,
        };
        let distinct = |at: usize, of: Option<Logic>| match (field(at), of) {
            (Some(field), Some(of)) => Known::Measure(Measure::Distinct(field, of)),
            _ => lost(),
        };
        match name {
            "count" => Known::Measure(Measure::Count(Logic::always())),
            "countif" => match condition(0) {
                Some(of) => Known::Measure(Measure::Count(of)),
                None => lost(),
            },
            "dcount" | "count_distinct" => distinct(0, Some(Logic::always())),
            "dcountif" | "count_distinctif" => distinct(0, condition(1)),
            "make_set" | "makeset" if call.args.len() == 1 => match field(0) {
                Some(field) => Known::Values(field, Logic::always()),
                None => lost(),
            },
            "make_set_if" if call.args.len() == 2 => match (field(0), condition(1)) {
                (Some(field), Some(of)) => Known::Values(field, of),
                _ => lost(),
            },
            "sum" => match arg(0) {
                Some(Known::Const(value)) => {
                    score(&[(Logic::always(), value)]).unwrap_or_else(lost)
                }
                Some(Known::Choice(choices)) => score(&choices).unwrap_or_else(lost),
                Some(Known::Field(field)) if field.kind == FieldKind::Number => {
                    number("value_sum", None, field)
                }
                _ => lost(),
            },
            "avg" => match arg(0) {
                Some(Known::Field(field)) if field.kind == FieldKind::Number => {
                    number("value_avg", None, field)
                }
                _ => lost(),
            },
            "percentile" => match (arg(0), arg(1)) {
                (Some(Known::Field(field)), Some(Known::Const(at)))
                    if field.kind == FieldKind::Number =>
                {
                    match whole(&at) {
                        Some(at) => number("value_percentile", Some(at.to_string()), field),
                        None => lost(),
                    }
                }
                _ => lost(),
            },
            _ => lost(),
        }
    }

    /// What a condition asks of a group; `None` where it asks something of the keys.
    fn need(&self, expr: &Expr, rows: &Rows) -> Walked<Option<Need>> {
        match &expr.kind {
            ExprKind::And(a, b) | ExprKind::Or(a, b) => {
                let (left, right) = (self.need(a, rows)?, self.need(b, rows)?);
                let is_and = matches!(expr.kind, ExprKind::And(..));
                match (left, right) {
                    (Some(left), Some(right)) if is_and => Ok(Some(Need::And(vec![left, right]))),
                    (Some(left), Some(right)) => Ok(Some(Need::Or(vec![left, right]))),
                    (None, None) => Ok(None),
                    _ => Err(cannot(
                        expr.span,
                        "it asks something of a group's keys or of its numbers, and Sigma asks for both",
                    )),
                }
            }
            ExprKind::Call { function, args } => {
                let [left, right] = args.as_slice() else {
                    return Ok(None);
                };
                let (name, measure, limit) = match (self.known(left, rows), self.known(right, rows))
                {
                    (Known::Measure(measure), Known::Const(limit)) => {
                        (function.name, measure, limit)
                    }
                    (Known::Const(limit), Known::Measure(measure)) => {
                        (mirrored(function.name), measure, limit)
                    }
                    (Known::Other(_) | Known::Values(..), _)
                    | (_, Known::Other(_) | Known::Values(..)) => {
                        let what = rests(&match self.known(left, rows) {
                            Known::Const(_) => self.known(right, rows),
                            other => other,
                        });
                        return Err(cannot(expr.span, what));
                    }
                    (Known::Measure(_), _) | (_, Known::Measure(_)) => {
                        return Err(cannot(
                            expr.span,
                            "it compares numbers of a group with one another, and Sigma compares with a constant",
                        ));
                    }
                    _ => return Ok(None),
                };
                threshold(name, measure, &limit)
                    .map(Some)
                    .map_err(|what| cannot(expr.span, what))
            }
            ExprKind::Not(_) if self.is_of_group(expr, rows) => Err(cannot(
                expr.span,
                "a group may have no more than so many events, which a window that slides cannot tell",
            )),
            ExprKind::Column(_) | ExprKind::Case { .. } => {
                Err(cannot(expr.span, rests(&self.known(expr, rows))))
            }
            _ => Ok(None),
        }
    }

    fn is_of_group(&self, expr: &Expr, rows: &Rows) -> bool {
        matches!(
            self.known(expr, rows),
            Known::Measure(_) | Known::Values(..)
        ) || expr
            .children()
            .into_iter()
            .any(|e| self.is_of_group(e, rows))
    }
}

const DAY: i64 = 864_000_000_000;

/// The need that a comparison of a measure is.
fn threshold(name: &str, measure: Measure, limit: &Value) -> Result<Need, String> {
    if let Measure::Number(..) = measure {
        let text = match limit {
            Value::Real(n) => n.to_string(),
            other => whole(other)
                .ok_or("a number is compared with no number")?
                .to_string(),
        };
        let how = match name {
            "greater" => "gt",
            "greater_or_equal" => "gte",
            _ => return Err(
                "a number of a group is compared in a way that a window that slides cannot tell"
                    .to_owned(),
            ),
        };
        return Ok(Need::Compared(measure, how, text));
    }
    let limit = match limit {
        Value::Real(n) if n.fract() == 0.0 && n.abs() < 9e15 => *n as i64,
        Value::Real(n) if n.is_finite() && n.abs() < 9e15 => match name {
            "greater" | "greater_or_equal" => {
                return threshold("greater", measure, &Value::Long(n.floor() as i64));
            }
            _ => return Err("a count is compared with a part of one".to_owned()),
        },
        other => whole(other).ok_or("a count is compared with no number")?,
    };
    let least = match name {
        "greater_or_equal" => limit,
        "greater" => limit.saturating_add(1),
        "not_equal" if limit == 0 => 1,
        _ => {
            return Err(
                "a group may have no more than so many events, which a window that slides cannot tell".to_owned(),
            );
        }
    };
    Ok(Need::Least(measure, u64::try_from(least).unwrap_or(0)))
}

/// Why a condition that rests on something is not converted.
pub(super) fn rests(on: &Known) -> String {
    format!("a condition rests on {}", on.described())
}

/// The parts of a condition that must all hold.
fn conjuncts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::And(a, b) => [conjuncts(a), conjuncts(b)].concat(),
        _ => vec![expr],
    }
}

/// The comparison with its sides changed.
pub(super) fn mirrored(name: &'static str) -> &'static str {
    match name {
        "less" => "greater",
        "less_or_equal" => "greater_or_equal",
        "greater" => "less",
        "greater_or_equal" => "less_or_equal",
        other => other,
    }
}

pub(super) fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Int(n) => Some(i64::from(*n)),
        Value::Long(n) => Some(*n),
        Value::Real(n) if n.fract() == 0.0 && n.abs() < 9e15 => Some(*n as i64),
        _ => None,
    }
}

/// The points that events are worth, where they are whole and none is negative.
fn score(choices: &[(Logic, Value)]) -> Option<Known> {
    let classes = choices
        .iter()
        .map(|(logic, value)| Some((u64::try_from(whole(value)?).ok()?, logic.clone())));
    Some(Known::Measure(Measure::Score(
        classes.collect::<Option<_>>()?,
    )))
}

pub(super) fn points(measure: Measure) -> Option<Vec<(u64, Logic)>> {
    match measure {
        Measure::Count(of) => Some(vec![(1, of)]),
        Measure::Score(classes) => Some(classes),
        Measure::Distinct(..) | Measure::Number(..) => None,
    }
}

fn number(kind: &'static str, at: Option<String>, field: FieldValue) -> Known {
    Known::Measure(Measure::Number(kind, at, field.name, Logic::always()))
}

/// The path in the event that a column holds as it is.
pub(super) fn path_of(profile: &Profile, column: &str) -> Option<String> {
    if profile.computed(column).is_some() {
        return None;
    }
    let (_, paths) = profile.fields.iter().find(|(own, _)| own == column)?;
    match paths.as_slice() {
        [path] if profile.paths(path) == [path.clone()] && profile.computed(path).is_none() => {
            Some(path.clone())
        }
        _ => None,
    }
}

impl Meaning {
    /// The name of the field that holds the time of an event.
    pub(super) fn time(&self) -> String {
        let own = path_of(self.profile, "TimeGenerated").filter(|_| !self.by_columns);
        own.unwrap_or_else(|| "TimeGenerated".to_owned())
    }

    /// The fields that decide what alerts.
    fn used(&self) -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        let mut asked = |logic: &Logic| {
            logic.each(&mut |ask| {
                used.insert(ask.field.clone());
                if ask.modifiers.contains(&"fieldref") {
                    used.extend(ask.values.iter().filter_map(|value| match value {
                        Scalar::Text(name) => Some(name.clone()),
                        _ => None,
                    }));
                }
            });
        };
        asked(&self.rows.condition());
        let mut fields = Vec::new();
        for need in &self.rows.needs {
            need.each(&mut |measure| match measure {
                Measure::Count(of) => asked(of),
                Measure::Score(classes) => classes.iter().for_each(|(_, of)| asked(of)),
                Measure::Distinct(field, of) | Measure::Number(_, _, field, of) => {
                    fields.push(field.clone());
                    asked(of);
                }
            });
        }
        used.extend(fields);
        used.extend(self.rows.groups.iter().flatten().map(|g| g.name.clone()));
        used
    }
}
