//! A query that runs many times over moving windows, and is planned once.
//!
//! Its plan depends on the clock only through the scans of its windows. Tables inside of its
//! expressions (`toscalar`, `in (T)`) are read at each run; only where they give other values than
//! at the run before, the plan around them is made anew.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::physical_plan::ExecutionPlan;
use vigie_syntax::{Diagnostic, Span};

use crate::bind::Reader;
use crate::bound::RelRef;
use crate::engine::{Answer, Bound, Engine, failure};
use crate::frame::View;
use crate::lower::{Lowering, Runtime};
use crate::needs::inner_tables;
use crate::quiet::looser;
use crate::replay::{Evidence, split};
use crate::subquery::resolve_rel;
use crate::trace;
use crate::types::{Column, Value};

/// A query over the windows of a view.
pub struct Prepared {
    engine: Engine,
    view: Arc<View>,
    main: RelRef,
    /// The query with the records behind each row, once somebody has asked for it.
    traced: Option<(RelRef, BTreeSet<&'static str>)>,
    /// What gives no row over a long window only where the query gives none over any part of it.
    looser: Option<RelRef>,
    memo: Memo,
}

/// Plans of one query that are kept, each for other values of the tables inside: watchlists and
/// baselines change now and then, and often back.
const KEPT: usize = 8;

/// What is known of a query and of the tables inside of it.
#[derive(Default)]
struct Memo {
    known: RefCell<Vec<Known>>,
    /// Counts the runs.
    run: u64,
}

/// A query, or a table inside of one.
struct Known {
    rel: RelRef,
    /// The tables inside.
    inner: Vec<RelRef>,
    /// The newest last.
    plans: Vec<Plan>,
    /// The rows of this run, if it is one of the tables inside.
    rows: Option<(u64, Vec<Vec<Value>>)>,
}

struct Plan {
    /// What the tables inside gave when it was made.
    values: Vec<Vec<Vec<Value>>>,
    physical: Arc<dyn ExecutionPlan>,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Prepared")
    }
}

impl Prepared {
    /// A query that was bound over tables seen through `view`, with an engine of these tables.
    /// `bounds`: its result depends on the clock only through comparisons of the time column.
    pub(crate) fn new(engine: Engine, view: &Arc<View>, bound: &Bound, bounds: bool) -> Self {
        Self {
            engine,
            view: Arc::clone(view),
            main: Arc::clone(&bound.rel),
            traced: None,
            looser: bounds.then(|| looser(&bound.rel)).flatten(),
            memo: Memo::default(),
        }
    }

    /// The columns of the result.
    pub fn columns(&self) -> &[Column] {
        &self.main.columns
    }

    /// Moves to other frames: of each table to the one at this place ([`crate::frame::Frame::seen_or`]).
    pub fn show(&mut self, place: usize) {
        self.view.show(place);
    }

    /// Runs the query at a clock, over rows with `after < time <= until`.
    ///
    /// # Errors
    /// What went wrong while rows were read.
    pub fn run(&mut self, after: i64, until: i64, clock: i64) -> Result<Answer, Vec<Diagnostic>> {
        self.view.move_to(after, until, clock);
        self.memo.run += 1;
        let reading = Reading(self);
        let batches = reading.batches(&self.main).map_err(|d| vec![d])?;
        Ok(Answer {
            columns: self.main.columns.clone(),
            batches,
            warnings: Vec::new(),
            more: Vec::new(),
        })
    }

    /// Whether it is known that the query gives no row at any clock from the first to the last, over
    /// any part of the rows with `after < time <= until`.
    pub fn is_quiet(&mut self, after: i64, until: i64, clocks: (i64, i64)) -> bool {
        let Some(looser) = self.looser.clone() else {
            return false;
        };
        self.view.stretch_to(after, until, clocks);
        self.memo.run += 1;
        let Ok(batches) = Reading(self).batches(&looser) else {
            // The runs themselves tell what is wrong.
            self.looser = None;
            return false;
        };
        batches.iter().all(|batch| batch.num_rows() == 0)
    }

    /// Whether [`Self::is_quiet`] can tell anything.
    pub fn may_be_quiet(&self) -> bool {
        self.looser.is_some()
    }

    /// The rows of the last run again, and the records behind each of them.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn trace(&mut self) -> Result<(Answer, Evidence), Vec<Diagnostic>> {
        if self.traced.is_none() {
            let traced = trace::trace(&self.main);
            self.traced = Some((traced.rel, traced.lost));
        }
        let (rel, lost) = match &self.traced {
            Some((rel, lost)) => (Arc::clone(rel), lost.clone()),
            None => (Arc::clone(&self.main), BTreeSet::new()),
        };
        let batches = Reading(self).batches(&rel).map_err(|d| vec![d])?;
        split(&rel, batches, lost)
    }
}

/// A run of a query: what it reads of the tables inside is read once.
struct Reading<'a>(&'a Prepared);

impl Reading<'_> {
    fn runtime(&self) -> Result<&Runtime, Diagnostic> {
        let runtime = self.0.engine.runtime();
        runtime.map_err(|e| failure(&e, Span::default()))
    }

    fn batches(&self, rel: &RelRef) -> Result<Vec<RecordBatch>, Diagnostic> {
        let failed = |e| failure(&e, rel.span);
        let physical = self.plan(rel)?;
        self.runtime()?.again(physical).map_err(failed)
    }

    /// The plan of a table at this run.
    fn plan(&self, rel: &RelRef) -> Result<Arc<dyn ExecutionPlan>, Diagnostic> {
        let failed = |e| failure(&e, rel.span);
        let inner = self.about(rel, |known| known.inner.clone());
        let values = inner
            .iter()
            .map(|table| self.rows(table))
            .collect::<Result<Vec<_>, _>>()?;
        let made = self.about(rel, |known| {
            let plan = known.plans.iter().find(|p| p.values == values);
            plan.map(|p| Arc::clone(&p.physical))
        });
        if let Some(physical) = made {
            return Ok(physical);
        }
        let resolved = resolve_rel(rel, self)?;
        let plan = Lowering::default().rel(&resolved).map_err(failed)?;
        let physical = self.runtime()?.reusable(plan).map_err(failed)?;
        self.about(rel, |known| {
            if known.plans.len() >= KEPT {
                known.plans.remove(0);
            }
            known.plans.push(Plan {
                values,
                physical: Arc::clone(&physical),
            });
        });
        Ok(physical)
    }

    /// Reads or changes what is known of a query.
    fn about<T>(&self, rel: &RelRef, f: impl FnOnce(&mut Known) -> T) -> T {
        let mut all = self.0.memo.known.borrow_mut();
        let at = all.iter().position(|known| Arc::ptr_eq(&known.rel, rel));
        let at = at.unwrap_or_else(|| {
            all.push(Known {
                rel: Arc::clone(rel),
                inner: inner_tables(rel),
                plans: Vec::new(),
                rows: None,
            });
            all.len() - 1
        });
        f(&mut all[at])
    }
}

impl Reader for Reading<'_> {
    fn rows(&self, rel: &RelRef) -> Result<Vec<Vec<Value>>, Diagnostic> {
        let run = self.0.memo.run;
        let read = self.about(rel, |known| match &known.rows {
            Some((at, rows)) if *at == run => Some(rows.clone()),
            _ => None,
        });
        if let Some(rows) = read {
            return Ok(rows);
        }
        let answer = Answer {
            columns: rel.columns.clone(),
            batches: self.batches(rel)?,
            warnings: Vec::new(),
            more: Vec::new(),
        };
        let rows = answer.rows();
        self.about(rel, |known| known.rows = Some((run, rows.clone())));
        Ok(rows)
    }
}
