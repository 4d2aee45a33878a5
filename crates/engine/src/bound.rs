//! The bound query: every name resolved, every type known, every conversion written out.
//!
//! Columns are known by name; the binder keeps the names of a table unique. Names that begin with
//! `__` are the engine's own and never leave it.

use std::sync::Arc;

use vigie_syntax::Span;

use crate::aggregates::def::Aggregate;
use crate::catalog::Table;
use crate::frame::View;
use crate::functions::def::Function;
use crate::kernel::Kernel;
use crate::types::{Column, Type, Value};

/// A tabular expression.
#[derive(Debug, Clone)]
pub struct Rel {
    pub op: RelOp,
    pub columns: Vec<Column>,
    /// The operator in the query's text.
    pub span: Span,
    /// Whether the order of the rows means something (after `sort`, `serialize`, `range`).
    pub ordered: bool,
    /// Whether columns may exist that nobody knows before the data is read (`bag_unpack` without
    /// data): then an unknown name is a dynamic column that is null.
    pub open: bool,
}

pub type RelRef = Arc<Rel>;

#[derive(Debug, Clone)]
pub enum RelOp {
    /// A table of the catalog.
    Scan(Arc<dyn Table>),
    /// Rows written in the query.
    Values(Arc<Vec<Vec<Value>>>),
    /// `range`: from, step and how many.
    Range {
        from: Value,
        step: Value,
        count: usize,
    },
    Filter {
        input: RelRef,
        predicate: Expr,
    },
    /// One expression for each column.
    Project {
        input: RelRef,
        exprs: Vec<Expr>,
    },
    /// The columns are the keys, then the aggregates. Without keys there is always one row.
    Aggregate {
        input: RelRef,
        keys: Vec<Expr>,
        aggregates: Vec<AggregateCall>,
    },
    Sort {
        input: RelRef,
        keys: Vec<SortKey>,
        limit: Option<usize>,
    },
    Limit {
        input: RelRef,
        count: usize,
    },
    /// Inputs one after another. A column that an input does not have is missing in its rows.
    Union {
        inputs: Vec<RelRef>,
    },
    /// The names of both sides are disjoint. Semi and anti joins have the columns of one side.
    Join {
        left: RelRef,
        right: RelRef,
        kind: JoinKind,
        on: Vec<(Expr, Expr)>,
    },
    /// An operator over the whole table.
    Kernel {
        input: RelRef,
        kernel: Arc<dyn Kernel>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    Inner,
    LeftOuter,
    RightOuter,
    FullOuter,
    LeftSemi,
    LeftAnti,
    RightSemi,
    RightAnti,
}

#[derive(Debug, Clone)]
pub struct SortKey {
    pub expr: Expr,
    pub ascending: bool,
    pub nulls_first: bool,
}

/// A call of an aggregate function.
#[derive(Debug, Clone)]
pub struct AggregateCall {
    pub aggregate: &'static Aggregate,
    pub args: Vec<Expr>,
    /// One type, or those of a row.
    pub gives: Vec<Type>,
    /// Whether the result is a row of `gives` (then read with [`ExprKind::Field`]).
    pub row: bool,
    pub span: Span,
}

/// A scalar expression over the columns of one table.
#[derive(Debug, Clone)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Type,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum ExprKind {
    Column(String),
    Literal(Value),
    Call {
        function: &'static Function,
        args: Vec<Expr>,
    },
    /// To the expression's type.
    Convert(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    /// `case` and `iff`: a null condition does not hold.
    Case {
        branches: Vec<(Expr, Expr)>,
        otherwise: Box<Expr>,
    },
    /// `in`, `!in`, `in~`, `!in~` over known values of the operand's type.
    InList {
        operand: Box<Expr>,
        list: Arc<Vec<Value>>,
        fold_case: bool,
        negated: bool,
    },
    /// The same over the first column of a table that is read first.
    InTable {
        operand: Box<Expr>,
        table: RelRef,
        fold_case: bool,
        negated: bool,
    },
    /// `toscalar(…)`: the first cell of a table that is read first.
    Scalar(RelRef),
    /// The first column of a table that is read first, as one dynamic array of distinct values.
    Array(RelRef),
    /// A datetime or timespan that is as far from the query's clock as when it was bound, while a
    /// view moves the clock. Only queries that are replayed have it.
    Moving {
        view: Arc<View>,
        /// Its value at the clock with which the query was bound.
        at: i64,
    },
    /// One column of an aggregate that gives a row.
    Field {
        row: String,
        index: usize,
    },
}

impl Rel {
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// The tables this one is made of, left to right.
    pub fn inputs(&self) -> Vec<&RelRef> {
        match &self.op {
            RelOp::Scan(_) | RelOp::Values(_) | RelOp::Range { .. } => Vec::new(),
            RelOp::Filter { input, .. }
            | RelOp::Project { input, .. }
            | RelOp::Aggregate { input, .. }
            | RelOp::Sort { input, .. }
            | RelOp::Limit { input, .. }
            | RelOp::Kernel { input, .. } => vec![input],
            RelOp::Union { inputs } => inputs.iter().collect(),
            RelOp::Join { left, right, .. } => vec![left, right],
        }
    }

    /// The expressions of this operator alone.
    pub fn exprs(&self) -> Vec<&Expr> {
        match &self.op {
            RelOp::Filter { predicate, .. } => vec![predicate],
            RelOp::Project { exprs, .. } => exprs.iter().collect(),
            RelOp::Aggregate {
                keys, aggregates, ..
            } => keys
                .iter()
                .chain(aggregates.iter().flat_map(|call| &call.args))
                .collect(),
            RelOp::Sort { keys, .. } => keys.iter().map(|key| &key.expr).collect(),
            RelOp::Join { on, .. } => on.iter().flat_map(|(l, r)| [l, r]).collect(),
            RelOp::Scan(_)
            | RelOp::Values(_)
            | RelOp::Range { .. }
            | RelOp::Limit { .. }
            | RelOp::Union { .. }
            | RelOp::Kernel { .. } => Vec::new(),
        }
    }

    /// The same operator over other inputs, which are asked for left to right, with its expressions
    /// mapped.
    ///
    /// # Errors
    /// The first that one of the functions gives.
    pub fn map<E>(
        &self,
        mut input: impl FnMut(&RelRef) -> Result<RelRef, E>,
        mut expr: impl FnMut(&Expr) -> Result<Expr, E>,
    ) -> Result<Self, E> {
        let op = match &self.op {
            RelOp::Scan(_) | RelOp::Values(_) | RelOp::Range { .. } => self.op.clone(),
            RelOp::Filter {
                input: of,
                predicate,
            } => RelOp::Filter {
                input: input(of)?,
                predicate: expr(predicate)?,
            },
            RelOp::Project { input: of, exprs } => RelOp::Project {
                input: input(of)?,
                exprs: exprs.iter().map(expr).collect::<Result<_, E>>()?,
            },
            RelOp::Aggregate {
                input: of,
                keys,
                aggregates,
            } => {
                let mut calls = aggregates.clone();
                for arg in calls.iter_mut().flat_map(|call| &mut call.args) {
                    *arg = expr(arg)?;
                }
                RelOp::Aggregate {
                    input: input(of)?,
                    keys: keys.iter().map(expr).collect::<Result<_, E>>()?,
                    aggregates: calls,
                }
            }
            RelOp::Sort {
                input: of,
                keys,
                limit,
            } => {
                let mut keys = keys.clone();
                for key in &mut keys {
                    key.expr = expr(&key.expr)?;
                }
                RelOp::Sort {
                    input: input(of)?,
                    keys,
                    limit: *limit,
                }
            }
            RelOp::Limit { input: of, count } => RelOp::Limit {
                input: input(of)?,
                count: *count,
            },
            RelOp::Union { inputs } => RelOp::Union {
                inputs: inputs.iter().map(input).collect::<Result<_, E>>()?,
            },
            RelOp::Join {
                left,
                right,
                kind,
                on,
            } => RelOp::Join {
                left: input(left)?,
                right: input(right)?,
                kind: *kind,
                on: on
                    .iter()
                    .map(|(l, r)| Ok((expr(l)?, expr(r)?)))
                    .collect::<Result<_, E>>()?,
            },
            RelOp::Kernel { input: of, kernel } => RelOp::Kernel {
                input: input(of)?,
                kernel: Arc::clone(kernel),
            },
        };
        Ok(Self {
            op,
            columns: self.columns.clone(),
            span: self.span,
            ordered: self.ordered,
            open: self.open,
        })
    }
}

impl Expr {
    pub fn literal(value: Value, ty: Type, span: Span) -> Self {
        Self {
            kind: ExprKind::Literal(value),
            ty,
            span,
        }
    }

    pub fn column(column: &Column, span: Span) -> Self {
        Self {
            kind: ExprKind::Column(column.name.clone()),
            ty: column.ty,
            span,
        }
    }

    /// The value, when it is a literal.
    pub fn as_literal(&self) -> Option<&Value> {
        match &self.kind {
            ExprKind::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// The tables inside of the expression, each as it stands there.
    pub fn tables(&self) -> Vec<&RelRef> {
        let mut found = match &self.kind {
            ExprKind::Scalar(rel) | ExprKind::Array(rel) => vec![rel],
            ExprKind::InTable { table, .. } => vec![table],
            _ => Vec::new(),
        };
        found.extend(self.children().into_iter().flat_map(Self::tables));
        found
    }

    /// The direct parts of the expression.
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Column(_)
            | ExprKind::Literal(_)
            | ExprKind::Scalar(_)
            | ExprKind::Array(_)
            | ExprKind::Moving { .. }
            | ExprKind::Field { .. } => Vec::new(),
            ExprKind::Call { args, .. } => args.iter().collect(),
            ExprKind::Convert(e) | ExprKind::Not(e) => vec![e],
            ExprKind::And(a, b) | ExprKind::Or(a, b) => vec![a, b],
            ExprKind::Case {
                branches,
                otherwise,
            } => branches
                .iter()
                .flat_map(|(c, v)| [c, v])
                .chain([otherwise.as_ref()])
                .collect(),
            ExprKind::InList { operand, .. } | ExprKind::InTable { operand, .. } => vec![operand],
        }
    }

    /// The same expression with its direct parts mapped.
    pub fn map_children<E>(&self, f: &mut impl FnMut(&Self) -> Result<Self, E>) -> Result<Self, E> {
        let boxed = |e: &Self, f: &mut dyn FnMut(&Self) -> Result<Self, E>| f(e).map(Box::new);
        let kind = match &self.kind {
            ExprKind::Column(_)
            | ExprKind::Literal(_)
            | ExprKind::Scalar(_)
            | ExprKind::Array(_)
            | ExprKind::Moving { .. }
            | ExprKind::Field { .. } => self.kind.clone(),
            ExprKind::Call { function, args } => ExprKind::Call {
                function,
                args: args.iter().map(f).collect::<Result<_, _>>()?,
            },
            ExprKind::Convert(e) => ExprKind::Convert(boxed(e, f)?),
            ExprKind::Not(e) => ExprKind::Not(boxed(e, f)?),
            ExprKind::And(a, b) => ExprKind::And(boxed(a, f)?, boxed(b, f)?),
            ExprKind::Or(a, b) => ExprKind::Or(boxed(a, f)?, boxed(b, f)?),
            ExprKind::Case {
                branches,
                otherwise,
            } => ExprKind::Case {
                branches: branches
                    .iter()
                    .map(|(c, v)| Ok((f(c)?, f(v)?)))
                    .collect::<Result<_, E>>()?,
                otherwise: boxed(otherwise, f)?,
            },
            ExprKind::InList {
                operand,
                list,
                fold_case,
                negated,
            } => ExprKind::InList {
                operand: boxed(operand, f)?,
                list: Arc::clone(list),
                fold_case: *fold_case,
                negated: *negated,
            },
            ExprKind::InTable {
                operand,
                table,
                fold_case,
                negated,
            } => ExprKind::InTable {
                operand: boxed(operand, f)?,
                table: Arc::clone(table),
                fold_case: *fold_case,
                negated: *negated,
            },
        };
        Ok(Self {
            kind,
            ty: self.ty,
            span: self.span,
        })
    }

    /// Whether it differs from row to row.
    pub fn reads_columns(&self) -> bool {
        matches!(self.kind, ExprKind::Column(_) | ExprKind::Field { .. })
            || self.children().iter().any(|c| c.reads_columns())
    }

    /// Whether it is the same for every row and needs no table read.
    pub fn is_constant(&self) -> bool {
        match &self.kind {
            ExprKind::Column(_) | ExprKind::Field { .. } => false,
            ExprKind::Scalar(_) | ExprKind::Array(_) | ExprKind::InTable { .. } => false,
            ExprKind::Moving { .. } => false,
            _ => self.children().iter().all(|c| c.is_constant()),
        }
    }
}
