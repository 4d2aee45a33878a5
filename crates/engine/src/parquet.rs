//! Rows as an Apache Parquet file. Times become Arrow's own timestamps and durations.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, DurationMicrosecondArray, DurationNanosecondArray, Int64Array,
    TimestampMicrosecondArray, TimestampNanosecondArray,
};
use datafusion::arrow::compute::{
    SortColumn, concat_batches, lexsort_to_indices, take_record_batch,
};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::record_batch::{RecordBatch, RecordBatchOptions};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::parquet::schema::types::ColumnPath;

use crate::Answer;
use crate::types::{Column, Type, datetime};

/// Writes the answer as one file.
///
/// # Errors
/// What the output says, or the writer of the format.
pub fn write(answer: &Answer, out: &mut (impl Write + Send)) -> std::io::Result<()> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    write_rows(&answer.columns, &answer.batches, properties, out)
}

/// How rows lie in a file for readers that come again and look for few of them.
#[derive(Debug, Clone)]
pub struct Layout<'a> {
    /// Text columns that rows are sorted by.
    pub by: &'a [&'a str],
    /// Then they are sorted by this column.
    pub time: &'a str,
    /// Rows that are passed over together by a reader that needs none of them.
    pub group: usize,
    /// Rows of a column that are unpacked together.
    pub page: usize,
}

impl<'a> Layout<'a> {
    /// With groups and pages of usual sizes.
    pub fn new(by: &'a [&'a str], time: &'a str) -> Self {
        Self {
            by,
            time,
            group: 1 << 16,
            page: 1 << 12,
        }
    }
}

/// Bytes of a dictionary: what few rows of a sorted file need is found by its number.
const DICTIONARY: usize = 8 << 20;

/// Bytes of a text that may be looked for whole.
const SHORT: usize = 128;

/// Rows that are looked at to tell whether the values of a column repeat.
const SAMPLE: usize = 1 << 12;

/// Writes rows for readers that come again and look for few of them.
///
/// # Errors
/// As [`write`].
pub fn write_sorted(
    columns: &[Column],
    batches: &[RecordBatch],
    layout: &Layout<'_>,
    out: &mut (impl Write + Send),
) -> std::io::Result<()> {
    let all = stored(columns, batches).map_err(std::io::Error::other)?;
    let keys: Vec<SortColumn> = layout
        .by
        .iter()
        .chain([&layout.time])
        .filter_map(|name| columns.iter().position(|c| c.name == *name))
        .map(|at| SortColumn {
            values: Arc::clone(all.column(at)),
            options: None,
        })
        .collect();
    let sorted = lexsort_to_indices(&keys, None)
        .and_then(|order| take_record_batch(&all, &order))
        .map_err(std::io::Error::other)?;
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_dictionary_page_size_limit(DICTIONARY)
        .set_data_page_row_count_limit(layout.page)
        .set_write_batch_size(layout.page.min(1024))
        .set_max_row_group_row_count(Some(layout.group));
    for (column, array) in columns.iter().zip(sorted.columns()) {
        // Of a dictionary of values that hardly repeat, all must be read for a few of them.
        if !repeats(array) {
            let path = ColumnPath::new(vec![column.name.clone()]);
            properties = properties.set_column_dictionary_enabled(path.clone(), false);
            // Names and addresses are looked for whole, among all of them.
            if mean_length(array) <= SHORT {
                properties = properties
                    .set_column_bloom_filter_enabled(path.clone(), true)
                    .set_column_bloom_filter_fpp(path.clone(), 0.01)
                    .set_column_bloom_filter_max_ndv(path, layout.group as u64);
            }
        }
    }
    write_rows(columns, &[sorted], properties.build(), out)
}

/// Bytes of the texts of a column, on average.
fn mean_length(texts: &ArrayRef) -> usize {
    let texts = texts.as_string_view();
    let bytes: usize = texts.iter().flatten().map(str::len).sum();
    bytes / texts.len().max(1)
}

/// Whether most values of a column of texts stand in it more than once, as far as a part of its rows
/// tells.
fn repeats(array: &ArrayRef) -> bool {
    let Some(texts) = array.as_string_view_opt() else {
        return true;
    };
    let step = (texts.len() / SAMPLE).max(1);
    let sample = (0..texts.len()).step_by(step);
    let distinct: BTreeSet<&str> = sample.clone().map(|row| texts.value(row)).collect();
    distinct.len() * 4 <= sample.count()
}

fn write_rows(
    columns: &[Column],
    batches: &[RecordBatch],
    properties: WriterProperties,
    out: &mut (impl Write + Send),
) -> std::io::Result<()> {
    let rows = converted(columns, batches).map_err(std::io::Error::other)?;
    let mut writer = ArrowWriter::try_new(out, rows.schema(), Some(properties))
        .map_err(std::io::Error::other)?;
    writer.write(&rows).map_err(std::io::Error::other)?;
    writer.close().map_err(std::io::Error::other)?;
    Ok(())
}

/// All rows in one batch, with the types that readers of Parquet know.
fn converted(
    columns: &[Column],
    batches: &[RecordBatch],
) -> datafusion::error::Result<RecordBatch> {
    let all = stored(columns, batches)?;
    let arrays: Vec<ArrayRef> = columns
        .iter()
        .zip(all.columns())
        .map(|(column, array)| match column.ty {
            Type::Datetime => timestamps(array.as_primitive()),
            Type::Timespan => durations(array.as_primitive()),
            _ => Arc::clone(array),
        })
        .collect();
    let fields: Vec<Field> = columns
        .iter()
        .zip(&arrays)
        .map(|(column, array)| Field::new(&column.name, array.data_type().clone(), true))
        .collect();
    let options = RecordBatchOptions::new().with_row_count(Some(all.num_rows()));
    let schema = Arc::new(Schema::new(fields));
    Ok(RecordBatch::try_new_with_options(schema, arrays, &options)?)
}

/// All rows in one batch, as the engine stores them.
fn stored(columns: &[Column], batches: &[RecordBatch]) -> Result<RecordBatch, ArrowError> {
    let fields: Vec<Field> = columns
        .iter()
        .map(|c| Field::new(&c.name, c.ty.arrow(), true))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let batches = batches
        .iter()
        .map(|b| {
            let options = RecordBatchOptions::new().with_row_count(Some(b.num_rows()));
            RecordBatch::try_new_with_options(Arc::clone(&schema), b.columns().to_vec(), &options)
        })
        .collect::<Result<Vec<_>, _>>()?;
    concat_batches(&schema, &batches)
}

/// Nanoseconds, which hold all of a tick but only the years 1677 to 2262; microseconds for a column
/// that reaches beyond.
fn timestamps(ticks: &Int64Array) -> ArrayRef {
    let nanos = |t: i64| t.checked_sub(datetime::UNIX_EPOCH)?.checked_mul(100);
    if ticks.iter().flatten().all(|t| nanos(t).is_some()) {
        let made: TimestampNanosecondArray = ticks.unary_opt(nanos);
        Arc::new(made.with_timezone("UTC"))
    } else {
        let made: TimestampMicrosecondArray =
            ticks.unary_opt(|t| Some(t.checked_sub(datetime::UNIX_EPOCH)? / 10));
        Arc::new(made.with_timezone("UTC"))
    }
}

/// As [`timestamps`], for lengths of time.
fn durations(ticks: &Int64Array) -> ArrayRef {
    if ticks.iter().flatten().all(|t| t.checked_mul(100).is_some()) {
        let made: DurationNanosecondArray = ticks.unary_opt::<_, _>(|t| t.checked_mul(100));
        Arc::new(made)
    } else {
        let made: DurationMicrosecondArray = ticks.unary_opt::<_, _>(|t| Some(t / 10));
        Arc::new(made)
    }
}
