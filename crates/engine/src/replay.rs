//! What replaying a rule asks of the engine: what it needs of the logs, those rows in memory, and the
//! records behind each row of its result.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::common::DFSchema;
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::utils::split_conjunction;
use datafusion::logical_expr::{Expr as DfExpr, LogicalPlanBuilder};
use datafusion::physical_expr::PhysicalExpr;
use vigie_syntax::{Diagnostic, Span, kql};

use crate::bind::Reader;
use crate::bound::RelRef;
use crate::catalog::{Catalog, Table};
use crate::classify::Classifier;
use crate::engine::{Answer, Bound, Engine, failure};
use crate::frame::{Frame, TIME_COLUMN, View, time_column};
use crate::lower::column;
use crate::members::Members;
use crate::moving::moving;
use crate::needs::{Clock, Need, Needs, Twice, needs};
use crate::prepared::Prepared;
use crate::subquery::resolve_rel;
use crate::trace;
use crate::types::{Column, Value, datetime};

/// How far apart the two clocks are at which a query is looked at: the year, the month, the day of
/// the week, the hour and all below differ, down to microseconds: times of Splunk have no more.
const APART: i64 = 1_131 * 864_000_000_000 + 7 * 36_000_000_000 + 13 * 600_000_000 + 171_234_570;

/// The clock with which a query is bound that moves with its view. No rule names this time or one
/// that is a whole number of seconds from it.
const BOUND_AT: i64 = datetime::UNIX_EPOCH + APART;

/// Rows of a frame that are told apart at a time.
const AT_ONCE: usize = 1 << 16;

/// What one query needs of a frame.
#[derive(Debug, Clone)]
pub struct Share {
    columns: Option<BTreeSet<String>>,
    /// The places of the rows; `None` for all.
    rows: Option<Vec<u32>>,
    /// What all of these rows meet.
    met: Vec<DfExpr>,
}

impl Share {
    /// Without rows yet, where not all are needed.
    fn new(need: Option<&Need>) -> Self {
        let filters = need.and_then(|need| need.filters.as_deref());
        // A table that is read twice is asked for rows that meet either condition.
        let met = match filters {
            Some([only]) => split_conjunction(only).into_iter().cloned().collect(),
            _ => Vec::new(),
        };
        Self {
            columns: need.and_then(|need| need.columns.clone()),
            rows: filters.map(|_| Vec::new()),
            met,
        }
    }

    /// The frame itself where all of its rows are needed.
    ///
    /// # Errors
    /// When it is a share of another frame.
    pub fn of(&self, frame: &Arc<Frame>) -> Result<Arc<Frame>, Vec<Diagnostic>> {
        let Some(rows) = &self.rows else {
            return Ok(Arc::clone(frame));
        };
        match frame.part(rows, self.columns.as_ref(), &self.met) {
            Ok(part) => Ok(Arc::new(part)),
            Err(e) => Err(vec![failure(&e, Span::default())]),
        }
    }
}

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

    /// Reads at least what is needed of one table, with `extra` columns where the table has them, and with
    /// its evidence columns. Of a column that holds records, `described` are the members that are wanted
    /// beside those that are needed.
    ///
    /// # Errors
    /// What went wrong while rows were read.
    pub fn gather(
        &self,
        table: &Arc<dyn Table>,
        needs: &Needs,
        extra: &[&str],
        described: &Members,
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
        let members = Members::both(need.members.as_ref(), Some(described));
        let narrowed = members.and_then(|members| table.narrowed(&members));
        let read = || {
            let source = provider_as_source(narrowed.as_ref().unwrap_or(table).provider());
            let mut plan = LogicalPlanBuilder::scan("t1", source, None)?;
            if let Some(predicate) = need.predicate() {
                plan = plan.filter(predicate)?;
            }
            let plan = plan.project(columns)?.build()?;
            let schema = Arc::new(plan.schema().as_arrow().clone());
            let batches = self.runtime()?.collect_at_least(&plan)?;
            Frame::new(table.as_ref(), time, &schema, &batches)
        };
        read().map_err(failed)
    }

    /// For each query the rows of a frame that it needs, found in one pass over the frame.
    ///
    /// # Errors
    /// When a condition cannot be planned.
    pub fn share(&self, frame: &Frame, needs: &[&Needs]) -> Result<Vec<Share>, Vec<Diagnostic>> {
        let failed = |e: datafusion::error::DataFusionError| vec![failure(&e, Span::default())];
        let (conditions, of) = self.conditions(frame, needs).map_err(failed)?;
        let own = needs.iter().map(|needs| needs.tables.get(frame.name()));
        let mut shares: Vec<Share> = own.map(Share::new).collect();
        let classifier = Classifier::new(&conditions, &frame.rows.schema());
        if classifier.is_empty() {
            return Ok(shares);
        }
        for start in (0..frame.len()).step_by(AT_ONCE) {
            let rows = AT_ONCE.min(frame.len() - start);
            let classes = classifier.classes(&frame.rows.slice(start, rows));
            for row in 0..rows {
                let place = (start + row) as u32;
                for condition in classes.met(row) {
                    if let Some(rows) = &mut shares[of[condition]].rows
                        && rows.last() != Some(&place)
                    {
                        rows.push(place);
                    }
                }
            }
        }
        // What could not be tested is not known to be met: the rule's own plan tells what is wrong.
        if classifier.has_failed() {
            for share in &mut shares {
                share.met.clear();
            }
        }
        Ok(shares)
    }

    /// The conditions of all queries on the rows of a frame, and whose each is.
    #[expect(clippy::type_complexity, reason = "two lists of one length")]
    fn conditions(
        &self,
        frame: &Frame,
        needs: &[&Needs],
    ) -> datafusion::error::Result<(Vec<Arc<dyn PhysicalExpr>>, Vec<usize>)> {
        let schema = DFSchema::try_from(frame.rows.schema().as_ref().clone())?;
        let (mut conditions, mut of) = (Vec::new(), Vec::new());
        for (at, needs) in needs.iter().enumerate() {
            let need = needs.tables.get(frame.name());
            for filter in need.and_then(|n| n.filters.as_ref()).into_iter().flatten() {
                conditions.push(self.runtime()?.condition(filter, &schema)?);
                of.push(at);
            }
        }
        Ok((conditions, of))
    }

    /// Plans a query once for many runs over the tables that `over` gives as they are seen through a
    /// view. `None` for a query whose plan depends on the clock in other ways than through the times
    /// that its tables are asked for.
    ///
    /// # Errors
    /// What stands in the way of the query.
    pub fn prepare(
        &self,
        query: impl Into<kql::Parsed>,
        needs: &Needs,
        over: impl FnOnce(&Arc<View>) -> Arc<dyn Catalog>,
    ) -> Result<Option<Prepared>, Vec<Diagnostic>> {
        let query = query.into();
        let offsets = match &needs.clock {
            Clock::Bounds(offsets) | Clock::Moving(offsets) => offsets,
            Clock::Free => return Ok(None),
        };
        let view = View::moving(BOUND_AT, offsets.clone(), i64::MIN, i64::MAX, BOUND_AT);
        let view = Arc::new(view);
        let engine = self.with(over(&view), BOUND_AT);
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
        let bounds = matches!(needs.clock, Clock::Bounds(_));
        Ok(Some(Prepared::new(engine, &view, &bound, bounds)))
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
    let mut rows = Vec::with_capacity(answer.len());
    for batch in &answer.batches {
        let Some(cells) = batch.columns().last().and_then(|c| c.as_string_view_opt()) else {
            continue;
        };
        rows.extend(
            cells
                .iter()
                .map(|cell| trace::records(cell.unwrap_or_default())),
        );
    }
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
