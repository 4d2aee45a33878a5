//! Rows of a table held in memory, sorted by time: what is seen through a window of time is a slice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int64Array, RecordBatch};
use datafusion::arrow::array::{RecordBatchOptions, UInt32Array, UInt64Array};
use datafusion::arrow::compute::{concat_batches, take, take_record_batch};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::catalog::TableProvider;
use datafusion::error::Result;
use datafusion::logical_expr::Expr as DfExpr;

use crate::catalog::Table;
use crate::lower::window::Provider;
use crate::needs::unqualified;
use crate::types::array::Reader;
use crate::types::{Column, Type, Value};

/// The evidence column of a frame: the place of the row in it, as text.
pub const ROW: &str = "__row";

/// The column that Sentinel looks back on.
pub(crate) const TIME_COLUMN: &str = "TimeGenerated";

/// The column that tells the time of an event in a table of events.
pub(crate) const EVENT_TIME_COLUMN: &str = "_time";

/// The rows that are needed of one table, with the columns that are needed of them.
#[derive(Debug)]
pub struct Frame {
    name: String,
    /// All columns of the table, those without values too.
    columns: Vec<Column>,
    /// By which time the rows are sorted; `None` for a table without time, whose rows are seen
    /// through every window.
    pub(crate) time_column: Option<String>,
    /// Sorted by time, rows of one time as the table has them.
    pub(crate) rows: RecordBatch,
    /// The types of the columns that are held.
    types: BTreeMap<String, Type>,
    times: Vec<i64>,
    /// Of a part of another frame: the places of its rows there.
    origins: Option<UInt32Array>,
    /// Conditions that all of its rows meet.
    met: Vec<DfExpr>,
}

/// What is seen of frames, and the clock. It is moved between the runs of a query that is planned
/// once.
#[derive(Debug)]
pub struct View {
    after: AtomicI64,
    until: AtomicI64,
    clock: AtomicI64,
    /// The first of the clocks that the view stands for; `clock` is the last.
    first_clock: AtomicI64,
    /// The clock with which the query was bound, and how far behind it the times are that its
    /// conditions name: these move with the clock, other times stay.
    bound_at: i64,
    offsets: BTreeSet<i64>,
    /// Which of several frames of a table is seen.
    shown: AtomicUsize,
}

impl View {
    /// Rows with `after < time <= until`, whatever the clock.
    pub fn fixed(after: i64, until: i64) -> Self {
        Self::moving(0, BTreeSet::new(), after, until, 0)
    }

    /// Rows with `after < time <= until`, at a clock.
    pub(crate) fn moving(
        bound_at: i64,
        offsets: BTreeSet<i64>,
        after: i64,
        until: i64,
        clock: i64,
    ) -> Self {
        Self {
            after: AtomicI64::new(after),
            until: AtomicI64::new(until),
            clock: AtomicI64::new(clock),
            first_clock: AtomicI64::new(clock),
            bound_at,
            offsets,
            shown: AtomicUsize::new(0),
        }
    }

    /// Moves the view to other rows and another clock.
    pub(crate) fn move_to(&self, after: i64, until: i64, clock: i64) {
        self.stretch_to(after, until, (clock, clock));
    }

    /// Moves the view to all rows that are seen at any clock from the first to the last.
    pub(crate) fn stretch_to(&self, after: i64, until: i64, (first, last): (i64, i64)) {
        self.after.store(after, Ordering::Relaxed);
        self.until.store(until, Ordering::Relaxed);
        self.first_clock.store(first, Ordering::Relaxed);
        self.clock.store(last, Ordering::Relaxed);
    }

    /// Moves the view to other frames: of each table to the one at this place.
    pub(crate) fn show(&self, place: usize) {
        self.shown.store(place, Ordering::Relaxed);
    }

    pub(crate) fn shown(&self) -> usize {
        self.shown.load(Ordering::Relaxed)
    }

    /// How far behind the clock of its binding a time of the query is.
    pub(crate) fn distance(&self, at: i64) -> i64 {
        self.bound_at.wrapping_sub(at)
    }

    /// A time of the query that moves with the clock.
    pub(crate) fn moved(&self, at: i64) -> i64 {
        let clock = self.clock.load(Ordering::Relaxed);
        clock.saturating_sub(self.distance(at))
    }

    /// A time that the query compares the time column with, as it is at the clock.
    pub(crate) fn time(&self, at: i64) -> i64 {
        if self.offsets.contains(&self.distance(at)) {
            self.moved(at)
        } else {
            at
        }
    }

    /// The same at the first clock.
    pub(crate) fn first_time(&self, at: i64) -> i64 {
        let distance = self.distance(at);
        if self.offsets.contains(&distance) {
            let clock = self.first_clock.load(Ordering::Relaxed);
            clock.saturating_sub(distance)
        } else {
            at
        }
    }
}

impl Frame {
    /// Sorts what was read of a table. The schema of `batches` names the columns that are held.
    pub(crate) fn new(
        table: &dyn Table,
        time_column: Option<&str>,
        schema: &SchemaRef,
        batches: &[RecordBatch],
    ) -> Result<Self> {
        let all = concat_batches(schema, batches)?;
        let time = time_column.and_then(|name| all.column_by_name(name));
        let (rows, times) = match time {
            None => (all, Vec::new()),
            Some(times) => sorted(&all, times.as_primitive())?,
        };
        let held = table.columns().iter().map(|c| (c.name.clone(), c.ty));
        let hidden = table.evidence().iter();
        let hidden = hidden.map(|n| ((*n).to_owned(), Type::String));
        Ok(Self {
            name: table.name().to_owned(),
            columns: table.columns().to_vec(),
            time_column: time_column.map(str::to_owned),
            rows,
            types: held.chain(hidden).collect(),
            times,
            origins: None,
            met: Vec::new(),
        })
    }

    /// The rows that meet conditions, in their order, with some of the columns that are held: `None`
    /// for all.
    ///
    /// # Errors
    /// When a place is not in the frame.
    pub(crate) fn part(
        &self,
        rows: &[u32],
        columns: Option<&BTreeSet<String>>,
        met: &[DfExpr],
    ) -> Result<Self> {
        let is_wanted = |name: &str| {
            let is_time = self.time_column.as_deref() == Some(name);
            is_time || columns.is_none_or(|columns| columns.contains(name))
        };
        let schema = self.rows.schema();
        let fields = schema.fields().iter().enumerate();
        let wanted = fields.filter(|(_, field)| is_wanted(field.name()));
        let wanted: Vec<usize> = wanted.map(|(place, _)| place).collect();
        let places = UInt32Array::from(rows.to_vec());
        let times = rows.iter().filter_map(|row| self.times.get(*row as usize));
        Ok(Self {
            name: self.name.clone(),
            columns: self.columns.clone(),
            time_column: self.time_column.clone(),
            rows: take_record_batch(&self.rows.project(&wanted)?, &places)?,
            types: self.types.clone(),
            times: times.copied().collect(),
            origins: Some(places),
            met: met.to_vec(),
        })
    }

    /// Whether all rows are known to meet a condition.
    pub(crate) fn meets(&self, condition: &DfExpr) -> bool {
        !self.met.is_empty() && unqualified(condition).is_ok_and(|c| self.met.contains(&c))
    }

    /// The place of a row in the frame that this one is a part of.
    pub fn origin(&self, row: usize) -> Option<usize> {
        match &self.origins {
            None => (row < self.len()).then_some(row),
            Some(origins) => (row < origins.len()).then(|| origins.value(row) as usize),
        }
    }

    /// The name of the table.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn len(&self) -> usize {
        self.rows.num_rows()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The times of the rows in ticks, sorted; empty for a table without time. A row without a time
    /// has the least.
    pub fn times(&self) -> &[i64] {
        &self.times
    }

    /// The value of a column that is held, evidence columns of the table too.
    pub fn value(&self, row: usize, column: &str) -> Option<Value> {
        let array = self.rows.column_by_name(column)?;
        let ty = *self.types.get(column)?;
        (row < self.len()).then(|| Some(Reader::new(ty, array.as_ref()).ok()?.value(row)))?
    }

    /// The table as it is seen through a view.
    pub fn seen(self: &Arc<Self>, view: &Arc<View>) -> Arc<dyn Table> {
        Arc::new(Seen {
            frames: Shown {
                first: Arc::clone(self),
                others: Vec::new(),
            },
            view: Arc::clone(view),
        })
    }

    /// Whether it is a frame of the same table with the same columns.
    pub fn is_like(&self, other: &Self) -> bool {
        other.name == self.name
            && other.columns == self.columns
            && other.time_column == self.time_column
            && other.rows.schema() == self.rows.schema()
    }

    /// A table of which a view shows one of several frames, this one or those that follow. `None` where
    /// they are not frames of the same table with the same columns.
    pub fn seen_or(
        self: &Arc<Self>,
        others: Vec<Arc<Self>>,
        view: &Arc<View>,
    ) -> Option<Arc<dyn Table>> {
        others.iter().all(|other| self.is_like(other)).then(|| {
            Arc::new(Seen {
                frames: Shown {
                    first: Arc::clone(self),
                    others,
                },
                view: Arc::clone(view),
            }) as Arc<dyn Table>
        })
    }

    /// The places of the rows that are in a view.
    pub(crate) fn range(&self, view: &View) -> (usize, usize) {
        if self.time_column.is_none() {
            return (0, self.len());
        }
        let start = view.after.load(Ordering::Relaxed).saturating_add(1);
        let end = view.until.load(Ordering::Relaxed).saturating_add(1);
        let start = self.place(start);
        (start, self.place(end).max(start))
    }

    /// The place of the first row at this time or later.
    pub(crate) fn place(&self, time: i64) -> usize {
        self.times.partition_point(|t| *t < time)
    }
}

/// The rows in the order of their times, and the times.
fn sorted(all: &RecordBatch, times: &Int64Array) -> Result<(RecordBatch, Vec<i64>)> {
    let at = |row: usize| {
        if times.is_null(row) {
            i64::MIN
        } else {
            times.value(row)
        }
    };
    let mut order: Vec<u64> = (0..all.num_rows() as u64).collect();
    order.sort_by_key(|row| at(*row as usize));
    let sorted: Vec<i64> = order.iter().map(|row| at(*row as usize)).collect();
    let order = UInt64Array::from(order);
    let columns = all
        .columns()
        .iter()
        .map(|column| Ok(compact(take(column, &order, None)?)))
        .collect::<Result<Vec<_>>>()?;
    let options = RecordBatchOptions::new().with_row_count(Some(order.len()));
    let rows = RecordBatch::try_new_with_options(all.schema(), columns, &options)?;
    Ok((rows, sorted))
}

/// Texts without the buffers of rows that are gone.
fn compact(column: ArrayRef) -> ArrayRef {
    match column.data_type() {
        DataType::Utf8View => Arc::new(column.as_string_view().gc()),
        _ => column,
    }
}

/// Frames of one table, of which a view shows one.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    first: Arc<Frame>,
    others: Vec<Arc<Frame>>,
}

impl Shown {
    /// The frame that is seen now.
    pub(crate) fn now(&self, view: &View) -> &Arc<Frame> {
        let other = view.shown().checked_sub(1);
        other
            .and_then(|place| self.others.get(place))
            .unwrap_or(&self.first)
    }

    /// By which time the rows of each are sorted.
    pub(crate) fn time_column(&self) -> Option<&str> {
        self.first.time_column.as_deref()
    }

    /// Whether all rows of each are known to meet a condition.
    pub(crate) fn meet(&self, condition: &DfExpr) -> bool {
        let mut all = std::iter::once(&self.first).chain(&self.others);
        all.all(|frame| frame.meets(condition))
    }
}

/// A table as it is seen through a view.
#[derive(Debug)]
struct Seen {
    frames: Shown,
    view: Arc<View>,
}

impl Table for Seen {
    fn name(&self) -> &str {
        &self.frames.first.name
    }

    fn columns(&self) -> &[Column] {
        &self.frames.first.columns
    }

    fn provider(&self) -> Arc<dyn TableProvider> {
        Arc::new(Provider::new(&self.frames, &self.view, self.columns()))
    }

    fn evidence(&self) -> &[&'static str] {
        &[ROW]
    }
}

/// The time column of a table, if it has one.
pub fn time_column(table: &dyn Table) -> Option<&'static str> {
    let is_time = |name: &&str| {
        let mut columns = table.columns().iter();
        columns.any(|c| c.name == *name && c.ty == Type::Datetime)
    };
    [TIME_COLUMN, EVENT_TIME_COLUMN].into_iter().find(is_time)
}
