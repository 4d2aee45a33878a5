//! A query whose times move with a clock: two bindings of it, at clocks that lie apart, show which of
//! its times are as far from the one clock as from the other.

use std::sync::Arc;

use crate::bound::{AggregateCall, Expr, ExprKind, Rel, RelOp, RelRef, SortKey};
use crate::compute::spl::Spl;
use crate::frame::View;
use crate::registry;
use crate::types::{Type, Value, datetime};

/// The query `first` with its moving times following the view; `second` is the same query bound at
/// a clock that is `apart` later. `None` where they differ in another way.
///
/// Comparisons of the time column right above a table stay as they are: the scan knows the view.
pub(crate) fn moving(
    first: &RelRef,
    second: &RelRef,
    view: &Arc<View>,
    apart: i64,
    time_column: &str,
) -> Option<RelRef> {
    let mut zip = Zip {
        view,
        apart,
        time_column,
        done: Vec::new(),
    };
    zip.rel(first, second)
}

/// The function that gives a time as a field of Splunk.
const SECONDS: &str = "__spl_value";

struct Zip<'a> {
    view: &'a Arc<View>,
    apart: i64,
    time_column: &'a str,
    /// Tables that several places share stay shared.
    done: Vec<(RelRef, RelRef)>,
}

impl Zip<'_> {
    fn rel(&mut self, a: &RelRef, b: &RelRef) -> Option<RelRef> {
        if let Some((_, done)) = self.done.iter().find(|(from, _)| Arc::ptr_eq(from, a)) {
            return Some(Arc::clone(done));
        }
        let op = self.op(a, b)?;
        let made = Arc::new(Rel {
            op,
            columns: a.columns.clone(),
            span: a.span,
            ordered: a.ordered,
            open: a.open,
        });
        self.done.push((Arc::clone(a), Arc::clone(&made)));
        Some(made)
    }

    fn op(&mut self, a: &RelRef, b: &RelRef) -> Option<RelOp> {
        Some(match (&a.op, &b.op) {
            (RelOp::Scan(table), RelOp::Scan(_)) => RelOp::Scan(Arc::clone(table)),
            (RelOp::Values(x), RelOp::Values(y)) => {
                same(&format!("{x:?}"), &format!("{y:?}"))?;
                RelOp::Values(Arc::clone(x))
            }
            (RelOp::Range { .. }, RelOp::Range { .. }) => {
                same(&format!("{:?}", a.op), &format!("{:?}", b.op))?;
                a.op.clone()
            }
            (
                RelOp::Filter { input, predicate },
                RelOp::Filter {
                    input: other,
                    predicate: theirs,
                },
            ) => {
                let predicate = if above_scan(input) {
                    self.condition(predicate, theirs)?
                } else {
                    self.expr(predicate, theirs)?
                };
                RelOp::Filter {
                    input: self.rel(input, other)?,
                    predicate,
                }
            }
            (
                RelOp::Project { input, exprs },
                RelOp::Project {
                    input: other,
                    exprs: theirs,
                },
            ) => RelOp::Project {
                input: self.rel(input, other)?,
                exprs: self.all(exprs, theirs)?,
            },
            (
                RelOp::Aggregate {
                    input,
                    keys,
                    aggregates,
                },
                RelOp::Aggregate {
                    input: other,
                    keys: their_keys,
                    aggregates: theirs,
                },
            ) => {
                same(&aggregates.len(), &theirs.len())?;
                let calls = aggregates.iter().zip(theirs).map(|(x, y)| {
                    same(&x.aggregate.name, &y.aggregate.name)?;
                    let args = self.all(&x.args, &y.args)?;
                    // An aggregate is made for its constant arguments, before a view is there.
                    let fixed = |e: &Expr| !matches!(e.kind, ExprKind::Moving { .. });
                    args.iter()
                        .all(fixed)
                        .then(|| AggregateCall { args, ..x.clone() })
                });
                RelOp::Aggregate {
                    aggregates: calls.collect::<Option<_>>()?,
                    input: self.rel(input, other)?,
                    keys: self.all(keys, their_keys)?,
                }
            }
            (
                RelOp::Sort { input, keys, limit },
                RelOp::Sort {
                    input: other,
                    keys: theirs,
                    limit: their_limit,
                },
            ) => {
                same(limit, their_limit)?;
                same(&keys.len(), &theirs.len())?;
                let sorted = keys.iter().zip(theirs).map(|(x, y)| {
                    Some(SortKey {
                        expr: self.expr(&x.expr, &y.expr)?,
                        ..x.clone()
                    })
                });
                RelOp::Sort {
                    keys: sorted.collect::<Option<_>>()?,
                    input: self.rel(input, other)?,
                    limit: *limit,
                }
            }
            (
                RelOp::Limit { input, count },
                RelOp::Limit {
                    input: other,
                    count: theirs,
                },
            ) => {
                same(count, theirs)?;
                RelOp::Limit {
                    input: self.rel(input, other)?,
                    count: *count,
                }
            }
            (RelOp::Union { inputs }, RelOp::Union { inputs: theirs }) => {
                same(&inputs.len(), &theirs.len())?;
                let inputs = inputs.iter().zip(theirs);
                RelOp::Union {
                    inputs: inputs.map(|(x, y)| self.rel(x, y)).collect::<Option<_>>()?,
                }
            }
            (
                RelOp::Join {
                    left,
                    right,
                    kind,
                    on,
                },
                RelOp::Join {
                    left: their_left,
                    right: their_right,
                    kind: their_kind,
                    on: theirs,
                },
            ) => {
                same(kind, their_kind)?;
                same(&on.len(), &theirs.len())?;
                let keys = on.iter().zip(theirs).map(|((l, r), (their_l, their_r))| {
                    Some((self.expr(l, their_l)?, self.expr(r, their_r)?))
                });
                RelOp::Join {
                    on: keys.collect::<Option<_>>()?,
                    left: self.rel(left, their_left)?,
                    right: self.rel(right, their_right)?,
                    kind: *kind,
                }
            }
            (
                RelOp::Kernel { input, kernel },
                RelOp::Kernel {
                    input: other,
                    kernel: theirs,
                },
            ) => {
                same(&format!("{kernel:?}"), &format!("{theirs:?}"))?;
                RelOp::Kernel {
                    input: self.rel(input, other)?,
                    kernel: Arc::clone(kernel),
                }
            }
            _ => return None,
        })
    }

    /// A condition right above a table.
    fn condition(&mut self, a: &Expr, b: &Expr) -> Option<Expr> {
        if let (ExprKind::And(x, y), ExprKind::And(other_x, other_y)) = (&a.kind, &b.kind) {
            let left = self.condition(x, other_x)?;
            let right = self.condition(y, other_y)?;
            return Some(Expr {
                kind: ExprKind::And(Box::new(left), Box::new(right)),
                ..a.clone()
            });
        }
        let moved = self.expr(a, b)?;
        Some(if self.is_time_bound(a) {
            a.clone()
        } else {
            moved
        })
    }

    /// A comparison of the time column with a time.
    fn is_time_bound(&self, e: &Expr) -> bool {
        let ExprKind::Call { function, args } = &e.kind else {
            return false;
        };
        let ordered = ["less", "less_or_equal", "greater", "greater_or_equal"];
        let is_time =
            |e: &Expr| matches!(&e.kind, ExprKind::Column(name) if name == self.time_column);
        ordered.contains(&function.name)
            && matches!(
                args.as_slice(),
                [x, y] if is_time(x) && y.as_literal().is_some()
                    || is_time(y) && x.as_literal().is_some()
            )
    }

    fn all(&mut self, a: &[Expr], b: &[Expr]) -> Option<Vec<Expr>> {
        same(&a.len(), &b.len())?;
        a.iter().zip(b).map(|(x, y)| self.expr(x, y)).collect()
    }

    fn expr(&mut self, a: &Expr, b: &Expr) -> Option<Expr> {
        same(&a.ty, &b.ty)?;
        let kind = match (&a.kind, &b.kind) {
            (ExprKind::Literal(x), ExprKind::Literal(y)) => return self.literal(a, x, y),
            (ExprKind::Scalar(x), ExprKind::Scalar(y)) => ExprKind::Scalar(self.rel(x, y)?),
            (ExprKind::Array(x), ExprKind::Array(y)) => ExprKind::Array(self.rel(x, y)?),
            (
                ExprKind::InTable {
                    operand,
                    table,
                    fold_case,
                    negated,
                },
                ExprKind::InTable {
                    operand: other,
                    table: theirs,
                    ..
                },
            ) => ExprKind::InTable {
                operand: Box::new(self.expr(operand, other)?),
                table: self.rel(table, theirs)?,
                fold_case: *fold_case,
                negated: *negated,
            },
            (ExprKind::InList { list, .. }, ExprKind::InList { list: theirs, .. }) => {
                same(&format!("{list:?}"), &format!("{theirs:?}"))?;
                return self.children(a, b);
            }
            (ExprKind::Column(x), ExprKind::Column(y)) => {
                same(x, y)?;
                return Some(a.clone());
            }
            (
                ExprKind::Field { row, index },
                ExprKind::Field {
                    row: their_row,
                    index: theirs,
                },
            ) => {
                same(row, their_row)?;
                same(index, theirs)?;
                return Some(a.clone());
            }
            (
                ExprKind::Call { function, .. },
                ExprKind::Call {
                    function: other, ..
                },
            ) => {
                same(&function.name, &other.name)?;
                return self.children(a, b);
            }
            (x, y) => {
                same(&std::mem::discriminant(x), &std::mem::discriminant(y))?;
                return self.children(a, b);
            }
        };
        Some(Expr { kind, ..a.clone() })
    }

    fn children(&mut self, a: &Expr, b: &Expr) -> Option<Expr> {
        let theirs = b.children();
        same(&a.children().len(), &theirs.len())?;
        let mut theirs = theirs.into_iter();
        let mapped = a.map_children(&mut |child| {
            let moved = theirs.next().and_then(|other| self.expr(child, other));
            moved.ok_or(())
        });
        mapped.ok()
    }

    fn literal(&self, a: &Expr, x: &Value, y: &Value) -> Option<Expr> {
        if x == y || format!("{x:?}") == format!("{y:?}") {
            return Some(a.clone());
        }
        let moves = |at: i64, later: i64| later.wrapping_sub(at) == self.apart;
        let moving = |at: i64| ExprKind::Moving {
            view: Arc::clone(self.view),
            at,
        };
        let kind = match a.ty {
            Type::Datetime | Type::Timespan => {
                let (at, later) = (x.as_i64()?, y.as_i64()?);
                moves(at, later).then(|| moving(at))?
            }
            Type::Dynamic => {
                let (at, later) = (seconds(x)?, seconds(y)?);
                let time = moves(at, later).then(|| Expr {
                    kind: moving(at),
                    ty: Type::Datetime,
                    span: a.span,
                });
                ExprKind::Call {
                    function: registry::function(SECONDS)?,
                    args: vec![time?],
                }
            }
            _ => return None,
        };
        Some(Expr { kind, ..a.clone() })
    }
}

/// The time that a field of Splunk holds as seconds since 1970, where it says exactly that time.
fn seconds(value: &Value) -> Option<i64> {
    let seconds: f64 = value.to_text().parse().ok()?;
    let microseconds = (seconds * 1e6).round() as i64;
    let at = microseconds
        .checked_mul(10)?
        .checked_add(datetime::UNIX_EPOCH)?;
    let again = Spl::of(&Value::Datetime(at)).value();
    (format!("{again:?}") == format!("{value:?}")).then_some(at)
}

/// Whether nothing but conditions lies between here and a table.
fn above_scan(rel: &Rel) -> bool {
    match &rel.op {
        RelOp::Scan(_) => true,
        RelOp::Filter { input, .. } => above_scan(input),
        _ => false,
    }
}

fn same<T: PartialEq>(a: &T, b: &T) -> Option<()> {
    (a == b).then_some(())
}
