//! Queries that find nothing in a short window where they find nothing in a long one.
//!
//! A rule that is replayed each hour for months finds nothing nearly always. Over more rows, rows
//! stay, groups stay, and counts only grow; so a condition such as `Operations >= 50` that no group of
//! three days meets, no group of any day in them meets. From a query a looser one is made that has a
//! row over the long window for each row of the query over a window in it: conditions of other kinds
//! are left out, and where that cannot be done there is no looser query.

use std::sync::Arc;

use crate::bound::{AggregateCall, Expr, ExprKind, JoinKind, Rel, RelOp, RelRef};
use crate::types::{Column, Type, Value};

/// How a value compares with that of the same row over more rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It is the same.
    Same,
    /// It is as great there, or greater.
    Grows,
    /// As a number that is estimated once it is large.
    Estimated,
    /// An array that is as long there, or longer.
    Longer,
    /// Nothing is known.
    Other,
}

/// Estimates are exact up to more than this.
const EXACT: i64 = 500;

/// Functions that give another value whenever they are asked.
const RANDOM: &[&str] = &["new_guid", "rand"];

/// Expressions within one another that are looked into.
const MAX_DEPTH: usize = 64;

/// A query that has a row, over more rows, for each row of the one that it is made of.
struct Loose {
    rel: RelRef,
    /// Of each column of the original.
    kinds: Vec<Kind>,
}

/// A query that gives at most one row: none only where `rel` gives none over any part of the rows.
/// `None` where that cannot be told.
pub(crate) fn looser(rel: &RelRef) -> Option<RelRef> {
    let loose = loose(rel)?;
    let columns = vec![Column::new("any", Type::Bool)];
    let any = Expr::literal(Value::Bool(true), Type::Bool, rel.span);
    let exprs = vec![any];
    let input = with(
        rel,
        RelOp::Project {
            input: loose.rel,
            exprs,
        },
        columns.clone(),
    );
    Some(with(rel, RelOp::Limit { input, count: 1 }, columns))
}

fn with(rel: &Rel, op: RelOp, columns: Vec<Column>) -> RelRef {
    Arc::new(Rel {
        op,
        columns,
        span: rel.span,
        ordered: false,
        open: false,
    })
}

fn loose(rel: &RelRef) -> Option<Loose> {
    // Tables inside of expressions give other values over other rows.
    if rel.open || rel.exprs().iter().any(|e| !e.tables().is_empty()) {
        return None;
    }
    let same = |op: RelOp| with(rel, op, rel.columns.clone());
    match &rel.op {
        RelOp::Scan(_) | RelOp::Values(_) | RelOp::Range { .. } => Some(Loose {
            rel: Arc::clone(rel),
            kinds: vec![Kind::Same; rel.columns.len()],
        }),
        RelOp::Filter { input, predicate } => {
            let Loose { rel: below, kinds } = loose(input)?;
            let scope = Scope::new(&input.columns, &kinds);
            let mut kept = Vec::new();
            conjuncts(predicate, &mut kept, 0);
            kept.retain(|condition| scope.stays(condition, 0));
            let predicate = kept.into_iter().cloned().reduce(|a, b| Expr {
                ty: Type::Bool,
                span: a.span,
                kind: ExprKind::And(Box::new(a), Box::new(b)),
            });
            let rel = match predicate {
                None => below,
                Some(predicate) => same(RelOp::Filter {
                    input: below,
                    predicate,
                }),
            };
            Some(Loose { rel, kinds })
        }
        RelOp::Project { input, exprs } => {
            let below = loose(input)?;
            let scope = Scope::new(&input.columns, &below.kinds);
            Some(Loose {
                kinds: exprs.iter().map(|e| scope.kind(e)).collect(),
                rel: same(RelOp::Project {
                    input: below.rel,
                    exprs: exprs.clone(),
                }),
            })
        }
        RelOp::Aggregate {
            input,
            keys,
            aggregates,
        } => {
            let below = loose(input)?;
            let scope = Scope::new(&input.columns, &below.kinds);
            let stay = keys.iter().all(|key| scope.is_same(key, 0));
            if !stay || rel.columns.len() != keys.len() + aggregates.len() {
                return None;
            }
            let keyed = keys.iter().map(|_| Kind::Same);
            let gathered = aggregates.iter().map(|call| scope.gathered(call));
            Some(Loose {
                kinds: keyed.chain(gathered).collect(),
                rel: same(RelOp::Aggregate {
                    input: below.rel,
                    keys: keys.clone(),
                    aggregates: aggregates.clone(),
                }),
            })
        }
        RelOp::Sort { input, .. } | RelOp::Limit { input, .. } => loose(input),
        RelOp::Union { inputs } => {
            let below: Vec<Loose> = inputs.iter().map(loose).collect::<Option<_>>()?;
            let kind = |column: &Column| {
                let mut kinds = inputs.iter().zip(&below).map(|(input, loose)| {
                    let own = input.columns.iter().position(|c| c.name == column.name);
                    own.map_or(Kind::Same, |at| loose.kinds[at])
                });
                if kinds.all(|kind| kind == Kind::Same) {
                    Kind::Same
                } else {
                    Kind::Other
                }
            };
            Some(Loose {
                kinds: rel.columns.iter().map(kind).collect(),
                rel: same(RelOp::Union {
                    inputs: below.into_iter().map(|loose| loose.rel).collect(),
                }),
            })
        }
        RelOp::Join {
            left,
            right,
            kind: kind @ (JoinKind::Inner | JoinKind::LeftSemi | JoinKind::RightSemi),
            on,
        } => {
            let (of_left, of_right) = (loose(left)?, loose(right)?);
            let scopes = [
                Scope::new(&left.columns, &of_left.kinds),
                Scope::new(&right.columns, &of_right.kinds),
            ];
            let stays = |(l, r): &(Expr, Expr)| scopes[0].is_same(l, 0) && scopes[1].is_same(r, 0);
            if !on.iter().all(stays) {
                return None;
            }
            let kind_of = |column: &Column| {
                let found = scopes.iter().find_map(|scope| scope.of(&column.name));
                found.unwrap_or(Kind::Other)
            };
            Some(Loose {
                kinds: rel.columns.iter().map(kind_of).collect(),
                rel: same(RelOp::Join {
                    left: of_left.rel,
                    right: of_right.rel,
                    kind: *kind,
                    on: on.clone(),
                }),
            })
        }
        RelOp::Join { .. } | RelOp::Kernel { .. } => None,
    }
}

fn conjuncts<'e>(predicate: &'e Expr, out: &mut Vec<&'e Expr>, depth: usize) {
    match &predicate.kind {
        ExprKind::And(a, b) if depth < MAX_DEPTH => {
            conjuncts(a, out, depth + 1);
            conjuncts(b, out, depth + 1);
        }
        _ => out.push(predicate),
    }
}

/// The columns that an expression reads.
struct Scope<'c> {
    columns: &'c [Column],
    kinds: &'c [Kind],
}

impl<'c> Scope<'c> {
    fn new(columns: &'c [Column], kinds: &'c [Kind]) -> Self {
        Self { columns, kinds }
    }

    fn of(&self, name: &str) -> Option<Kind> {
        let at = self.columns.iter().position(|c| c.name == name)?;
        self.kinds.get(at).copied()
    }

    /// Whether an expression has the same value over more rows.
    fn is_same(&self, e: &Expr, depth: usize) -> bool {
        let own = match &e.kind {
            ExprKind::Column(name) => self.of(name) == Some(Kind::Same),
            ExprKind::Field { row, .. } => self.of(row) == Some(Kind::Same),
            ExprKind::Call { function, .. } => !RANDOM.contains(&function.name),
            ExprKind::Scalar(_)
            | ExprKind::Array(_)
            | ExprKind::InTable { .. }
            | ExprKind::Moving { .. } => false,
            _ => true,
        };
        let mut children = e.children().into_iter();
        own && depth < MAX_DEPTH && children.all(|child| self.is_same(child, depth + 1))
    }

    fn kind(&self, e: &Expr) -> Kind {
        if self.is_same(e, 0) {
            return Kind::Same;
        }
        match &e.kind {
            ExprKind::Column(name) => self.of(name).unwrap_or(Kind::Other),
            ExprKind::Call { function, args } => match (function.name, args.as_slice()) {
                ("array_length", [items]) if self.kind(items) == Kind::Longer => Kind::Grows,
                _ => Kind::Other,
            },
            ExprKind::Convert(of) if e.ty == Type::Long && of.ty == Type::Int => self.kind(of),
            _ => Kind::Other,
        }
    }

    /// Whether a condition that a row meets is met by that row over more rows.
    fn stays(&self, condition: &Expr, depth: usize) -> bool {
        if self.is_same(condition, depth) {
            return true;
        }
        match &condition.kind {
            ExprKind::And(a, b) | ExprKind::Or(a, b) if depth < MAX_DEPTH => {
                self.stays(a, depth + 1) && self.stays(b, depth + 1)
            }
            ExprKind::Call { function, args } => match (function.name, args.as_slice()) {
                ("greater" | "greater_or_equal", [grows, least])
                | ("less" | "less_or_equal", [least, grows]) => self.exceeds(grows, least),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a value that is greater than a constant is so over more rows.
    fn exceeds(&self, grows: &Expr, least: &Expr) -> bool {
        let mut least = least;
        while let ExprKind::Convert(of) = &least.kind {
            least = of;
        }
        let whole = matches!(
            grows.ty,
            Type::Int | Type::Long | Type::Datetime | Type::Timespan
        );
        let Some(least) = least.as_literal().and_then(Value::as_i64) else {
            return false;
        };
        whole
            && match self.kind(grows) {
                Kind::Grows => true,
                Kind::Estimated => least <= EXACT,
                Kind::Same | Kind::Longer | Kind::Other => false,
            }
    }

    /// What an aggregate gives.
    fn gathered(&self, call: &AggregateCall) -> Kind {
        let same = || call.args.iter().all(|arg| self.is_same(arg, 0));
        match (call.aggregate.name, call.args.as_slice()) {
            ("count", _) => Kind::Grows,
            ("countif", [condition]) if self.stays(condition, 0) => Kind::Grows,
            ("dcount" | "dcountif", _) if same() => Kind::Estimated,
            ("count_distinct" | "count_distinctif", _) if same() => Kind::Grows,
            (
                "make_set" | "make_set_if" | "makeset" | "make_list" | "make_list_if" | "makelist",
                _,
            ) if same() => Kind::Longer,
            ("max", [value]) if self.is_same(value, 0) || self.kind(value) == Kind::Grows => {
                Kind::Grows
            }
            _ => Kind::Other,
        }
    }
}
