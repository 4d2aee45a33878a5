//! Which records a row of a result rests on.
//!
//! A bound query is rewritten so that a hidden column of texts goes along with the rows: what a table
//! says about its records ([`crate::catalog::Table::evidence`]) is passed on by operators of one row,
//! gathered by `summarize` and `distinct`, and put together by joins. The rows stay what they were.

use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::error::Result as DfResult;
use indexmap::IndexSet;
use vigie_syntax::Span;

use crate::aggregates::def::{Aggregate, Gives, Group, Naming, Row};
use crate::bound::{AggregateCall, Expr, ExprKind, JoinKind, Rel, RelOp, RelRef};
use crate::catalog::Table;
use crate::functions::def::{Body, Family, Function, Returns, repeated};
use crate::kernel::{Kernel, Rows};
use crate::text::columns::{Texts, strings};
use crate::types::{Column, Type, Value};

/// The hidden column.
const NAME: &str = "__evidence";
/// The same of the right side of a join.
const RIGHT: &str = "__evidence_right";
/// Records of one row that are named.
pub(crate) const MAX_RECORDS: usize = 10_000;

/// A rewritten query.
#[derive(Debug)]
pub(crate) struct Traced {
    /// The columns of the query, then the evidence.
    pub(crate) rel: RelRef,
    /// Operators behind which nobody knows the records any more.
    pub(crate) lost: BTreeSet<&'static str>,
}

/// Rewrites a query whose inner tables have been read already.
pub(crate) fn trace(rel: &RelRef) -> Traced {
    let mut lost = BTreeSet::new();
    let rel = traced(rel, &mut lost);
    Traced { rel, lost }
}

fn traced(rel: &RelRef, lost: &mut BTreeSet<&'static str>) -> RelRef {
    let span = rel.span;
    let op = match &rel.op {
        RelOp::Scan(table) => return scan(rel, table),
        RelOp::Values(_) | RelOp::Range { .. } => return untraced(rel),
        RelOp::Filter { input, predicate } => RelOp::Filter {
            input: traced(input, lost),
            predicate: predicate.clone(),
        },
        RelOp::Project { input, exprs } => RelOp::Project {
            input: traced(input, lost),
            exprs: exprs
                .iter()
                .cloned()
                .chain([evidence(NAME, span)])
                .collect(),
        },
        RelOp::Aggregate {
            input,
            keys,
            aggregates,
        } => {
            let gathered = AggregateCall {
                aggregate: &GATHER,
                args: vec![evidence(NAME, span)],
                gives: vec![Type::String],
                row: false,
                span,
            };
            RelOp::Aggregate {
                input: traced(input, lost),
                keys: keys.clone(),
                aggregates: aggregates.iter().cloned().chain([gathered]).collect(),
            }
        }
        RelOp::Sort { input, keys, limit } => RelOp::Sort {
            input: traced(input, lost),
            keys: keys.clone(),
            limit: *limit,
        },
        RelOp::Limit { input, count } => RelOp::Limit {
            input: traced(input, lost),
            count: *count,
        },
        RelOp::Union { inputs } => RelOp::Union {
            inputs: inputs.iter().map(|i| traced(i, lost)).collect(),
        },
        RelOp::Join {
            left,
            right,
            kind,
            on,
        } => return join(rel, (left, right), *kind, on, lost),
        RelOp::Kernel { input, kernel } => {
            let probe = kernel.origins(&Rows::default(), &[]);
            if probe.is_none() {
                lost.insert(kernel.name());
                return untraced(rel);
            }
            RelOp::Kernel {
                input: traced(input, lost),
                kernel: Arc::new(TracedKernel {
                    kernel: Arc::clone(kernel),
                }),
            }
        }
    };
    with_evidence(rel, op)
}

/// The same table with another operator, and the evidence behind its columns.
fn with_evidence(rel: &Rel, op: RelOp) -> RelRef {
    let mut columns = rel.columns.clone();
    columns.push(Column::new(NAME, Type::String));
    Arc::new(Rel {
        op,
        columns,
        span: rel.span,
        ordered: rel.ordered,
        open: rel.open,
    })
}

/// Rows that no record stands behind.
fn untraced(rel: &RelRef) -> RelRef {
    let nothing = Expr::literal(Value::string(""), Type::String, rel.span);
    let exprs = columns_of(rel).chain([nothing]).collect();
    let input = Arc::clone(rel);
    with_evidence(rel, RelOp::Project { input, exprs })
}

/// Each record as its table and what the table says of it.
fn scan(rel: &RelRef, table: &Arc<dyn Table>) -> RelRef {
    let hidden = table.evidence();
    if hidden.is_empty() {
        return untraced(rel);
    }
    let text = |value: &str| {
        let value = Value::string(value);
        Expr::literal(value, Type::String, rel.span)
    };
    let mut columns = rel.columns.clone();
    let mut parts = vec![text(table.name())];
    for name in hidden {
        let column = Column::new(*name, Type::String);
        parts.push(Expr::column(&column, rel.span));
        columns.push(column);
    }
    let input = Arc::new(Rel {
        op: RelOp::Scan(Arc::clone(table)),
        columns,
        span: rel.span,
        ordered: rel.ordered,
        open: rel.open,
    });
    let exprs = columns_of(rel)
        .chain([call(&RECORD, parts, rel.span)])
        .collect();
    with_evidence(rel, RelOp::Project { input, exprs })
}

fn join(
    rel: &RelRef,
    (left, right): (&RelRef, &RelRef),
    kind: JoinKind,
    on: &[(Expr, Expr)],
    lost: &mut BTreeSet<&'static str>,
) -> RelRef {
    let on = on.to_vec();
    let span = rel.span;
    match kind {
        JoinKind::LeftSemi | JoinKind::LeftAnti => {
            let (left, right) = (traced(left, lost), Arc::clone(right));
            let op = RelOp::Join {
                left,
                right,
                kind,
                on,
            };
            with_evidence(rel, op)
        }
        JoinKind::RightSemi | JoinKind::RightAnti => {
            let (left, right) = (Arc::clone(left), traced(right, lost));
            let op = RelOp::Join {
                left,
                right,
                kind,
                on,
            };
            with_evidence(rel, op)
        }
        JoinKind::Inner | JoinKind::LeftOuter | JoinKind::RightOuter | JoinKind::FullOuter => {
            let mut columns = rel.columns.clone();
            columns.push(Column::new(NAME, Type::String));
            columns.push(Column::new(RIGHT, Type::String));
            let right = traced(right, lost);
            let joined = Arc::new(Rel {
                op: RelOp::Join {
                    left: traced(left, lost),
                    right: renamed(&right),
                    kind,
                    on,
                },
                columns,
                span,
                ordered: rel.ordered,
                open: rel.open,
            });
            let both = vec![evidence(NAME, span), evidence(RIGHT, span)];
            let exprs = columns_of(rel).chain([call(&MERGE, both, span)]).collect();
            let input = joined;
            with_evidence(rel, RelOp::Project { input, exprs })
        }
    }
}

/// The right side of a join may not have the names of the left.
fn renamed(rel: &RelRef) -> RelRef {
    let mut columns = rel.columns.clone();
    if let Some(last) = columns.last_mut() {
        RIGHT.clone_into(&mut last.name);
    }
    Arc::new(Rel {
        op: RelOp::Project {
            input: Arc::clone(rel),
            exprs: columns_of(rel).collect(),
        },
        columns,
        span: rel.span,
        ordered: rel.ordered,
        open: rel.open,
    })
}

fn columns_of(rel: &Rel) -> impl Iterator<Item = Expr> {
    rel.columns.iter().map(|c| Expr::column(c, rel.span))
}

fn evidence(name: &str, span: Span) -> Expr {
    Expr::column(&Column::new(name, Type::String), span)
}

fn call(function: &'static Function, args: Vec<Expr>, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Call { function, args },
        ty: Type::String,
        span,
    }
}

/// A kernel whose input has the evidence as its last column, and whose result shall have it too.
#[derive(Debug)]
struct TracedKernel {
    kernel: Arc<dyn Kernel>,
}

impl Kernel for TracedKernel {
    fn name(&self) -> &'static str {
        self.kernel.name()
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let width = input.columns.len().saturating_sub(1);
        let own = Rows {
            columns: input.columns[..width].to_vec(),
            rows: input.rows.iter().map(|r| r[..width].to_vec()).collect(),
        };
        let mut out = self.kernel.run(&own)?;
        let origins = self.kernel.origins(&own, &out).unwrap_or_default();
        for (at, row) in out.iter_mut().enumerate() {
            let from = origins.get(at).map_or(&[][..], Vec::as_slice);
            let records = from
                .iter()
                .filter_map(|i| Some(input.rows.get(*i)?.get(width)?.as_str()));
            row.push(Value::string(united(records)));
        }
        Ok(out)
    }
}

/// Between the parts of a record.
const PART: char = '\u{1f}';
/// Between records.
const NEXT: char = '\u{1e}';

/// One record: the table, then what the table says of it.
static RECORD: Function = Function {
    name: "__record",
    aliases: &[],
    family: Family::Metadata,
    summary: "Names the record of a row.",
    params: &[repeated(
        "part",
        crate::functions::def::STRING,
        "A part of the name.",
    )],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[],
    cases: &[],
    body: Body::Columns(|columns| {
        let parts = (0..columns.arrays.len())
            .map(|at| Texts::of(columns, at))
            .collect::<DfResult<Vec<_>>>()?;
        strings(columns.rows, |row, out| {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    out.push(PART);
                }
                escape(part.at(row), out);
            }
        })
    }),
};

/// The records of both sides of a join.
static MERGE: Function = Function {
    name: "__records",
    aliases: &[],
    family: Family::Metadata,
    summary: "Puts the records of several rows together.",
    params: &[repeated(
        "records",
        crate::functions::def::STRING,
        "Records.",
    )],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[],
    cases: &[],
    body: Body::Rows(|args| Value::string(united(args.iter().map(Value::as_str)))),
};

/// The records of a group.
static GATHER: Aggregate = Aggregate {
    name: "__records",
    aliases: &[],
    summary: "Puts the records of a group together.",
    params: &[crate::functions::def::required(
        "records",
        crate::functions::def::STRING,
        "Records.",
    )],
    returns: Gives::One(Returns::Is(Type::String)),
    naming: Naming::Prefix(NAME),
    notes: "",
    examples: &[],
    cases: &[],
    body: |_| Ok(Box::new(|| Box::new(Gathered::default()))),
};

/// The distinct records of a group, in the order of their coming.
#[derive(Default)]
struct Gathered {
    records: IndexSet<Box<str>, foldhash::fast::RandomState>,
    bytes: usize,
}

impl Gathered {
    /// Takes in what a cell names.
    fn push(&mut self, cell: &str) {
        for record in cell.split(NEXT).filter(|record| !record.is_empty()) {
            if self.records.len() >= MAX_RECORDS {
                return;
            }
            if !self.records.contains(record) {
                self.bytes += record.len() + 32;
                self.records.insert(record.into());
            }
        }
    }

    /// A cell that names them.
    fn cell(&self) -> String {
        let mut cell = String::new();
        for record in &self.records {
            if !cell.is_empty() {
                cell.push(NEXT);
            }
            cell.push_str(record);
        }
        cell
    }
}

impl Group for Gathered {
    fn add(&mut self, row: &Row<'_>) {
        if self.records.len() < MAX_RECORDS && !row.is_null(0) {
            self.push(row.text(0));
        }
    }

    fn finish(&mut self) -> Value {
        Value::string(std::mem::take(self).cell())
    }

    fn size(&self) -> usize {
        self.bytes
    }
}

fn united<'a>(several: impl Iterator<Item = &'a str>) -> String {
    let mut all = Gathered::default();
    several.for_each(|cell| all.push(cell));
    all.cell()
}

/// A part of a name, in which what stands between parts does not occur.
fn escape(part: &str, out: &mut String) {
    if !part.contains([PART, NEXT, '\\']) {
        out.push_str(part);
        return;
    }
    for c in part.chars() {
        match c {
            PART => out.push_str("\\p"),
            NEXT => out.push_str("\\n"),
            '\\' => out.push_str("\\\\"),
            other => out.push(other),
        }
    }
}

/// A part as it was before [`escape`].
fn unescape(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    let mut chars = part.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('p') => out.push(PART),
                Some('n') => out.push(NEXT),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}

/// The records that a cell of the hidden column names: the table, then what the table says.
pub(crate) fn records(cell: &str) -> Vec<Vec<String>> {
    let parts = |record: &str| record.split(PART).map(unescape).collect();
    let records = cell.split(NEXT).filter(|record| !record.is_empty());
    records.map(parts).collect()
}
