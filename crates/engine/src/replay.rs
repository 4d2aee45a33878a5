//! What replaying a rule asks of the engine: what it needs of the logs, those rows in memory, and the
//! records behind each row of its result.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::{Expr as DfExpr, LogicalPlanBuilder};
use vigie_syntax::{Diagnostic, Span, kql};

use crate::bind::Reader;
use crate::bound::RelRef;
use crate::catalog::{Catalog, Table};
use crate::engine::{Answer, Bound, Engine, failure};
use crate::frame::{Frame, TIME_COLUMN, View, time_column};
use crate::lower::column;
use crate::moving::moving;
use crate::needs::{Clock, Needs, Twice, needs};
use crate::prepared::Prepared;
use crate::subquery::resolve_rel;
use crate::trace;
use crate::types::{Column, Value, datetime};

/// How far apart the two clocks are at which a query is looked at: the year, the month, the day of
/// the week, the hour and all below differ.
const APART: i64 = 1_131 * 864_000_000_000 + 7 * 36_000_000_000 + 13 * 600_000_000 + 171_234_567;

/// The clock with which a query is bound that moves with its view. No rule names this time or one
/// that is a whole number of seconds from it.
const BOUND_AT: i64 = datetime::UNIX_EPOCH + APART;

/// The records behind the rows of an answer.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// For each row its records: the table, then what [`Table::evidence`] says of the record.
    pub rows: Vec<Vec<Vec<String>>>,
    /// Operators behind which nobody knows the records.
    pub lost: BTreeSet<&'static str>,
}

impl Engine {
    /// What a query reads of each table at whatever clock, and the columns of its result as far as
    /// they are known before a table is read.
    ///
    /// # Errors
    /// What stands in the way of the query, each with its place in the text.
    pub fn needs(
        &self,
        query: impl Into<kql::Parsed>,
    ) -> Result<(Needs, Vec<Column>), Vec<Diagnostic>> {
        let query = query.into();
        let clocks = [self.options().now, self.options().now.wrapping_add(APART)];
        let other = self.with(Arc::clone(self.catalog()), clocks[1]);
        let (Some(first), Some(second)) = (self.unread(&query)?, other.unread(&query)?) else {
            let (bound, diagnostics) = self.bound(&query, None);
            let bound = bound.ok_or(diagnostics)?;
            return Ok((Needs::everything_of(&bound.rel), bound.rel.columns.clone()));
        };
        let needs = needs(&Twice {
            rels: [&first.rel, &second.rel],
            clocks,
            time_column: TIME_COLUMN,
        });
        Ok((needs, first.rel.columns.clone()))
    }

    /// All of the tables that a query names, at whatever clock: what a query that is changed a little
    /// still reads.
    ///
    /// # Errors
    /// What stands in the way of the query.
    pub fn tables(&self, query: impl Into<kql::Parsed>) -> Result<Needs, Vec<Diagnostic>> {
        let (bound, diagnostics) = self.bound(&query.into(), None);
        let bound = bound.ok_or(diagnostics)?;
        Ok(Needs::everything_of(&bound.rel))
    }

    /// Binds a query without reading a table; `None` where its columns or constants depend on what
    /// tables hold.
    fn unread(&self, query: &kql::Parsed) -> Result<Option<Bound>, Vec<Diagnostic>> {
        let shy = Shy::default();
        let (bound, diagnostics) = self.bound(query, Some(&shy));
        if shy.asked.get() {
            return Ok(None);
        }
        bound.map(Some).ok_or(diagnostics)
    }

    /// Reads what is needed of one table, with `extra` columns where the table has them, and with
    /// its evidence columns.
    ///
    /// # Errors
    /// What went wrong while rows were read.
    pub fn gather(
        &self,
        table: &Arc<dyn Table>,
        needs: &Needs,
        extra: &[&str],
    ) -> Result<Frame, Vec<Diagnostic>> {
        let failed = |e: datafusion::error::DataFusionError| vec![failure(&e, Span::default())];
        let need = needs.tables.get(table.name()).cloned().unwrap_or_default();
        let time = time_column(table.as_ref());
        let wanted = |c: &&Column| match &need.columns {
            None => true,
            Some(names) => {
                let name = c.name.as_str();
                names.contains(name) || extra.contains(&name) || time == Some(name)
            }
        };
        let columns: Vec<DfExpr> = table
            .columns()
            .iter()
            .filter(wanted)
            .map(|c| c.name.as_str())
            .chain(table.evidence().iter().copied())
            .map(|name| column(name).alias(name))
            .collect();
        let read = || {
            let source = provider_as_source(table.provider());
            let mut plan = LogicalPlanBuilder::scan("t1", source, None)?;
            if let Some(predicate) = need.predicate() {
                plan = plan.filter(predicate)?;
            }
            let plan = plan.project(columns)?.build()?;
            let schema = Arc::new(plan.schema().as_arrow().clone());
            let batches = self.runtime()?.collect(&plan)?;
            Frame::new(table.as_ref(), time, &schema, &batches)
        };
        read().map_err(failed)
    }

    /// Plans a query once for many runs over these frames. The engine's other tables and its
    /// watchlists are as they are. `None` for a query whose plan depends on the clock in other ways
    /// than through the times that its tables are asked for.
    ///
    /// # Errors
    /// What stands in the way of the query.
    pub fn prepare(
        &self,
        query: impl Into<kql::Parsed>,
        frames: &BTreeMap<String, Arc<Frame>>,
        needs: &Needs,
        over: impl FnOnce(BTreeMap<String, Arc<dyn Table>>) -> Arc<dyn Catalog>,
    ) -> Result<Option<Prepared>, Vec<Diagnostic>> {
        let query = query.into();
        let offsets = match &needs.clock {
            Clock::Bounds(offsets) | Clock::Moving(offsets) => offsets,
            Clock::Free => return Ok(None),
        };
        let view = View::moving(BOUND_AT, offsets.clone(), i64::MIN, i64::MAX, BOUND_AT);
        let view = Arc::new(view);
        let seen = frames.iter().map(|(name, f)| (name.clone(), f.seen(&view)));
        let engine = self.with(over(seen.collect()), BOUND_AT);
        let Some(mut bound) = engine.unread(&query)? else {
            return Ok(None);
        };
        if let Clock::Moving(_) = needs.clock {
            let later = engine.with(Arc::clone(engine.catalog()), BOUND_AT + APART);
            let Some(other) = later.unread(&query)? else {
                return Ok(None);
            };
            match moving(&bound.rel, &other.rel, &view, APART, TIME_COLUMN) {
                Some(rel) => bound.rel = rel,
                None => return Ok(None),
            }
        }
        Ok(Some(Prepared::new(engine, &view, &bound)))
    }

    /// Runs a bound query and tells which records stand behind each of its rows.
    ///
    /// # Errors
    /// What went wrong while rows were read.
    pub fn run_traced(&self, bound: &Bound) -> Result<(Answer, Evidence), Vec<Diagnostic>> {
        let failed = |d: Diagnostic| vec![d];
        let rel = resolve_rel(&bound.rel, self).map_err(failed)?;
        let traced = trace::trace(&rel);
        let batches = self.batches(&traced.rel).map_err(failed)?;
        split(&traced.rel, batches, traced.lost)
    }
}

/// Reads nothing, and remembers that somebody wanted to.
#[derive(Default)]
struct Shy {
    asked: Cell<bool>,
}

impl Reader for Shy {
    fn rows(&self, rel: &RelRef) -> Result<Vec<Vec<Value>>, Diagnostic> {
        self.asked.set(true);
        Err(Diagnostic::error(
            "not-read",
            rel.span,
            "tables are not read now",
        ))
    }
}

/// The rows of a traced query, and their records.
pub(crate) fn split(
    rel: &RelRef,
    batches: Vec<RecordBatch>,
    lost: BTreeSet<&'static str>,
) -> Result<(Answer, Evidence), Vec<Diagnostic>> {
    let mut answer = Answer {
        columns: rel.columns.clone(),
        batches,
        warnings: Vec::new(),
        more: Vec::new(),
    };
    let rows = answer.rows();
    let rows = rows
        .iter()
        .map(|row| row.last().map(trace::records).unwrap_or_default())
        .collect();
    answer.columns.pop();
    let places: Vec<usize> = (0..answer.columns.len()).collect();
    answer.batches = answer
        .batches
        .iter()
        .map(|b| b.project(&places))
        .collect::<Result<_, _>>()
        .map_err(|e| vec![failure(&e.into(), Span::default())])?;
    Ok((answer, Evidence { rows, lost }))
}
