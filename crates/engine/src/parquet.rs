//! Rows as an Apache Parquet file. Times become Arrow's own timestamps and durations.

use std::io::{Result, Write};
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, DurationMicrosecondArray, DurationNanosecondArray, Int64Array,
    TimestampMicrosecondArray, TimestampNanosecondArray,
};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::arrow::record_batch::{RecordBatch, RecordBatchOptions};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;

use crate::Answer;
use crate::types::{Type, datetime};

/// Writes the answer as one file.
///
/// # Errors
/// What the output says, or the writer of the format.
pub fn write(answer: &Answer, out: &mut (impl Write + Send)) -> Result<()> {
    let rows = converted(answer).map_err(std::io::Error::other)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut writer = ArrowWriter::try_new(out, rows.schema(), Some(properties))
        .map_err(std::io::Error::other)?;
    writer.write(&rows).map_err(std::io::Error::other)?;
    writer.close().map_err(std::io::Error::other)?;
    Ok(())
}

/// All rows in one batch, with the types that readers of Parquet know.
fn converted(answer: &Answer) -> datafusion::error::Result<RecordBatch> {
    let stored: Vec<Field> = answer
        .columns
        .iter()
        .map(|c| Field::new(&c.name, c.ty.arrow(), true))
        .collect();
    let stored = Arc::new(Schema::new(stored));
    let batches = answer
        .batches
        .iter()
        .map(|b| {
            let options = RecordBatchOptions::new().with_row_count(Some(b.num_rows()));
            RecordBatch::try_new_with_options(Arc::clone(&stored), b.columns().to_vec(), &options)
        })
        .collect::<std::result::Result<Vec<_>, _>>()?;
    let all = concat_batches(&stored, &batches)?;
    let columns: Vec<ArrayRef> = answer
        .columns
        .iter()
        .zip(all.columns())
        .map(|(column, array)| match column.ty {
            Type::Datetime => timestamps(array.as_primitive()),
            Type::Timespan => durations(array.as_primitive()),
            _ => Arc::clone(array),
        })
        .collect();
    let fields: Vec<Field> = answer
        .columns
        .iter()
        .zip(&columns)
        .map(|(column, array)| Field::new(&column.name, array.data_type().clone(), true))
        .collect();
    let options = RecordBatchOptions::new().with_row_count(Some(all.num_rows()));
    let schema = Arc::new(Schema::new(fields));
    Ok(RecordBatch::try_new_with_options(
        schema, columns, &options,
    )?)
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
