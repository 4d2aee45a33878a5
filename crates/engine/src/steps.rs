//! A query run one operator at a time: what flows into each operator and out of it.
//!
//! It costs more than a run, and gives the same rows: it is for telling where rows are lost, and
//! which parts of a query any row reaches.

use std::cell::RefCell;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::datasource::MemTable;
use vigie_syntax::{Diagnostic, Span};

use crate::bind::Reader;
use crate::bound::{Expr, ExprKind, Rel, RelOp, RelRef};
use crate::catalog::Table;
use crate::engine::{Answer, Bound, Engine, failure};
use crate::frame::{EVENT_TIME_COLUMN, TIME_COLUMN};
use crate::lower::Lowering;
use crate::needs::Needs;
use crate::subquery::resolve;
use crate::types::{Column, Type, Value};

/// An operator of a query after it has run.
#[derive(Debug, Clone)]
pub struct Step {
    /// The operator as it was bound.
    pub rel: RelRef,
    /// The places of the steps that it reads, left to right.
    pub inputs: Vec<usize>,
    /// Rows that came out.
    pub rows: usize,
    held: Arc<Held>,
}

/// The operators of a query, each behind those that it reads; the last is the query's own.
///
/// A table that is used several times is one step. Tables inside of expressions (`toscalar`,
/// `in (T)`) are steps too.
#[derive(Debug)]
pub struct Steps<'a> {
    engine: &'a Engine,
    pub steps: Vec<Step>,
}

/// The rows of a step, as a table.
#[derive(Debug)]
struct Held {
    columns: Vec<Column>,
    provider: Arc<MemTable>,
    rows: usize,
}

impl Table for Held {
    fn name(&self) -> &'static str {
        "step"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn provider(&self) -> Arc<dyn TableProvider> {
        Arc::<MemTable>::clone(&self.provider)
    }
}

impl Engine {
    /// Runs a bound query one operator at a time. With `needs`, of its tables only the columns that are
    /// needed are read; the others are missing.
    ///
    /// # Errors
    /// What went wrong while rows were read.
    pub fn steps(
        &self,
        bound: &Bound,
        needs: Option<&Needs>,
    ) -> Result<Steps<'_>, Vec<Diagnostic>> {
        let walk = Walk {
            engine: self,
            needs,
            steps: RefCell::new(Vec::new()),
        };
        walk.step(&bound.rel).map_err(|d| vec![d])?;
        Ok(Steps {
            engine: self,
            steps: walk.steps.into_inner(),
        })
    }
}

impl Steps<'_> {
    /// The step of an operator.
    pub fn of(&self, rel: &RelRef) -> Option<usize> {
        self.steps.iter().position(|s| Arc::ptr_eq(&s.rel, rel))
    }

    /// The values of expressions over the rows that a step gave, row by row. Tables inside of the
    /// expressions are read from their steps.
    ///
    /// # Errors
    /// What went wrong.
    pub fn values(&self, step: usize, exprs: &[Expr]) -> Result<Vec<Vec<Value>>, Vec<Diagnostic>> {
        let Some(step) = self.steps.get(step) else {
            return Ok(Vec::new());
        };
        if exprs.is_empty() {
            return Ok(vec![Vec::new(); step.rows]);
        }
        let resolved = exprs
            .iter()
            .map(|e| resolve(e, self))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|d| vec![d])?;
        let columns = exprs.iter().enumerate();
        let columns = columns.map(|(at, e)| Column::new(format!("value{at}"), e.ty));
        let rel = Rel {
            columns: columns.collect(),
            op: RelOp::Project {
                input: seen(&step.rel, &step.held),
                exprs: resolved,
            },
            span: step.rel.span,
            ordered: false,
            open: false,
        };
        self.engine
            .run(&Bound::of(Arc::new(rel)))
            .map(|answer| answer.rows())
    }

    /// For each expression, on how many rows of a step it is true.
    ///
    /// # Errors
    /// What went wrong.
    pub fn holds(&self, step: usize, exprs: &[Expr]) -> Result<Vec<usize>, Vec<Diagnostic>> {
        let mut counts = vec![0; exprs.len()];
        for row in self.values(step, exprs)? {
            for (count, value) in counts.iter_mut().zip(row) {
                *count += usize::from(value.as_bool() == Some(true));
            }
        }
        Ok(counts)
    }

    /// The rows of an operator over steps: what a join of another kind would have given.
    ///
    /// # Errors
    /// What went wrong.
    pub fn instead(
        &self,
        step: usize,
        op: RelOp,
        columns: Vec<Column>,
    ) -> Result<Answer, Vec<Diagnostic>> {
        let Some(step) = self.steps.get(step) else {
            return Err(Vec::new());
        };
        let rel = Rel {
            op,
            columns,
            span: step.rel.span,
            ordered: false,
            open: false,
        };
        let inputs: Vec<Arc<Held>> = step
            .inputs
            .iter()
            .filter_map(|i| Some(Arc::clone(&self.steps.get(*i)?.held)))
            .collect();
        let rel = over(&rel, &inputs, self).map_err(|d| vec![d])?;
        self.engine.run(&Bound::of(rel))
    }
}

impl Reader for Steps<'_> {
    fn rows(&self, rel: &RelRef) -> Result<Vec<Vec<Value>>, Diagnostic> {
        match self.of(rel).and_then(|at| self.steps.get(at)) {
            Some(step) => rows_of(self.engine, step),
            None => self.engine.rows(rel),
        }
    }
}

/// The walk over the operators, from the tables up.
struct Walk<'a> {
    engine: &'a Engine,
    needs: Option<&'a Needs>,
    steps: RefCell<Vec<Step>>,
}

impl Walk<'_> {
    /// The place of an operator among the steps, which is run if it was not.
    fn step(&self, rel: &RelRef) -> Result<usize, Diagnostic> {
        let known = |steps: &Vec<Step>| steps.iter().position(|s| Arc::ptr_eq(&s.rel, rel));
        if let Some(at) = known(&self.steps.borrow()) {
            return Ok(at);
        }
        let mut inputs = Vec::new();
        for input in rel.inputs() {
            inputs.push(self.step(input)?);
        }
        let tables: Vec<Arc<Held>> = {
            let steps = self.steps.borrow();
            let held = |at: &usize| Some(Arc::clone(&steps.get(*at)?.held));
            inputs.iter().filter_map(held).collect()
        };
        let held = self.run(&over(rel, &tables, self)?)?;
        let mut steps = self.steps.borrow_mut();
        steps.push(Step {
            rel: Arc::clone(rel),
            inputs,
            rows: held.rows,
            held: Arc::new(held),
        });
        Ok(steps.len() - 1)
    }

    fn run(&self, rel: &RelRef) -> Result<Held, Diagnostic> {
        let failed = |e| failure(&e, rel.span);
        let read = self.narrowed(rel);
        let plan = Lowering::default().rel(&read).map_err(failed)?;
        let schema: SchemaRef = Arc::new(plan.schema().as_arrow().clone());
        let runtime = self.engine.runtime().map_err(failed)?;
        let batches = runtime.collect(&plan).map_err(failed)?;
        let rows = batches.iter().map(RecordBatch::num_rows).sum();
        // A plan may know better than its schema that a column has no nulls.
        let schema = batches.first().map_or(schema, RecordBatch::schema);
        let provider = MemTable::try_new(schema, vec![batches]).map_err(failed)?;
        Ok(Held {
            columns: rel.columns.clone(),
            provider: Arc::new(provider),
            rows,
        })
    }
}

impl Walk<'_> {
    /// A table with the columns that are needed, and nothing in the others.
    fn narrowed(&self, rel: &RelRef) -> RelRef {
        let RelOp::Scan(table) = &rel.op else {
            return Arc::clone(rel);
        };
        let Some(wanted) = self.needs.and_then(|n| n.columns(table.name())) else {
            return Arc::clone(rel);
        };
        let times = [TIME_COLUMN, EVENT_TIME_COLUMN];
        let is_read = |c: &Column| wanted.contains(&c.name) || times.contains(&c.name.as_str());
        let mut scan = (**rel).clone();
        scan.columns.retain(is_read);
        let cell = |c: &Column| match scan.column(&c.name) {
            Some(column) => Expr::column(column, rel.span),
            None => Expr::literal(Value::missing(c.ty), c.ty, rel.span),
        };
        let exprs = rel.columns.iter().map(cell).collect();
        Arc::new(Rel {
            op: RelOp::Project {
                input: Arc::new(scan),
                exprs,
            },
            ..(**rel).clone()
        })
    }
}

impl Reader for Walk<'_> {
    fn rows(&self, rel: &RelRef) -> Result<Vec<Vec<Value>>, Diagnostic> {
        let at = self.step(rel)?;
        let step = self.steps.borrow().get(at).cloned();
        step.map_or_else(|| Ok(Vec::new()), |step| rows_of(self.engine, &step))
    }
}

fn rows_of(engine: &Engine, step: &Step) -> Result<Vec<Vec<Value>>, Diagnostic> {
    engine.rows(&seen(&step.rel, &step.held))
}

/// The rows that an operator gave, as a table to read.
fn seen(rel: &RelRef, held: &Arc<Held>) -> RelRef {
    // Rows without columns cannot be held; whatever makes them is made again.
    if rel.columns.is_empty() {
        return Arc::clone(rel);
    }
    Arc::new(Rel {
        op: RelOp::Scan(Arc::clone(held) as Arc<dyn Table>),
        columns: rel.columns.clone(),
        span: rel.span,
        ordered: rel.ordered,
        open: rel.open,
    })
}

/// An operator over rows that are held, with the tables inside of its expressions read.
fn over(rel: &Rel, inputs: &[Arc<Held>], reader: &dyn Reader) -> Result<RelRef, Diagnostic> {
    let mut held = inputs.iter();
    let place = |input: &RelRef| {
        let lost = || Diagnostic::error("internal", Span::default(), "a step has lost its input");
        held.next().map(|held| seen(input, held)).ok_or_else(lost)
    };
    let over = rel.map(place, |expr| resolve(expr, reader))?;
    Ok(Arc::new(over))
}

/// `a and b` where both are conditions; a null is no truth.
pub fn and(a: Expr, b: Expr) -> Expr {
    let span = b.span;
    if a.as_literal() == Some(&Value::Bool(true)) {
        return b;
    }
    Expr {
        kind: ExprKind::And(Box::new(a), Box::new(b)),
        ty: Type::Bool,
        span,
    }
}

/// Whether a condition does not hold, which it does not where it is null.
pub fn fails(condition: Expr) -> Expr {
    let span = condition.span;
    let literal = |value| Expr::literal(Value::Bool(value), Type::Bool, span);
    Expr {
        kind: ExprKind::Case {
            branches: vec![(condition, literal(false))],
            otherwise: Box::new(literal(true)),
        },
        ty: Type::Bool,
        span,
    }
}

/// What is always true.
pub fn always(span: Span) -> Expr {
    Expr::literal(Value::Bool(true), Type::Bool, span)
}
