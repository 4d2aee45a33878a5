//! Rows of a table held in memory, sorted by time: what is seen through a window of time is a slice.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Int64Array, RecordBatch, RecordBatchOptions, StringViewArray,
    UInt64Array, new_null_array,
};
use datafusion::arrow::compute::{concat_batches, take};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{Expr as DfExpr, Operator, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;

use crate::catalog::Table;
use crate::needs::time_bound;
use crate::types::array::Reader;
use crate::types::{Column, Value};

/// Rows that an operator is handed at once.
const CHUNK: usize = 16_384;
/// The evidence column of a frame: the place of the row in it, as text.
pub const ROW: &str = "__row";

/// The rows that are needed of one table, with the columns that are needed of them.
#[derive(Debug)]
pub struct Frame {
    name: String,
    /// All columns of the table, those without values too.
    columns: Vec<Column>,
    /// By which time the rows are sorted; `None` for a table without time, whose rows are seen
    /// through every window.
    time_column: Option<String>,
    /// Sorted by time, rows of one time as the table has them.
    rows: RecordBatch,
    /// The types of the columns that are held.
    types: BTreeMap<String, crate::types::Type>,
    times: Vec<i64>,
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
        let hidden = hidden.map(|n| ((*n).to_owned(), crate::types::Type::String));
        Ok(Self {
            name: table.name().to_owned(),
            columns: table.columns().to_vec(),
            time_column: time_column.map(str::to_owned),
            rows,
            types: held.chain(hidden).collect(),
            times,
        })
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

    /// Whether the rows have times.
    pub fn is_timed(&self) -> bool {
        self.time_column.is_some()
    }

    /// The value of a column that is held, evidence columns of the table too.
    pub fn value(&self, row: usize, column: &str) -> Option<Value> {
        let array = self.rows.column_by_name(column)?;
        let ty = *self.types.get(column)?;
        (row < self.len()).then(|| Some(Reader::new(ty, array.as_ref()).ok()?.value(row)))?
    }

    /// The table as it is seen at a time: rows with `after < time <= until`.
    pub fn window(self: &Arc<Self>, after: i64, until: i64) -> Arc<dyn Table> {
        let range = if self.is_timed() {
            self.place(after.saturating_add(1))..self.place(until.saturating_add(1))
        } else {
            0..self.len()
        };
        let mut fields: Vec<Field> = self
            .columns
            .iter()
            .map(|c| Field::new(&c.name, c.ty.arrow(), true))
            .collect();
        fields.push(Field::new(ROW, DataType::Utf8View, true));
        Arc::new(Window {
            frame: Arc::clone(self),
            schema: Arc::new(Schema::new(fields)),
            start: range.start,
            end: range.end.max(range.start),
        })
    }

    /// The place of the first row at this time or later.
    fn place(&self, time: i64) -> usize {
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

/// A frame as it is seen at some time.
#[derive(Debug)]
struct Window {
    frame: Arc<Frame>,
    schema: SchemaRef,
    start: usize,
    end: usize,
}

impl Table for Window {
    fn name(&self) -> &str {
        &self.frame.name
    }

    fn columns(&self) -> &[Column] {
        &self.frame.columns
    }

    fn provider(&self) -> Arc<dyn TableProvider> {
        Arc::new(Provider {
            frame: Arc::clone(&self.frame),
            schema: Arc::clone(&self.schema),
            start: self.start,
            end: self.end,
        })
    }

    fn evidence(&self) -> &[&'static str] {
        &[ROW]
    }
}

#[derive(Debug)]
struct Provider {
    frame: Arc<Frame>,
    schema: SchemaRef,
    start: usize,
    end: usize,
}

impl Provider {
    /// A column of the rows from `start` to `end`.
    fn column(&self, field: &Field, start: usize, end: usize) -> Result<ArrayRef> {
        if field.name() == ROW {
            let places = (start..end).map(|row| row.to_string());
            return Ok(Arc::new(StringViewArray::from_iter_values(places)));
        }
        match self.frame.rows.column_by_name(field.name()) {
            Some(column) => Ok(column.slice(start, end - start)),
            // Nobody may take a column that was not read for one without values.
            None if start < end => Err(DataFusionError::Internal(format!(
                "the column `{}` was not foreseen",
                field.name()
            ))),
            None => Ok(new_null_array(field.data_type(), 0)),
        }
    }

    /// The rows that can meet conditions on the time.
    fn narrowed(&self, filters: &[DfExpr]) -> (usize, usize) {
        let (mut start, mut end) = (self.start, self.end);
        let Some(time_column) = &self.frame.time_column else {
            return (start, end);
        };
        for (op, at) in filters.iter().filter_map(|f| time_bound(f, time_column)) {
            match op {
                Operator::Gt => start = start.max(self.frame.place(at.saturating_add(1))),
                Operator::GtEq => start = start.max(self.frame.place(at)),
                Operator::Lt => end = end.min(self.frame.place(at)),
                Operator::LtEq => end = end.min(self.frame.place(at.saturating_add(1))),
                _ => {}
            }
        }
        (start, end.max(start))
    }
}

#[async_trait::async_trait]
impl TableProvider for Provider {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(
        &self,
        filters: &[&DfExpr],
    ) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[DfExpr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let schema = match projection {
            Some(places) => Arc::new(self.schema.project(places)?),
            None => Arc::clone(&self.schema),
        };
        let (start, mut end) = self.narrowed(filters);
        if let Some(limit) = limit {
            end = end.min(start.saturating_add(limit));
        }
        let mut batches = Vec::new();
        let mut at = start;
        while at < end {
            let to = end.min(at + CHUNK);
            let columns = schema
                .fields()
                .iter()
                .map(|field| self.column(field, at, to))
                .collect::<Result<Vec<_>>>()?;
            let options = RecordBatchOptions::new().with_row_count(Some(to - at));
            let schema = Arc::clone(&schema);
            batches.push(RecordBatch::try_new_with_options(
                schema, columns, &options,
            )?);
            at = to;
        }
        let source: Arc<dyn ExecutionPlan> =
            MemorySourceConfig::try_new_exec(&[batches], schema, None)?;
        Ok(source)
    }
}

/// The time column of a table: the one that Sentinel looks back on.
pub fn time_column(table: &dyn Table) -> Option<&'static str> {
    const NAME: &str = "TimeGenerated";
    table
        .columns()
        .iter()
        .any(|c| c.name == NAME && c.ty == crate::types::Type::Datetime)
        .then_some(NAME)
}
