//! Reading Parquet files, column by column.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, StringViewBuilder};
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::{DataType, FieldRef, Schema, SchemaRef};
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder, RowSelection,
};
use datafusion::parquet::bloom_filter::Sbbf;
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::metadata::{ColumnChunkMetaData, PageIndexPolicy};
use datafusion::parquet::file::reader::ChunkReader;
use vigie_engine::types::Type;

use super::cells::{Cells, Sight};
use super::extract::{Extract, LogReader, Reader, Wanted};
use super::groups;
use crate::files::Flow;
use crate::json::Keys;
use crate::sources::def::{Field, fold};

/// A stretch of a Parquet file.
pub(super) type Groups = std::ops::Range<usize>;

/// What a file says of itself, for all who read a part of it.
pub(crate) type SharedFooter = Arc<OnceLock<Result<Footer, String>>>;

/// What a file says of itself: where its columns stand, and between which bounds.
#[derive(Debug)]
pub(crate) struct Footer {
    /// With texts as the engine stores them, so that they are not copied.
    pub(super) whole: ArrowReaderMetadata,
    /// With texts as places in a dictionary.
    pub(super) coded: ArrowReaderMetadata,
}

/// Reads row groups of a file.
pub(super) fn some_groups(
    path: &Path,
    groups: Groups,
    footer: &OnceLock<Result<Footer, String>>,
    extract: &mut Extract<'_>,
) -> Result<Flow, String> {
    let file = File::open(path).map_err(|e| e.to_string())?;
    let footer = footer.get_or_init(|| Footer::of(&file)).as_ref();
    read_groups(&file, footer.map_err(String::clone)?, Some(groups), extract)
}

/// Reads a file.
pub(super) fn file(path: &Path, extract: &mut Extract<'_>) -> Result<Flow, String> {
    let file = File::open(path).map_err(|e| e.to_string())?;
    read_groups(&file, &Footer::of(&file)?, None, extract)
}

/// Reads a file that is in memory.
pub(super) fn bytes(bytes: Vec<u8>, extract: &mut Extract<'_>) -> Result<Flow, String> {
    let bytes = Bytes::from(bytes);
    read_groups(&bytes, &Footer::of(&bytes)?, None, extract)
}

/// What is wrong with a file ends its reading, and is in the counts.
pub(super) fn told(read: Result<Flow, String>, extract: &mut Extract<'_>) -> Flow {
    read.unwrap_or_else(|why| {
        extract.counts.fault = Some(why);
        Flow::Go
    })
}

/// A file that several readers of it read, one after another.
pub(super) trait Again: ChunkReader + Sized + 'static {
    fn again(&self) -> std::io::Result<Self>;
}

impl Again for File {
    fn again(&self) -> std::io::Result<Self> {
        self.try_clone()
    }
}

impl Again for Bytes {
    fn again(&self) -> std::io::Result<Self> {
        Ok(self.clone())
    }
}

fn read_groups<R: Again>(
    source: &R,
    footer: &Footer,
    groups: Option<Groups>,
    extract: &mut Extract<'_>,
) -> Result<Flow, String> {
    let metadata = &footer.whole;
    extract.narrow(metadata.schema());
    let groups = groups.unwrap_or(0..metadata.metadata().num_row_groups());
    for group in groups {
        let bloom = |column: &ColumnChunkMetaData| {
            Sbbf::read_from_column_chunk(column, source).ok().flatten()
        };
        if extract.passes_over(metadata, group, &bloom) {
            continue;
        }
        let flow = if extract.shaping.early.is_worth_it() {
            extract.staged(source, footer, group)?
        } else {
            extract.whole(source, metadata, group)?
        };
        if flow == Flow::Stop {
            return Ok(Flow::Stop);
        }
    }
    Ok(Flow::Go)
}

impl Footer {
    fn of(source: &impl ChunkReader) -> Result<Self, String> {
        let load = |pages| {
            let options = ArrowReaderOptions::new()
                .with_encoding_stats_as_mask(true)
                .with_offset_index_policy(pages);
            ArrowReaderMetadata::load(source, options)
        };
        // Where the pages stand only saves work.
        let metadata = load(PageIndexPolicy::Optional)
            .or_else(|_| load(PageIndexPolicy::Skip))
            .map_err(|e| e.to_string())?;
        let with = |texts: DataType| with_texts(&metadata, &texts).map_err(|e| e.to_string());
        let places = Box::new(DataType::Int32);
        Ok(Self {
            whole: with(DataType::Utf8View)?,
            coded: with(DataType::Dictionary(places, Box::new(DataType::Utf8)))?,
        })
    }
}

/// The same with all texts in columns of one type.
fn with_texts(
    metadata: &ArrowReaderMetadata,
    texts: &DataType,
) -> Result<ArrowReaderMetadata, ParquetError> {
    let schema = metadata.schema();
    let is_text = |data: &DataType| match data {
        DataType::Dictionary(_, values) => values.is_string(),
        data => data.is_string(),
    };
    let fields: Vec<FieldRef> = schema
        .fields()
        .iter()
        .map(|field| {
            if is_text(field.data_type()) {
                Arc::new(field.as_ref().clone().with_data_type(texts.clone()))
            } else {
                Arc::clone(field)
            }
        })
        .collect();
    let schema = Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()));
    let options = ArrowReaderOptions::new().with_schema(schema);
    ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options)
}

/// Opens some columns of the rows of a group; `None` are all rows.
pub(super) fn open<R: Again>(
    source: &R,
    metadata: &ArrowReaderMetadata,
    (group, columns): (usize, &[usize]),
    rows: Option<&BooleanBuffer>,
    batch: usize,
) -> Result<ParquetRecordBatchReader, String> {
    let source = source.again().map_err(|e| e.to_string())?;
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(source, metadata.clone());
    let mask = ProjectionMask::roots(builder.parquet_schema(), columns.iter().copied());
    let mut builder = builder
        .with_projection(mask)
        .with_batch_size(batch)
        .with_row_groups(vec![group]);
    if let Some(rows) = rows {
        builder = builder.with_row_selection(RowSelection::from_boolean_buffer(rows.clone()));
    }
    builder.build().map_err(|e| e.to_string())
}

/// Where a column stands in the file.
pub(super) fn position(schema: &Schema, keys: Keys, name: &str) -> Option<usize> {
    let names = || schema.fields().iter().map(|f| f.name().as_str());
    names().position(|n| n == name).or_else(|| {
        let folded = fold(name);
        (keys == Keys::Folded)
            .then(|| names().position(|n| fold(n) == folded))
            .flatten()
    })
}

/// The column of the file that a wanted one is, if it is one as it stands: its type and name there.
fn direct(
    reader: &Reader,
    wanted: &[Wanted],
    schema: &Schema,
    name: &str,
) -> Option<(Type, String)> {
    let is_it = |w: &Wanted| matches!(w, Wanted::Column { name: own, .. } if own == name);
    let at = wanted.iter().position(is_it)?;
    let Wanted::Column { ty, .. } = &wanted[at] else {
        return None;
    };
    let place = match reader {
        Reader::Plain { .. } => position(schema, Keys::Exact, name)?,
        Reader::Log(log) => whole_column(log, (*log.roots.get(at)?)?, schema)?,
    };
    Some((*ty, schema.field(place).name().clone()))
}

/// Where the column stands that an expression of a log is, if it is one as it stands.
fn whole_column(log: &LogReader, root: usize, schema: &Schema) -> Option<usize> {
    match log.program.list().get(log.program.slot(root)?)?.as_slice() {
        [name] => position(schema, log.keys, name),
        _ => None,
    }
}

/// The columns of the file that the wanted ones are made of.
fn needed(reader: &Reader, wanted: &[Wanted], schema: &SchemaRef) -> Vec<usize> {
    let position = |keys, name| position(schema, keys, name);
    let mut needed: Vec<usize> = match reader {
        Reader::Log(log) if log.program.list().iter().any(Vec::is_empty) => {
            (0..schema.fields().len()).collect()
        }
        Reader::Log(log) => log
            .program
            .list()
            .iter()
            .filter_map(|path| position(log.keys, path.first()?))
            .collect(),
        Reader::Plain { .. } => wanted
            .iter()
            .filter_map(|wanted| match wanted {
                Wanted::Column { name, .. } => position(Keys::Exact, name),
                Wanted::File(_) | Wanted::Number => None,
            })
            .collect(),
    };
    needed.sort_unstable();
    needed.dedup();
    needed
}

impl LogReader {
    /// Whether all records of a row group are of this log, told from its bounds alone.
    fn owns(&self, metadata: &ArrowReaderMetadata, group: usize) -> bool {
        let schema = metadata.schema();
        let sign = |root: usize| -> Option<Field<'static>> {
            if self.program.is_nothing(root) {
                return Some(Field::Nothing);
            }
            let column = schema.field(whole_column(self, root, schema)?);
            let text = groups::only_text(metadata, group, column.name())?;
            Some(Field::from_text(Cow::Owned(text)))
        };
        let signs: Option<Vec<Field<'static>>> = self.signs.clone().map(sign).collect();
        signs.is_some_and(|signs| (self.accepts)(&signs))
    }
}

impl Extract<'_> {
    /// Forgets the columns that the file does not have.
    fn narrow(&mut self, schema: &Schema) {
        if let Reader::Log(log) = &mut self.reader {
            let (keys, list) = (log.keys, log.program.list().to_vec());
            let is_absent = |slot: usize| {
                let column = list.get(slot).and_then(|path| path.first());
                column.is_some_and(|column| position(schema, keys, column).is_none())
            };
            log.program.without(&is_absent);
        }
    }

    /// Counts the records of a row group that no query can use; `false` when it must be read.
    fn passes_over(
        &mut self,
        metadata: &ArrowReaderMetadata,
        group: usize,
        bloom: &dyn Fn(&ColumnChunkMetaData) -> Option<Sbbf>,
    ) -> bool {
        let schema = metadata.schema();
        let direct = |name: &str| direct(&self.reader, &self.shaping.wanted, schema, name);
        if self
            .shaping
            .pruning
            .may_hold(metadata, group, &direct, bloom)
        {
            return false;
        }
        if !self.belongs(metadata, group) {
            return false;
        }
        let rows = metadata.metadata().row_group(group).num_rows();
        let rows = u64::try_from(rows).unwrap_or(0);
        self.counts.records += rows;
        self.counts.passed += rows;
        self.progress.records.fetch_add(rows, Ordering::Relaxed);
        true
    }

    /// Whether all records of a row group are of this log and have a time, told from its bounds alone.
    /// These times are noted then.
    pub(super) fn belongs(&mut self, metadata: &ArrowReaderMetadata, group: usize) -> bool {
        let Reader::Log(log) = &self.reader else {
            return true;
        };
        let schema = metadata.schema();
        let times = || {
            let column = whole_column(log, log.time, schema)?;
            // A record without a time is rejected by name.
            groups::times(metadata, group, schema.field(column).name())
        };
        // Else each record must be looked at to tell whether it is one of this log.
        let Some((first, last)) = times().filter(|_| log.owns(metadata, group)) else {
            return false;
        };
        self.counts.note_time(first);
        self.counts.note_time(last);
        true
    }

    /// Reads all rows of a group.
    fn whole<R: Again>(
        &mut self,
        source: &R,
        metadata: &ArrowReaderMetadata,
        group: usize,
    ) -> Result<Flow, String> {
        let needed = needed(&self.reader, &self.shaping.wanted, metadata.schema());
        let rows = self.shaping.rows;
        for batch in open(source, metadata, (group, &needed), None, rows)? {
            let batch = batch.map_err(|e| e.to_string())?;
            let rows = batch.num_rows() as u64;
            self.progress.records.fetch_add(rows, Ordering::Relaxed);
            let cancelled = self.shaping.cancelled.load(Ordering::Relaxed);
            if cancelled || self.batch(&batch)? == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Go)
    }

    /// Takes the rows of a batch of the file.
    fn batch(&mut self, batch: &RecordBatch) -> Result<Flow, String> {
        if self.flush() == Flow::Stop {
            return Ok(Flow::Stop);
        }
        let rows = batch.num_rows();
        let before = self.counts.records;
        let cells = Cells::new(batch)?;
        let keep = match &self.reader {
            Reader::Plain { .. } => None,
            Reader::Log(log) => Sight::new(log, &cells).belonging(rows, &mut self.counts),
        };
        self.counts.records = before + rows as u64;
        let mut batch = self.rows_of(&cells, rows)?;
        if let Some(keep) = &keep {
            batch = filter_record_batch(&batch, keep).map_err(|e| e.to_string())?;
        }
        self.counts.rows += batch.num_rows() as u64;
        if batch.num_rows() == 0 {
            return Ok(Flow::Go);
        }
        let wants_numbers = self.shaping.wanted.contains(&Wanted::Number);
        let kept = |row: &usize| keep.as_ref().is_none_or(|keep| keep.value(*row));
        let numbers = (0..rows)
            .filter(|row| wants_numbers && kept(row))
            .map(|row| before + row as u64 + 1)
            .collect();
        Ok(self.hand_over(batch, numbers))
    }

    /// The wanted columns of a batch of the file, but for that of numbers.
    pub(super) fn rows_of(&self, cells: &Cells, rows: usize) -> Result<RecordBatch, String> {
        let wanted = self.shaping.wanted.iter().enumerate();
        let columns: Vec<ArrayRef> = wanted
            .filter_map(|(at, wanted)| match wanted {
                Wanted::Column { .. } => self.reader.column((at, wanted), cells, rows),
                Wanted::File(_) => {
                    let mut files = StringViewBuilder::new().with_deduplicate_strings();
                    (0..rows).for_each(|_| files.append_value(&self.file));
                    Some(Arc::new(files.finish()) as ArrayRef)
                }
                Wanted::Number => None,
            })
            .collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let schema = Arc::clone(&self.shaping.schema);
        RecordBatch::try_new_with_options(schema, columns, &options).map_err(|e| e.to_string())
    }
}
