//! What each operator does to what is known of the rows.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use vigie_engine::bound::{AggregateCall, Expr, ExprKind, JoinKind, Rel, RelOp, RelRef};
use vigie_engine::types::{Type, Value};
use vigie_syntax::Span;

use super::facts::{By, Key, Role, Scan, Use};
use super::{Rows, Walk};
use crate::check::values::evaluate::Want;
use crate::check::values::state::{State, field};
use crate::check::values::{Abstract, MAX_TEXTS, Set, ordinal, value_of};

/// The columns that hold the time of an event, in the order in which they are looked for.
const TIMES: &[&str] = &["TimeGenerated", "Timestamp"];

/// Columns of all members of a union that are looked at.
const MAX_UNION: usize = 100_000;

impl Walk<'_> {
    pub(super) fn step(&mut self, rel: &Rel) -> Rows {
        match &rel.op {
            RelOp::Scan(table) => self.scan(rel, table.name()),
            RelOp::Values(rows) => values(rel, rows),
            RelOp::Range { .. } => Rows::default(),
            RelOp::Filter { input, predicate } => self.filter(input, predicate),
            RelOp::Project { input, exprs } => self.project(rel, input, exprs),
            RelOp::Aggregate {
                input,
                keys,
                aggregates,
            } => self.aggregate(rel, input, keys, aggregates),
            RelOp::Sort { input, keys, .. } => {
                let rows = self.rel(input);
                for key in keys {
                    self.visit(&key.expr, &rows);
                }
                (*rows).clone()
            }
            RelOp::Limit { input, .. } => (*self.rel(input)).clone(),
            RelOp::Union { inputs } => self.union(rel, inputs),
            RelOp::Join {
                left,
                right,
                kind,
                on,
            } => self.join(left, right, *kind, on),
            RelOp::Kernel { input, kernel } => {
                let rows = self.rel(input);
                kernel_rows(rel, input, &rows, kernel.name())
            }
        }
    }

    fn scan(&mut self, rel: &Rel, table: &str) -> Rows {
        let mut rows = Rows::default();
        for column in &rel.columns {
            if let Some(value) = (self.known)(table, &column.name, column.ty) {
                rows.state.set_column(&column.name, value, None);
            }
            let source = (table.to_owned(), column.name.clone());
            rows.sources.insert(column.name.clone(), source);
        }
        rows.scans.push(Scan {
            table: table.to_owned(),
            span: rel.span,
            columns: rel.columns.clone(),
            from: None,
            to: None,
            filter: None,
            is_log: !rel.open && rel.column("_DTItemId").is_none(),
        });
        rows
    }

    fn filter(&mut self, input: &RelRef, predicate: &Expr) -> Rows {
        let mut rows = (*self.rel(input)).clone();
        let mut conjuncts = Vec::new();
        split(predicate, &mut conjuncts);
        for conjunct in conjuncts {
            self.used(conjunct, &rows, By::Condition);
            self.condition(conjunct, &rows, Role::Filter, false);
            match self.evaluator.assume(conjunct, Want::Yes, &rows.state) {
                Some(state) => rows.state = state,
                None if self.goes_on => {}
                None => rows.dead = true,
            }
            time(conjunct, &mut rows);
        }
        rows
    }

    fn project(&mut self, rel: &Rel, input: &RelRef, exprs: &[Expr]) -> Rows {
        let rows = self.rel(input);
        for expr in exprs {
            self.visit(expr, &rows);
        }
        let stays: BTreeSet<&str> = rel
            .columns
            .iter()
            .zip(exprs)
            .filter(|(column, expr)| matches!(&expr.kind, ExprKind::Column(c) if *c == column.name))
            .map(|(column, _)| column.name.as_str())
            .collect();
        let mut state = rows.state.kept(|column| stays.contains(column));
        let mut sources = BTreeMap::new();
        for (column, expr) in rel.columns.iter().zip(exprs) {
            if let ExprKind::Column(name) = &expr.kind {
                if let Some(source) = rows.sources.get(name) {
                    sources.insert(column.name.clone(), source.clone());
                }
                if let Some(fact) = rows.state.column(name) {
                    let columns = Rc::from([column.name.clone()]);
                    state.set(
                        &column.name,
                        crate::check::values::state::Fact {
                            columns,
                            ..fact.clone()
                        },
                    );
                }
                continue;
            }
            let value = self.evaluator.value(expr, &rows.state);
            if !value.is_any(expr.ty) {
                state.set_column(&column.name, value, Some(expr.span));
            }
        }
        Rows {
            state,
            dead: rows.dead,
            sources,
            scans: rows.scans.clone(),
        }
    }

    fn aggregate(
        &mut self,
        rel: &Rel,
        input: &RelRef,
        keys: &[Expr],
        aggregates: &[AggregateCall],
    ) -> Rows {
        let rows = self.rel(input);
        self.read(&rows);
        let mut state = State::default();
        let mut sources = BTreeMap::new();
        for (column, key) in rel.columns.iter().zip(keys) {
            self.visit(key, &rows);
            self.used(key, &rows, By::Key);
            let source = match &key.kind {
                ExprKind::Column(name) => rows.sources.get(name).cloned(),
                _ => None,
            };
            let found = Key {
                expr: key.clone(),
                column: source.clone(),
            };
            self.facts.keys.insert(key.span, found);
            if let Some(source) = source {
                sources.insert(column.name.clone(), source);
            }
            let value = self.evaluator.value(key, &rows.state);
            if !value.is_any(key.ty) {
                let origin = rows.state.expr(key).and_then(|f| f.origin);
                state.set_column(&column.name, value, origin.or(Some(key.span)));
            }
        }
        for (column, call) in rel.columns.iter().skip(keys.len()).zip(aggregates) {
            let is_if = call.aggregate.name.ends_with("if") || call.aggregate.name.ends_with("_if");
            for (at, arg) in call.args.iter().enumerate() {
                if is_if && arg.ty == Type::Bool && at + 1 == call.args.len() {
                    self.condition(arg, &rows, Role::Aggregate, false);
                } else {
                    self.visit(arg, &rows);
                    if at == 0 {
                        self.used(arg, &rows, By::Aggregate(call.aggregate.name));
                    }
                }
            }
            self.aggregated(&column.name, call, &rows, keys, &mut state);
        }
        Rows {
            state,
            dead: rows.dead && !keys.is_empty(),
            sources,
            scans: Vec::new(),
        }
    }

    /// What is known of an aggregate's value.
    fn aggregated(
        &self,
        column: &str,
        call: &AggregateCall,
        rows: &Rows,
        keys: &[Expr],
        state: &mut State,
    ) {
        let one_group = keys.is_empty();
        let ty = call.gives.first().copied().unwrap_or(Type::Dynamic);
        let most = i128::from(i64::MAX);
        let least = i128::from(!one_group);
        let arg = |at: usize| {
            call.args
                .get(at)
                .map(|a| self.evaluator.value(a, &rows.state))
        };
        let value = match call.aggregate.name {
            "count" => Some(Abstract::range(least, most)),
            "countif" => Some(Abstract::range(0, most)),
            "dcount" | "count_distinct" | "dcountif" | "count_distinctif" => {
                let values = call.args.first().zip(arg(0));
                let values = values.and_then(|(a, v)| v.values(a.ty, MAX_TEXTS));
                let is_key = call
                    .args
                    .first()
                    .is_some_and(|a| keys.iter().any(|k| same(k, a)));
                let top = values.map_or(most, |v| v.len() as i128);
                // A key has one value in its group.
                let top = if is_key { top.min(1) } else { top };
                Some(Abstract::range(0, top))
            }
            "sum" | "sumif" if matches!(ty, Type::Long | Type::Int) => {
                arg(0).and_then(|v| match &v.set {
                    Set::Ranges(ranges) if ranges.first().is_some_and(|r| r.0 >= 0) => {
                        Some(Abstract {
                            null: true,
                            ..Abstract::range(0, most)
                        })
                    }
                    _ => None,
                })
            }
            "avg" | "avgif" if ty == Type::Real => arg(0).and_then(|v| match &v.set {
                Set::Ranges(ranges) => {
                    let own = call.args.first().map_or(Type::Real, |a| a.ty);
                    let real = |at: i128| {
                        let value = value_of(at, own)?.as_f64()?;
                        ordinal(&Value::Real(value))
                    };
                    let (low, high) = (ranges.first()?.0, ranges.last()?.1);
                    Some(Abstract {
                        null: true,
                        ..Abstract::range(real(low)?, real(high)?)
                    })
                }
                _ => None,
            }),
            "min" | "max" | "any" | "take_any" | "minif" | "maxif" | "take_anyif" | "anyif"
                if !call.row && call.args.first().is_some_and(|a| a.ty == ty) =>
            {
                arg(0).map(|v| v.or_missing(ty))
            }
            "arg_max" | "arg_min" | "any" | "take_any" if call.row => {
                for (at, (a, ty)) in call.args.iter().zip(&call.gives).enumerate() {
                    let value = self.evaluator.value(a, &rows.state);
                    if a.ty == *ty && !value.is_any(*ty) {
                        let value = if one_group {
                            value.or_missing(*ty)
                        } else {
                            value
                        };
                        let origin = rows.state.expr(a).and_then(|f| f.origin);
                        state.set_column(&field(column, at), value, origin);
                    }
                }
                None
            }
            _ => None,
        };
        if let Some(value) = value.filter(|v| !v.is_any(ty)) {
            state.set_column(column, value, Some(call.span));
        }
    }

    fn union(&mut self, rel: &Rel, inputs: &[RelRef]) -> Rows {
        if inputs.len().saturating_mul(rel.columns.len()) > MAX_UNION {
            // `union *` over a whole workspace: nothing is common to all of its tables.
            return Rows::default();
        }
        let mut all: Option<State> = None;
        let mut sources: Option<BTreeMap<String, (String, String)>> = None;
        let mut scans = Vec::new();
        let mut dead = 0;
        for input in inputs {
            let rows = self.rel(input);
            scans.extend(rows.scans.iter().cloned());
            if rows.dead {
                dead += 1;
                continue;
            }
            let mut state = rows.state.clone();
            for column in &rel.columns {
                if input.column(&column.name).is_none() {
                    let missing = match column.ty {
                        Type::String => Abstract::constant(&Value::string(""), Type::String),
                        ty => Abstract::constant(&Value::Null, ty),
                    };
                    state.set_column(&column.name, missing, None);
                }
            }
            all = Some(match all {
                Some(so_far) => so_far.union(&state),
                None => state,
            });
            sources = Some(match sources {
                Some(so_far) => so_far
                    .into_iter()
                    .filter(|(name, source)| rows.sources.get(name) == Some(source))
                    .collect(),
                None => rows.sources.clone(),
            });
        }
        Rows {
            state: all.unwrap_or_default(),
            dead: dead == inputs.len() && dead > 0,
            sources: sources.unwrap_or_default(),
            scans,
        }
    }

    fn join(&mut self, left: &RelRef, right: &RelRef, kind: JoinKind, on: &[(Expr, Expr)]) -> Rows {
        let (l, r) = (self.rel(left), self.rel(right));
        self.read(&l);
        self.read(&r);
        for (a, b) in on {
            self.visit(a, &l);
            self.visit(b, &r);
            self.used(a, &l, By::JoinKey);
            self.used(b, &r, By::JoinKey);
        }
        match kind {
            JoinKind::LeftSemi | JoinKind::LeftAnti => {
                let dead = l.dead || kind == JoinKind::LeftSemi && r.dead;
                return Rows {
                    dead,
                    scans: Vec::new(),
                    ..(*l).clone()
                };
            }
            JoinKind::RightSemi | JoinKind::RightAnti => {
                let dead = r.dead || kind == JoinKind::RightSemi && l.dead;
                return Rows {
                    dead,
                    scans: Vec::new(),
                    ..(*r).clone()
                };
            }
            _ => {}
        }
        let side = |rel: &RelRef, rows: &Rows, may_miss: bool| {
            let mut state = if may_miss && rows.dead {
                State::default()
            } else {
                rows.state.clone()
            };
            if may_miss {
                // A fact of an expression need not hold of a row that is not there.
                let names: Vec<&str> = rel.columns.iter().map(|c| c.name.as_str()).collect();
                let mut columns = State::default();
                for (key, fact) in state.facts_mut() {
                    if let Some(column) = rel.column(key).filter(|_| names.contains(&key)) {
                        let value = (*fact.value).clone().or_missing(column.ty);
                        columns.set_column(key, value, fact.origin);
                    }
                }
                state = columns;
            }
            state
        };
        let left_may = matches!(kind, JoinKind::RightOuter | JoinKind::FullOuter);
        let right_may = matches!(kind, JoinKind::LeftOuter | JoinKind::FullOuter);
        let mut sources = l.sources.clone();
        sources.extend(r.sources.clone());
        Rows {
            state: side(left, &l, left_may).beside(side(right, &r, right_may)),
            dead: l.dead && !left_may || r.dead && !right_may || l.dead && r.dead,
            sources,
            scans: Vec::new(),
        }
    }

    /// Keeps that the values of a table's own column matter here.
    fn used(&mut self, expr: &Expr, rows: &Rows, by: By) {
        let mut found = Vec::new();
        columns_that_matter(expr, &mut found);
        for (name, ty, span) in found {
            if let Some((table, column)) = rows.sources.get(&name) {
                let used = Use {
                    table: table.clone(),
                    column: column.clone(),
                    ty,
                    by,
                };
                self.facts.uses.entry((span, name)).or_insert(used);
            }
        }
    }
}

/// The columns without whose values an expression has none of its own: not those that are one of
/// several to take a value from.
fn columns_that_matter(expr: &Expr, found: &mut Vec<(String, Type, Span)>) {
    match &expr.kind {
        ExprKind::Column(name) => found.push((name.clone(), expr.ty, expr.span)),
        ExprKind::Convert(inner) => columns_that_matter(inner, found),
        ExprKind::Call { function, args } => match (function.name, args.as_slice()) {
            (
                "tostring" | "tolower" | "toupper" | "trim" | "split" | "extract" | "parse_json"
                | "dynamic_path" | "dynamic_member" | "dynamic_index",
                args,
            ) => {
                for arg in args {
                    columns_that_matter(arg, found);
                }
            }
            (
                "has" | "has_cs" | "contains" | "contains_cs" | "startswith" | "startswith_cs"
                | "endswith" | "endswith_cs" | "hasprefix" | "hassuffix" | "has_any" | "has_all"
                | "equals_tilde" | "matches_regex" | "isnotempty" | "equal",
                [operand, ..],
            ) => columns_that_matter(operand, found),
            _ => {}
        },
        ExprKind::InList {
            operand,
            negated: false,
            ..
        } => columns_that_matter(operand, found),
        _ => {}
    }
}

/// How many rows a table has at most, where its operators say so.
pub(super) fn most_rows(rel: &Rel) -> Option<usize> {
    match &rel.op {
        RelOp::Filter { input, .. } | RelOp::Project { input, .. } => most_rows(input),
        RelOp::Aggregate { keys, .. } if keys.is_empty() => Some(1),
        RelOp::Limit { input, count } => Some(most_rows(input).map_or(*count, |n| n.min(*count))),
        RelOp::Sort { input, limit, .. } => match (most_rows(input), limit) {
            (Some(n), Some(limit)) => Some(n.min(*limit)),
            (n, limit) => n.or(*limit),
        },
        // Of an open table the rows are not read now.
        RelOp::Values(rows) if !rel.open => Some(rows.len()),
        _ => None,
    }
}

/// Keeps what a condition says about the time of a table's rows.
fn time(condition: &Expr, rows: &mut Rows) {
    let mut scans = std::mem::take(&mut rows.scans);
    for scan in &mut scans {
        let own = TIMES.iter().find(|time| {
            let mut columns = scan.columns.iter();
            columns.any(|c| c.name == **time && c.ty == Type::Datetime)
        });
        let Some((name, _)) = rows.sources.iter().find(|(_, (table, column))| {
            *table == scan.table && own.is_some_and(|time| column == time)
        }) else {
            continue;
        };
        if !mentions(condition, name) {
            continue;
        }
        scan.filter = Some(condition.span);
        if let Some((from, to)) = rows.bounds(name) {
            scan.from = (from > i64::MIN).then_some(from);
            scan.to = (to < i64::MAX).then_some(to);
        }
    }
    rows.scans = scans;
}

/// Whether two expressions are one column.
fn same(a: &Expr, b: &Expr) -> bool {
    matches!((&a.kind, &b.kind), (ExprKind::Column(a), ExprKind::Column(b)) if a == b)
}

fn split<'e>(expr: &'e Expr, out: &mut Vec<&'e Expr>) {
    if let ExprKind::And(a, b) = &expr.kind {
        split(a, out);
        split(b, out);
    } else {
        out.push(expr);
    }
}

fn mentions(expr: &Expr, column: &str) -> bool {
    matches!(&expr.kind, ExprKind::Column(name) if name == column)
        || expr.children().iter().any(|child| mentions(child, column))
}

/// What is known of rows that the query writes out.
fn values(rel: &Rel, rows: &[Vec<Value>]) -> Rows {
    let mut out = Rows::default();
    if rows.len() > MAX_TEXTS {
        return out;
    }
    for (at, column) in rel.columns.iter().enumerate() {
        let values = rows.iter().map(|row| {
            let value = row.get(at).unwrap_or(&Value::Null);
            Abstract::constant(value, column.ty)
        });
        if let Some(value) = values.reduce(|a, b| a.union(&b))
            && !value.is_any(column.ty)
        {
            out.state.set_column(&column.name, value, Some(rel.span));
        }
    }
    out
}

/// Operators over whole tables: of most nothing is known.
fn kernel_rows(rel: &Rel, input: &RelRef, rows: &Rows, name: &str) -> Rows {
    let keeps = match name {
        // What is spread out is dynamic.
        "mv_expand" => |ty: Type| ty != Type::Dynamic,
        "take_per" | "sample" => |_: Type| true,
        _ => |_: Type| false,
    };
    let stays = |column: &str| {
        let now = rel.column(column);
        now.is_some_and(|c| keeps(c.ty) && input.column(column).is_some_and(|b| b.ty == c.ty))
    };
    Rows {
        state: rows.state.kept(stays),
        dead: rows.dead,
        sources: rows
            .sources
            .iter()
            .filter(|(name, _)| stays(name))
            .map(|(name, source)| (name.clone(), source.clone()))
            .collect(),
        scans: rows.scans.clone(),
    }
}
