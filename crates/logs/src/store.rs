//! A store for repeated hunts: the rows of a table as Parquet files, a folder for each hour, sorted
//! by operation, so that a rule reads the hours and the operations that it asks for.
//!
//! It is read as any folder of Parquet files is.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use datafusion::arrow::array::{Array, AsArray, RecordBatch, UInt32Array};
use datafusion::arrow::compute::take_record_batch;
use datafusion::arrow::datatypes::Int64Type;
use vigie_engine::catalog::Table;
use vigie_engine::frame;
use vigie_engine::parquet::{self, Layout};
use vigie_engine::types::{Column, datetime};

/// Columns of operations, of which a table has at most one: rows are sorted by it.
const OPERATIONS: &[&str] = &[
    "OperationNameValue",
    "EventName",
    "MethodName",
    "ProtoPayload_MethodName",
    "OperationName",
    "Operation",
];

/// Bytes of rows that wait until their hour is complete.
const WAITING: usize = 256 << 20;

const HOUR: i64 = 36_000_000_000;

/// Writes the rows of one table.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    columns: Vec<Column>,
    operation: Option<&'static str>,
    time: &'static str,
    /// The position of the time.
    at: usize,
    hours: BTreeMap<i64, Hour>,
    waiting: usize,
    written: Written,
}

#[derive(Debug, Default)]
struct Hour {
    rows: Vec<RecordBatch>,
    /// Their bytes.
    bytes: usize,
    /// Files of this hour that are written.
    files: usize,
}

/// What a store wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    pub rows: u64,
    pub files: u64,
    pub bytes: u64,
}

impl Store {
    /// A store of a table below a folder; `None` for a table without a time.
    ///
    /// # Errors
    /// When there is a store of this table already: rows would be there twice.
    pub fn new(folder: &std::path::Path, table: &dyn Table) -> io::Result<Option<Self>> {
        let columns = table.columns().to_vec();
        let position = |name: &str| columns.iter().position(|c| c.name == name);
        let Some((time, at)) =
            frame::time_column(table).and_then(|time| Some((time, position(time)?)))
        else {
            return Ok(None);
        };
        let operation = OPERATIONS.iter().find(|name| position(name).is_some());
        let folder = folder.join(table.name());
        if folder.exists() {
            let there = format!("`{}` is there already", folder.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, there));
        }
        Ok(Some(Self {
            folder,
            operation: operation.copied(),
            time,
            at,
            columns,
            hours: BTreeMap::new(),
            waiting: 0,
            written: Written::default(),
        }))
    }

    /// Takes rows.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn add(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let times = batch.column(self.at).as_primitive::<Int64Type>();
        let mut by_hour: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
        for row in 0..batch.num_rows() {
            let ticks = if times.is_valid(row) {
                times.value(row)
            } else {
                datetime::UNIX_EPOCH
            };
            let row = u32::try_from(row).map_err(io::Error::other)?;
            by_hour.entry(ticks.div_euclid(HOUR)).or_default().push(row);
        }
        let whole = by_hour.len() == 1;
        for (hour, rows) in by_hour {
            let rows = if whole {
                batch.clone()
            } else {
                let rows = UInt32Array::from(rows);
                take_record_batch(batch, &rows).map_err(io::Error::other)?
            };
            let bytes = rows.get_array_memory_size();
            let hour = self.hours.entry(hour).or_default();
            hour.rows.push(rows);
            hour.bytes += bytes;
            self.waiting += bytes;
        }
        if self.waiting > WAITING {
            self.write(WAITING / 2)?;
        }
        Ok(())
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(mut self) -> io::Result<Written> {
        self.write(0)?;
        Ok(self.written)
    }

    /// Writes hours, those with the most rows first, until no more than so many bytes wait.
    fn write(&mut self, most: usize) -> io::Result<()> {
        let by: Vec<&str> = self.operation.into_iter().collect();
        let layout = Layout::new(&by, self.time);
        let mut full: Vec<(&i64, &mut Hour)> = self
            .hours
            .iter_mut()
            .filter(|(_, hour)| !hour.rows.is_empty())
            .collect();
        full.sort_by_key(|(_, hour)| std::cmp::Reverse(hour.bytes));
        for (hour, waiting) in full {
            if self.waiting <= most {
                break;
            }
            let rows = std::mem::take(&mut waiting.rows);
            self.waiting -= std::mem::take(&mut waiting.bytes);
            let folder = self.folder.join(partition(*hour));
            fs::create_dir_all(&folder)?;
            let path = folder.join(format!("part-{:04}.parquet", waiting.files));
            let mut out = BufWriter::new(File::create_new(&path)?);
            parquet::write_sorted(&self.columns, &rows, &layout, &mut out)?;
            out.flush()?;
            waiting.files += 1;
            self.written.files += 1;
            self.written.rows += rows.iter().map(|b| b.num_rows() as u64).sum::<u64>();
            self.written.bytes += fs::metadata(&path)?.len();
        }
        Ok(())
    }
}

/// The folder of an hour: `y=2026/m=03/d=10/h=07`, as Azure's own exports name it.
fn partition(hour: i64) -> PathBuf {
    let text = datetime::format(hour.saturating_mul(HOUR));
    let part = |range| text.get(range).unwrap_or("00");
    let names = [
        format!("y={}", part(0..4)),
        format!("m={}", part(5..7)),
        format!("d={}", part(8..10)),
        format!("h={}", part(11..13)),
    ];
    names.iter().collect()
}
