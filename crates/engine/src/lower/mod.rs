//! Bound query → DataFusion plan.
//!
//! Everything is a built-in node or a function registered by name. A plan has one partition and
//! its operators keep the order of rows, so that the same input gives the same bytes whatever the
//! number of threads: what runs in parallel is the scan, inside.

mod aggregate;
mod concat;
mod expr;
mod kernel;
pub(crate) mod membership;
pub(crate) mod moment;
pub(crate) mod scalar;
mod session;
mod weight;
pub(crate) mod window;

pub(crate) use aggregate::make as make_groups;
pub(crate) use membership::key;
pub(crate) use session::{Runtime, Settings, pushed_down};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use datafusion::common::{Column as DfColumn, DFSchema, JoinType, NullEquality};
use datafusion::datasource::{MemTable, provider_as_source};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    Aggregate, EmptyRelation, Expr as DfExpr, Filter, Join, JoinConstraint, LogicalPlan,
    LogicalPlanBuilder, Projection, Sort, SortExpr, lit, when,
};

use self::weight::Weights;
use crate::bound::{AggregateCall, Expr, ExprKind, JoinKind, Rel, RelOp, RelRef, SortKey};
use crate::catalog::Table;
use crate::types::{Column, Type, Value, array};

/// Rows in one batch that we make ourselves.
const BATCH: usize = 8192;

/// Columns from which on a table without rows is planned as such, without what computes its
/// columns: the time to find them by name grows with the square of their number, and `union *` has
/// tens of thousands.
const WIDE: usize = 1_000;

/// Makes plans; counts the scans so that each has its own name.
#[derive(Debug, Default)]
pub(crate) struct Lowering {
    scans: usize,
    projections: usize,
    /// Of the columns of the table that was lowered last.
    weights: Weights,
    /// Which table of the catalog each scan reads, by the scan's name.
    pub(crate) tables: BTreeMap<String, Arc<dyn Table>>,
}

/// The Arrow schema of a table's columns.
pub(crate) fn schema(columns: &[Column]) -> SchemaRef {
    Arc::new(Schema::new(
        columns
            .iter()
            .map(|c| Field::new(&c.name, c.ty.arrow(), true))
            .collect::<Vec<_>>(),
    ))
}

/// The columns of a projection that are not what they were below it.
fn changed<'a>(columns: &'a [Column], exprs: &[Expr]) -> BTreeSet<&'a str> {
    let pairs = columns.iter().zip(exprs);
    pairs
        .filter(|(c, e)| !matches!(&e.kind, ExprKind::Column(name) if *name == c.name))
        .map(|(c, _)| c.name.as_str())
        .collect()
}

/// A column by its exact name.
pub(crate) fn column(name: &str) -> DfExpr {
    DfExpr::Column(DfColumn::new_unqualified(name))
}

/// Columns are known by their exact names everywhere above the scans, so nodes are made as they are:
/// DataFusion's builder would look through the whole plan below for each of them.
pub(crate) fn project(input: LogicalPlan, exprs: Vec<DfExpr>) -> Result<LogicalPlan> {
    let input = narrowed(input, &exprs)?;
    let projection = Projection::try_new(exprs, Arc::new(input))?;
    Ok(LogicalPlan::Projection(projection))
}

/// Only the columns that are named, of a wide table without rows.
fn narrowed(input: LogicalPlan, exprs: &[DfExpr]) -> Result<LogicalPlan> {
    match &input {
        LogicalPlan::EmptyRelation(empty) if empty.schema.fields().len() > WIDE => {
            let named: BTreeSet<&str> = exprs
                .iter()
                .flat_map(DfExpr::column_refs)
                .map(|c| c.name.as_str())
                .collect();
            let fields = empty.schema.fields().iter();
            let fields: Vec<_> = fields
                .filter(|f| named.contains(f.name().as_str()))
                .cloned()
                .collect();
            let schema = DFSchema::try_from(Schema::new(fields))?;
            Ok(LogicalPlan::EmptyRelation(EmptyRelation {
                produce_one_row: false,
                schema: Arc::new(schema),
            }))
        }
        _ => Ok(input),
    }
}

pub(crate) fn aggregate(
    input: LogicalPlan,
    groups: Vec<DfExpr>,
    calls: Vec<DfExpr>,
) -> Result<LogicalPlan> {
    let aggregate = Aggregate::try_new(Arc::new(input), groups, calls)?;
    Ok(LogicalPlan::Aggregate(aggregate))
}

/// No rows of these columns.
fn nothing(columns: &[Column]) -> Result<LogicalPlan> {
    let schema = schema(columns);
    Ok(LogicalPlan::EmptyRelation(EmptyRelation {
        produce_one_row: false,
        schema: Arc::new(DFSchema::try_from(schema)?),
    }))
}

/// Whether a table has no row, told without reading: `union *` names thousands that have none.
fn is_empty(rel: &Rel) -> bool {
    match &rel.op {
        RelOp::Scan(table) => table.is_empty(),
        RelOp::Values(rows) => rows.is_empty(),
        RelOp::Filter { input, .. }
        | RelOp::Project { input, .. }
        | RelOp::Sort { input, .. }
        | RelOp::Limit { input, .. } => is_empty(input),
        RelOp::Union { inputs } => inputs.iter().all(|i| is_empty(i)),
        // Without keys there is one group, even of nothing.
        RelOp::Aggregate { input, keys, .. } => !keys.is_empty() && is_empty(input),
        RelOp::Join {
            left, right, kind, ..
        } => match kind {
            JoinKind::Inner | JoinKind::LeftSemi | JoinKind::RightSemi => {
                is_empty(left) || is_empty(right)
            }
            JoinKind::LeftOuter | JoinKind::LeftAnti => is_empty(left),
            JoinKind::RightOuter | JoinKind::RightAnti => is_empty(right),
            JoinKind::FullOuter => is_empty(left) && is_empty(right),
        },
        RelOp::Range { .. } | RelOp::Kernel { .. } => false,
    }
}

fn filtered(input: LogicalPlan, predicate: impl FnOnce() -> Result<DfExpr>) -> Result<LogicalPlan> {
    let filter = Filter::try_new(predicate()?, Arc::new(input))?;
    Ok(LogicalPlan::Filter(filter))
}

fn sorted(input: LogicalPlan, keys: &[SortKey], limit: Option<usize>) -> Result<LogicalPlan> {
    let keys = keys
        .iter()
        .map(|k| {
            Ok(SortExpr::new(
                expr::lower(&k.expr)?,
                k.ascending,
                k.nulls_first,
            ))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(LogicalPlan::Sort(Sort {
        expr: keys,
        input: Arc::new(input),
        fetch: limit,
    }))
}

fn limited(input: LogicalPlan, count: usize) -> Result<LogicalPlan> {
    LogicalPlanBuilder::from(input)
        .limit(0, Some(count))?
        .build()
}

impl Lowering {
    /// Its frame is small, since a long query is as deep as it is long: what an operator needs
    /// beside its input is made in functions of their own.
    pub(crate) fn rel(&mut self, rel: &RelRef) -> Result<LogicalPlan> {
        let is_nothing = rel.columns.len() > WIDE && is_empty(rel);
        if is_nothing || rel.inputs().is_empty() {
            self.weights = Weights::default();
        }
        if is_nothing {
            return nothing(&rel.columns);
        }
        match &rel.op {
            RelOp::Scan(table) => self.scanned(rel, table),
            RelOp::Values(rows) => self.values(rel, rows),
            RelOp::Range { from, step, count } => {
                let batches = range(rel, from, step, *count)?;
                self.memory(schema(&rel.columns), batches, &rel.columns)
            }
            RelOp::Filter { input, predicate } => {
                let input = self.rel(input)?;
                filtered(input, || expr::predicate(predicate))
            }
            RelOp::Project { input, exprs } => {
                let input = self.rel(input)?;
                self.projected(input, rel, exprs)
            }
            RelOp::Aggregate {
                input,
                keys,
                aggregates,
            } => {
                let input = self.rel(input)?;
                self.aggregated(input, rel, keys, aggregates)
            }
            // DataFusion's sort for the first rows requires at least one.
            RelOp::Sort {
                input,
                limit: Some(0),
                ..
            }
            | RelOp::Limit { input, count: 0 } => {
                let input = self.rel(input)?;
                filtered(input, || Ok(lit(false)))
            }
            RelOp::Sort { input, keys, limit } => {
                let input = self.rel(input)?;
                sorted(input, keys, *limit)
            }
            RelOp::Limit { input, count } => {
                let input = self.rel(input)?;
                limited(input, *count)
            }
            RelOp::Union { inputs } => self.union(rel, inputs),
            RelOp::Join {
                left,
                right,
                kind,
                on,
            } => self.join(rel, left, right, *kind, on),
            RelOp::Kernel { input, kernel } => {
                let plan = self.rel(input)?;
                self.weights = Weights::default();
                kernel::plan(plan, &input.columns, kernel, &rel.columns)
            }
        }
    }

    fn scanned(&mut self, rel: &Rel, table: &Arc<dyn Table>) -> Result<LogicalPlan> {
        self.scans += 1;
        let name = format!("t{}", self.scans);
        self.tables.insert(name.clone(), Arc::clone(table));
        let plan = LogicalPlanBuilder::scan(name, provider_as_source(table.provider()), None)?;
        plan.project(rel.columns.iter().map(|c| column(&c.name).alias(&c.name)))?
            .build()
    }

    fn values(&mut self, rel: &Rel, rows: &[Vec<Value>]) -> Result<LogicalPlan> {
        let batch = batch(&rel.columns, rows)?;
        self.memory(batch.schema(), vec![batch], &rel.columns)
    }

    fn projected(&mut self, input: LogicalPlan, rel: &Rel, exprs: &[Expr]) -> Result<LogicalPlan> {
        self.projections += 1;
        let changed = changed(&rel.columns, exprs);
        let (weights, stay) = self.weights.projected(rel.columns.iter().zip(exprs));
        self.weights = weights;
        let exprs = rel
            .columns
            .iter()
            .zip(exprs)
            .zip(stay)
            .map(|((c, e), stays)| {
                let lowered = expr::lower(e)?;
                if stays {
                    return Ok(scalar::in_place(lowered, self.projections).alias(&c.name));
                }
                // A column that is only passed on, or renamed, may be merged freely.
                let plain = matches!(&e.kind, ExprKind::Column(name)
                    if !changed.contains(name.as_str()));
                let lowered = if plain {
                    lowered
                } else {
                    scalar::in_layer(lowered, self.projections)?
                };
                Ok(lowered.alias(&c.name))
            })
            .collect::<Result<Vec<_>>>()?;
        // A table without columns still has rows: it keeps a column nobody sees.
        let exprs = if exprs.is_empty() {
            vec![lit(true).alias("__row")]
        } else {
            exprs
        };
        project(input, exprs)
    }

    fn aggregated(
        &mut self,
        input: LogicalPlan,
        rel: &Rel,
        keys: &[Expr],
        aggregates: &[AggregateCall],
    ) -> Result<LogicalPlan> {
        let (key_columns, aggregate_columns) = rel.columns.split_at(keys.len());
        let (weights, stay) = self.weights.projected(key_columns.iter().zip(keys));
        self.weights = weights;
        // Keys are computed first: a grouping expression is then always a column.
        let keyed: Vec<DfExpr> = key_columns
            .iter()
            .zip(keys)
            .zip(stay)
            .map(|((c, e), stays)| {
                let mut lowered = expr::lower(e)?;
                if stays {
                    self.projections += 1;
                    lowered = scalar::in_place(lowered, self.projections);
                }
                Ok(lowered.alias(&c.name))
            })
            .collect::<Result<_>>()?;
        let mut names = Vec::new();
        let mut before = keyed;
        let mut calls = Vec::new();
        for (c, call) in aggregate_columns.iter().zip(aggregates) {
            let mut args = Vec::new();
            for arg in &call.args {
                if arg.as_literal().is_some() {
                    args.push(expr::lower(arg)?);
                } else {
                    let name = format!("__arg{}", names.len());
                    before.push(expr::lower(arg)?.alias(&name));
                    args.push(column(&name));
                    names.push(name);
                }
            }
            calls.push(aggregate::call(call, args)?.alias(&c.name));
        }
        if before.is_empty() {
            before.push(lit(true).alias("__row"));
        }
        let groups: Vec<DfExpr> = key_columns.iter().map(|c| column(&c.name)).collect();
        aggregate(project(input, before)?, groups, calls)
    }

    fn union(&mut self, rel: &Rel, inputs: &[RelRef]) -> Result<LogicalPlan> {
        let mut weights = Weights::default();
        let mut plans = inputs
            .iter()
            .filter(|i| !is_empty(i))
            .map(|i| {
                let plan = self.aligned(i, &rel.columns);
                weights = std::mem::take(&mut weights).with(std::mem::take(&mut self.weights));
                plan
            })
            .collect::<Result<Vec<_>>>()?
            .into_iter();
        self.weights = weights;
        let Some(first) = plans.next() else {
            return nothing(&rel.columns);
        };
        plans
            .try_fold(LogicalPlanBuilder::from(first), LogicalPlanBuilder::union)?
            .build()
    }

    /// A union's input, its columns by name in the union's order.
    fn aligned(&mut self, rel: &RelRef, columns: &[Column]) -> Result<LogicalPlan> {
        let own: BTreeSet<&str> = rel.columns.iter().map(|c| c.name.as_str()).collect();
        let cells = columns.iter().map(|c| {
            let cell = if own.contains(c.name.as_str()) {
                column(&c.name)
            } else {
                DfExpr::Literal(array::scalar(c.ty, &Value::missing(c.ty)), None)
            };
            cell.alias(&c.name)
        });
        project(self.rel(rel)?, cells.collect())
    }

    fn join(
        &mut self,
        rel: &Rel,
        left: &RelRef,
        right: &RelRef,
        kind: JoinKind,
        on: &[(Expr, Expr)],
    ) -> Result<LogicalPlan> {
        let keyed = |this: &mut Self, side: &RelRef, prefix: &str, keys: Vec<&Expr>| {
            let mut exprs: Vec<DfExpr> = side
                .columns
                .iter()
                .map(|c| column(&c.name).alias(&c.name))
                .collect();
            let mut names = Vec::new();
            for (i, key) in keys.into_iter().enumerate() {
                let name = format!("__{prefix}{i}");
                exprs.push(expr::lower(key)?.alias(&name));
                names.push(DfColumn::new_unqualified(name));
            }
            let plan = project(this.rel(side)?, exprs)?;
            Ok::<_, DataFusionError>((plan, names))
        };
        let (left_plan, left_keys) = keyed(self, left, "l", on.iter().map(|(l, _)| l).collect())?;
        let left_weights = std::mem::take(&mut self.weights);
        let (right_plan, right_keys) =
            keyed(self, right, "r", on.iter().map(|(_, r)| r).collect())?;
        self.weights = left_weights.with(std::mem::take(&mut self.weights));
        let (join_type, null_side): (JoinType, fn(bool) -> bool) = match kind {
            JoinKind::Inner => (JoinType::Inner, |_| false),
            JoinKind::LeftOuter => (JoinType::Left, |is_right| is_right),
            JoinKind::RightOuter => (JoinType::Right, |is_right| !is_right),
            JoinKind::FullOuter => (JoinType::Full, |_| true),
            JoinKind::LeftSemi => (JoinType::LeftSemi, |_| false),
            JoinKind::LeftAnti => (JoinType::LeftAnti, |_| false),
            JoinKind::RightSemi => (JoinType::RightSemi, |_| false),
            JoinKind::RightAnti => (JoinType::RightAnti, |_| false),
        };
        let joined = if on.is_empty() {
            LogicalPlanBuilder::from(left_plan)
                .cross_join(right_plan)?
                .build()?
        } else {
            let keys = left_keys.into_iter().zip(right_keys);
            LogicalPlan::Join(Join::try_new(
                Arc::new(left_plan),
                Arc::new(right_plan),
                keys.map(|(l, r)| (DfExpr::Column(l), DfExpr::Column(r)))
                    .collect(),
                None,
                join_type,
                JoinConstraint::On,
                NullEquality::NullEqualsNull,
                false,
            )?)
        };
        // The side that an outer join leaves out has nulls; a string is never null.
        let exprs = rel.columns.iter().map(|c| {
            let is_right = left.column(&c.name).is_none();
            let value = column(&c.name);
            if c.ty == Type::String && null_side(is_right) {
                // `coalesce` would be shorter, and cannot run before the optimizer has rewritten it.
                when(
                    value.clone().is_null(),
                    DfExpr::Literal(array::scalar(c.ty, &Value::missing(c.ty)), None),
                )
                .otherwise(value)
                .map(|value| value.alias(&c.name))
            } else {
                Ok(value.alias(&c.name))
            }
        });
        let exprs = exprs.collect::<Result<Vec<_>>>()?;
        project(joined, exprs)
    }

    pub(crate) fn memory(
        &mut self,
        schema: SchemaRef,
        batches: Vec<RecordBatch>,
        columns: &[Column],
    ) -> Result<LogicalPlan> {
        let table = Arc::new(MemTable::try_new(schema, vec![batches])?);
        self.scan(table, columns)
    }

    fn scan(&mut self, table: Arc<MemTable>, columns: &[Column]) -> Result<LogicalPlan> {
        self.scans += 1;
        let plan =
            LogicalPlanBuilder::scan(format!("t{}", self.scans), provider_as_source(table), None)?;
        if columns.is_empty() {
            return plan.build();
        }
        plan.project(columns.iter().map(|c| column(&c.name).alias(&c.name)))?
            .build()
    }
}

/// Rows as a batch; without columns it still counts its rows.
pub(crate) fn batch(columns: &[Column], rows: &[Vec<Value>]) -> Result<RecordBatch> {
    if columns.is_empty() {
        let marker: ArrayRef = Arc::new(datafusion::arrow::array::BooleanArray::from(vec![
            true;
            rows.len()
        ]));
        return Ok(RecordBatch::try_from_iter([("__row", marker)])?);
    }
    let arrays: Vec<ArrayRef> = columns
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let missing = Value::missing(c.ty);
            let cells: Vec<&Value> = rows.iter().map(|r| r.get(i).unwrap_or(&missing)).collect();
            array::array(c.ty, cells)
        })
        .collect();
    let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
    Ok(RecordBatch::try_new_with_options(
        schema(columns),
        arrays,
        &options,
    )?)
}

fn range(rel: &Rel, from: &Value, step: &Value, count: usize) -> Result<Vec<RecordBatch>> {
    let ty = rel.columns.first().map_or(Type::Long, |c| c.ty);
    let mut batches = Vec::new();
    let mut at = 0;
    while at < count || batches.is_empty() {
        let to = count.min(at + BATCH);
        let array: ArrayRef = if ty == Type::Real {
            let (start, step) = (from.as_f64().unwrap_or(0.0), step.as_f64().unwrap_or(1.0));
            Arc::new(datafusion::arrow::array::Float64Array::from_iter_values(
                (at..to).map(|i| start + step * i as f64),
            ))
        } else {
            let (start, step) = (from.as_i64().unwrap_or(0), step.as_i64().unwrap_or(1));
            let values = (at..to).map(|i| start.wrapping_add(step.wrapping_mul(i as i64)));
            if ty == Type::Int {
                Arc::new(datafusion::arrow::array::Int32Array::from_iter_values(
                    values.map(|v| v as i32),
                ))
            } else {
                Arc::new(Int64Array::from_iter_values(values))
            }
        };
        batches.push(RecordBatch::try_new(schema(&rel.columns), vec![array])?);
        at = to;
        if count == 0 {
            break;
        }
    }
    Ok(batches)
}
