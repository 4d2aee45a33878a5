//! Walks a bound query from its tables to its result, with what is known of the rows at each step.
//!
//! The walk knows no language and no check: it learns [`facts`], and the checks say what is wrong.
//! A part of the text that stands for several parts of the query, as the body of a function that is
//! called twice, is only said to be dead when it is dead in all of them.

pub mod facts;
mod operators;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use vigie_engine::bound::{Expr, ExprKind, RelRef};
use vigie_engine::types::Type;

use self::facts::{Arm, Condition, Default_, Facts, Operand, Role, Scan};
use super::values::evaluate::{Evaluator, Want};
use super::values::state::State;
use super::values::test::{Test, test};
use super::values::{Abstract, Set};

/// What is known of the values of a table's column before the query looks at it; `None` when
/// nothing is.
pub type Known<'a> = &'a dyn Fn(&str, &str, Type) -> Option<Abstract>;

/// Steps that the walk through one query may take.
const FUEL: u64 = 3_000_000;

/// Learns what there is to learn of a query. What is `known` may not be all there is: then the walk
/// `goes_on` behind a condition that it rules out.
pub fn facts(rel: &RelRef, known: Known<'_>, goes_on: bool) -> Facts {
    let mut walk = Walk {
        evaluator: Evaluator::new(FUEL),
        known,
        facts: Facts::default(),
        seen: BTreeMap::new(),
        goes_on,
    };
    let rows = walk.rel(rel);
    walk.read(&rows);
    let mut facts = walk.facts;
    facts.columns = (!rel.open).then(|| rel.columns.clone());
    facts.most_rows = operators::most_rows(rel);
    facts.gave_up = walk.evaluator.is_spent();
    facts
}

/// What is known of a table on its way.
#[derive(Debug, Clone, Default)]
struct Rows {
    state: State,
    /// There can be no row, and why was said.
    dead: bool,
    /// Where the columns come from that are a table's own: its name and theirs.
    sources: BTreeMap<String, (String, String)>,
    /// The tables whose rows these are, while each is one of theirs.
    scans: Vec<Scan>,
}

struct Walk<'a> {
    evaluator: Evaluator,
    known: Known<'a>,
    facts: Facts,
    /// By where they are in memory: a table that is used twice is looked at once.
    seen: BTreeMap<usize, Rc<Rows>>,
    goes_on: bool,
}

impl Walk<'_> {
    fn rel(&mut self, rel: &RelRef) -> Rc<Rows> {
        let at = Arc::as_ptr(rel) as usize;
        if let Some(rows) = self.seen.get(&at) {
            return Rc::clone(rows);
        }
        let rows = Rc::new(if self.evaluator.is_spent() {
            Rows::default()
        } else {
            self.step(rel)
        });
        self.seen.insert(at, Rc::clone(&rows));
        rows
    }

    /// Keeps what is known of the time of the tables that were read, when no later condition adds to
    /// it.
    fn read(&mut self, rows: &Rows) {
        for scan in &rows.scans {
            if !self.facts.scans.contains(scan) {
                self.facts.scans.push(scan.clone());
            }
        }
    }

    /// Looks at the branches, conditions and tables inside of an expression.
    fn visit(&mut self, expr: &Expr, rows: &Rows) {
        match &expr.kind {
            ExprKind::Case {
                branches,
                otherwise,
            } => self.branches(branches, otherwise, rows),
            ExprKind::Scalar(rel) | ExprKind::Array(rel) => {
                let inner = self.rel(rel);
                self.read(&inner);
            }
            ExprKind::InTable { operand, table, .. } => {
                let inner = self.rel(table);
                self.read(&inner);
                self.visit(operand, rows);
            }
            _ => {
                for child in expr.children() {
                    self.visit(child, rows);
                }
            }
        }
    }

    fn branches(&mut self, branches: &[(Expr, Expr)], otherwise: &Expr, rows: &Rows) {
        let mut rest = Some(rows.state.clone());
        let mut above = Vec::new();
        for (condition, value) in branches {
            let possible = !rows.dead && self.evaluator.truth(condition, &rows.state).yes;
            let taken = rest
                .as_ref()
                .and_then(|state| self.evaluator.assume(condition, Want::Yes, state))
                .filter(|_| !rows.dead);
            let arm = self
                .facts
                .arms
                .entry(condition.span)
                .or_insert_with(|| Arm {
                    reached: false,
                    possible: false,
                    condition: condition.clone(),
                    value: value.span,
                    above: above.clone(),
                });
            arm.reached |= taken.is_some();
            arm.possible |= possible;
            if rows.dead {
                // Nothing is said of what comes after a place that was told of.
                arm.reached = true;
                arm.possible = true;
            }
            self.condition(condition, rows, Role::Arm, false);
            if let Some(state) = taken {
                let inside = rows.with(state);
                self.visit(value, &inside);
            }
            rest = rest.and_then(|state| self.evaluator.assume(condition, Want::NotYes, &state));
            above.push(condition.span);
        }
        let default = self.facts.defaults.entry(otherwise.span);
        let default = default.or_insert_with(|| Default_ {
            reached: false,
            expr: otherwise.clone(),
            above,
        });
        default.reached |= rest.is_some() || rows.dead;
        if let Some(state) = rest {
            let inside = rows.with(state);
            self.visit(otherwise, &inside);
        }
    }

    /// Looks at the parts of a condition that decides something.
    fn condition(&mut self, expr: &Expr, rows: &Rows, role: Role, negated: bool) {
        match &expr.kind {
            ExprKind::And(a, b) | ExprKind::Or(a, b) => {
                let both = matches!(expr.kind, ExprKind::And(..)) != negated;
                let inner = match role {
                    Role::Filter if !both => Role::Alternative,
                    other => other,
                };
                self.condition(a, rows, inner, negated);
                let want = if negated { Want::No } else { Want::Yes };
                let after = both.then(|| self.evaluator.assume(a, want, &rows.state));
                match after {
                    Some(Some(state)) => {
                        let inside = rows.with(state);
                        self.condition(b, &inside, inner, negated);
                    }
                    // The first part never holds, which was said.
                    Some(None) => {}
                    None => self.condition(b, rows, inner, negated),
                }
            }
            ExprKind::Not(inner) => self.condition(inner, rows, role, !negated),
            _ => {
                self.visit(expr, rows);
                self.leaf(expr, rows, role, negated);
            }
        }
    }

    fn leaf(&mut self, expr: &Expr, rows: &Rows, role: Role, negated: bool) {
        if expr.is_constant() {
            return;
        }
        let truth = self.evaluator.truth(expr, &rows.state);
        let possible = rows.dead || if negated { truth.no } else { truth.yes };
        let operand = test(expr).map(|test| self.operand(&test, &rows.state));
        let entry = self.facts.conditions.entry(expr.span);
        let condition = entry.or_insert_with(|| Condition {
            expr: expr.clone(),
            role,
            negated,
            possible: false,
            unseen: true,
            operand: operand.clone(),
        });
        if condition.unseen && !rows.dead {
            // What a form says that no row comes to does not count.
            condition.unseen = false;
            condition.possible = false;
            condition.operand.clone_from(&operand);
        } else if rows.dead && !condition.unseen {
            return;
        }
        if condition.possible {
            // One form that may hold is enough.
        } else if possible {
            condition.possible = true;
            condition.operand = operand;
        } else if let (Some(so_far), Some(operand)) = (&mut condition.operand, operand) {
            so_far.value = so_far.value.union(&operand.value);
        }
    }

    fn operand(&self, test: &Test<'_>, state: &State) -> Operand {
        let expr = test.operand();
        let value = self.evaluator.value(expr, state);
        let known = state.expr(expr).and_then(|fact| fact.origin);
        Operand {
            expr: expr.clone(),
            value,
            origin: known,
        }
    }
}

impl Rows {
    /// The same rows with something more known of them.
    fn with(&self, state: State) -> Self {
        Self {
            state,
            ..self.clone()
        }
    }

    /// The bounds of a column of times that were learned.
    fn bounds(&self, column: &str) -> Option<(i64, i64)> {
        let fact = self.state.column(column)?;
        let Set::Ranges(ranges) = &fact.value.set else {
            return None;
        };
        let clamp = |at: i128| at.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
        Some((clamp(ranges.first()?.0), clamp(ranges.last()?.1)))
    }
}
