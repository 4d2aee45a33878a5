//! The conditions above a scan, tested where its rows are built: on the threads that read.
//!
//! They stay in the plan too. Here they only save work, so a condition that cannot be tested for
//! some row lets all rows through, and the plan says what is wrong with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use datafusion::arrow::array::{Array, BooleanArray, RecordBatch};
use datafusion::arrow::compute::{and_kleene, prep_null_mask_filter};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};
use vigie_engine::classify::{Classifier, Glance, is_volatile, parts_of, truth};

/// What every row that is used will meet.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    conditions: Vec<Test>,
    tally: Tally,
}

/// Whether a test is worth its time.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Rows that were tested, and that went through.
    tested: AtomicU64,
    kept: AtomicU64,
}

impl Tally {
    /// Counts rows that were tested, and those of them that went through.
    pub(super) fn note(&self, tested: u64, kept: u64) {
        self.tested.fetch_add(tested, Ordering::Relaxed);
        self.kept.fetch_add(kept, Ordering::Relaxed);
    }

    /// Where nearly all rows go through there is little to gain.
    pub(super) fn is_worth_it(&self) -> bool {
        let tested = self.tested.load(Ordering::Relaxed);
        tested < TRIAL || self.kept.load(Ordering::Relaxed) < tested / 4 * 3
    }
}

/// One condition.
#[derive(Debug)]
pub(super) enum Test {
    One(Arc<dyn PhysicalExpr>),
    /// Those of many rules, of which a row meets at least one.
    Any(Classifier),
}

/// Alternatives from which on a condition is taken for those of many rules.
const MANY: usize = 4;

impl Test {
    /// Of a condition over the columns of `schema`.
    pub(super) fn new(condition: Arc<dyn PhysicalExpr>, schema: &SchemaRef) -> Self {
        let alternatives = parts_of(&condition, Operator::Or);
        if alternatives.len() < MANY {
            return Self::One(condition);
        }
        Self::Any(Classifier::new(&alternatives, schema))
    }

    /// Its value for each row; `None` when it cannot be told.
    pub(super) fn of(&self, batch: &RecordBatch) -> Option<BooleanArray> {
        match self {
            Self::One(condition) => truth(condition, batch),
            Self::Any(classifier) => Some(classifier.any(batch)),
        }
    }
}

/// Rows after which it is asked whether the test is worth its time.
const TRIAL: u64 = 50_000;

impl Sieve {
    /// The conditions that speak of columns of `schema` alone, each the same whenever it is asked.
    pub(super) fn new(filters: &[Arc<dyn PhysicalExpr>], schema: &SchemaRef) -> Self {
        let known = |filter: &&Arc<dyn PhysicalExpr>| {
            let columns = collect_columns(filter);
            let is_here = |name: &str| schema.index_of(name).is_ok();
            !columns.is_empty()
                && columns.iter().all(|c| is_here(c.name()))
                && !is_volatile(filter, 0)
        };
        let bound = |filter: &Arc<dyn PhysicalExpr>| {
            let filter = reassign_expr_columns(Arc::clone(filter), schema).ok()?;
            Some(Test::new(filter, schema))
        };
        Self {
            conditions: filters.iter().filter(known).filter_map(bound).collect(),
            ..Self::default()
        }
    }

    /// What is known by now of the columns that are held as texts, `is_text` by their places; `None`
    /// when that is nothing.
    pub(super) fn glance(&self, is_text: impl Fn(usize) -> bool) -> Option<Glance> {
        if !self.tally.is_worth_it() {
            return None;
        }
        let many = self
            .conditions
            .iter()
            .find_map(|condition| match condition {
                Test::Any(classifier) => Some(classifier),
                Test::One(_) => None,
            });
        let glance = many?.glance(is_text);
        (!glance.is_empty()).then_some(glance)
    }

    /// Counts rows that were left out before they were built.
    pub(super) fn note(&self, left_out: u64) {
        self.tally.note(left_out, 0);
    }

    /// The rows of a batch that may be used; `None` when all may.
    pub(super) fn kept(&self, batch: &RecordBatch) -> Option<BooleanArray> {
        if self.conditions.is_empty() || !self.tally.is_worth_it() {
            return None;
        }
        let mut mask: Option<BooleanArray> = None;
        for condition in &self.conditions {
            let tested = condition.of(batch)?;
            mask = Some(match mask {
                None => tested,
                Some(mask) => and_kleene(&mask, &tested).ok()?,
            });
        }
        let mut mask = mask?;
        if mask.null_count() > 0 {
            mask = prep_null_mask_filter(&mask);
        }
        let kept = mask.true_count();
        self.tally.note(batch.num_rows() as u64, kept as u64);
        (kept < batch.num_rows()).then_some(mask)
    }
}
