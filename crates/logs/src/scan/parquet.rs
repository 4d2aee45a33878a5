//! Reading Parquet files, column by column.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, RecordBatch, RecordBatchOptions, StringViewBuilder,
};
use datafusion::arrow::compute::{filter_record_batch, kernels::aggregate};
use datafusion::arrow::datatypes::{DataType, FieldRef, Float64Type, Int64Type, Schema, SchemaRef};
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::reader::ChunkReader;
use vigie_engine::types::{Type, datetime};

use super::arrays::{stored, type_of};
use super::columns::Column;
use super::extract::{Extract, LogReader, Reader, Wanted};
use super::groups;
use crate::files::Flow;
use crate::json::{Found, Keys, Paths, quote, skip};
use crate::ledger::Counts;
use crate::sources::def::{Field, fold};
use crate::times;

/// A stretch of a Parquet file.
pub(super) type Groups = std::ops::Range<usize>;

/// Reads row groups of a file; `None` are all.
pub(super) fn file(path: &Path, groups: Option<Groups>, extract: &mut Extract<'_>) -> Flow {
    match File::open(path) {
        Ok(file) => read(file, groups, extract),
        Err(e) => {
            extract.counts.fault = Some(e.to_string());
            Flow::Go
        }
    }
}

/// Reads a file that is in memory.
pub(super) fn bytes(bytes: Vec<u8>, extract: &mut Extract<'_>) -> Flow {
    read(Bytes::from(bytes), None, extract)
}

/// What is wrong with the file ends the reading, and is in the counts.
fn read<R: ChunkReader + 'static>(
    source: R,
    groups: Option<Groups>,
    extract: &mut Extract<'_>,
) -> Flow {
    match try_read(source, groups, extract) {
        Ok(flow) => flow,
        Err(why) => {
            extract.counts.fault = Some(why);
            Flow::Go
        }
    }
}

fn try_read<R: ChunkReader + 'static>(
    source: R,
    groups: Option<Groups>,
    extract: &mut Extract<'_>,
) -> Result<Flow, String> {
    let metadata = metadata(&source).map_err(|e| e.to_string())?;
    extract.narrow(metadata.schema());
    let groups = groups.unwrap_or(0..metadata.metadata().num_row_groups());
    let used: Vec<usize> = groups
        .filter(|group| !extract.passes_over(&metadata, *group))
        .collect();
    if used.is_empty() {
        return Ok(Flow::Go);
    }
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(source, metadata);
    let schema = Arc::clone(builder.schema());
    let needed = needed(&extract.reader, &extract.shaping.wanted, &schema);
    let mask = ProjectionMask::roots(builder.parquet_schema(), needed.iter().copied());
    let builder = builder
        .with_projection(mask)
        .with_batch_size(extract.shaping.rows)
        .with_row_groups(used);
    for batch in builder.build().map_err(|e| e.to_string())? {
        let batch = batch.map_err(|e| e.to_string())?;
        extract
            .progress
            .records
            .fetch_add(batch.num_rows() as u64, Ordering::Relaxed);
        let cancelled = extract.shaping.cancelled.load(Ordering::Relaxed);
        if cancelled || extract.batch(&batch)? == Flow::Stop {
            return Ok(Flow::Stop);
        }
    }
    Ok(Flow::Go)
}

/// What the file says of itself, with texts as the engine stores them, so that they are not copied.
fn metadata(source: &impl ChunkReader) -> Result<ArrowReaderMetadata, ParquetError> {
    let metadata = ArrowReaderMetadata::load(source, ArrowReaderOptions::new())?;
    let schema = metadata.schema();
    let texts = |data: &DataType| match data {
        DataType::Dictionary(_, values) => values.is_string(),
        data => data.is_string(),
    };
    let fields: Vec<FieldRef> = schema
        .fields()
        .iter()
        .map(|field| {
            if texts(field.data_type()) {
                Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View))
            } else {
                Arc::clone(field)
            }
        })
        .collect();
    let schema = Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()));
    let options = ArrowReaderOptions::new().with_schema(schema);
    ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options)
}

/// Where a column stands in the file.
fn position(schema: &Schema, keys: Keys, name: &str) -> Option<usize> {
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

/// The columns of a batch of the file, as the engine stores them.
struct Cells {
    columns: Vec<(String, Type, ArrayRef)>,
}

impl Cells {
    fn new(batch: &RecordBatch) -> Result<Self, String> {
        let columns = batch
            .schema()
            .fields()
            .iter()
            .zip(batch.columns())
            .map(|(field, column)| {
                let array = stored(column)
                    .map_err(|e| format!("column `{}` cannot be read: {e}", field.name()))?;
                Ok((field.name().clone(), type_of(field.data_type()), array))
            })
            .collect::<Result<_, String>>()?;
        Ok(Self { columns })
    }

    /// A row as a JSON object, without what is missing in it.
    fn object(&self, row: usize) -> Field<'_> {
        let mut out = String::from("{");
        for (name, ty, array) in &self.columns {
            let value = field(*ty, array, row);
            if value == Field::Nothing {
                continue;
            }
            if out.len() > 1 {
                out.push(',');
            }
            quote(&mut out, name);
            out.push(':');
            match (ty, &value) {
                (Type::Long | Type::Int | Type::Real, Field::Text(number))
                    if skip(number.as_bytes(), 0) == Ok(number.len()) =>
                {
                    out.push_str(number);
                }
                _ => value.push_json(&mut out),
            }
        }
        out.push('}');
        Field::from_text(Cow::Owned(out))
    }

    fn column(&self, keys: Keys, name: &str) -> Option<(Type, &ArrayRef)> {
        let exact = self.columns.iter().find(|(column, ..)| column == name);
        let found = exact.or_else(|| {
            let folded = fold(name);
            (keys == Keys::Folded)
                .then(|| self.columns.iter().find(|(n, ..)| fold(n) == folded))
                .flatten()
        });
        found.map(|(_, ty, array)| (*ty, array))
    }
}

/// A value of a column as the expressions of a source see it.
fn field(ty: Type, array: &ArrayRef, row: usize) -> Field<'_> {
    if array.is_null(row) {
        return Field::Nothing;
    }
    let owned = |text: String| Field::Text(Cow::Owned(text));
    match ty {
        Type::String => Field::from_text(Cow::Borrowed(array.as_string_view().value(row))),
        Type::Dynamic => Field::Json(array.as_string_view().value(row).as_bytes()),
        Type::Datetime => owned(datetime::format(
            array.as_primitive::<Int64Type>().value(row),
        )),
        Type::Real => owned(array.as_primitive::<Float64Type>().value(row).to_string()),
        Type::Bool => Field::Json(if array.as_boolean().value(row) {
            b"true"
        } else {
            b"false"
        }),
        _ => owned(array.as_primitive::<Int64Type>().value(row).to_string()),
    }
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

/// A path of a source, bound to a column of the file.
struct Bound<'c> {
    column: Option<(Type, &'c ArrayRef)>,
    /// All columns, when the path is that of the record itself.
    all: Option<&'c Cells>,
    /// The rest of the path, within the JSON of the column.
    within: Option<Paths>,
}

impl Bound<'_> {
    fn is_direct(&self, ty: Type) -> bool {
        self.within.is_none() && self.column.is_some_and(|(own, _)| own == ty)
    }

    fn field(&self, row: usize) -> Field<'_> {
        if let Some(cells) = self.all {
            return cells.object(row);
        }
        let Some((ty, array)) = self.column else {
            return Field::Nothing;
        };
        let field = field(ty, array, row);
        let Some(paths) = &self.within else {
            return field;
        };
        let Some(json) = field.json() else {
            return Field::Nothing;
        };
        let mut found = Found::default();
        match paths.find(&json, &mut found) {
            Ok(()) => found
                .value(0, &json)
                .and_then(|value| Field::Json(value).text().map(Cow::into_owned))
                .map_or(Field::Nothing, |text| Field::from_text(Cow::Owned(text))),
            Err(_) => Field::Nothing,
        }
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
    fn passes_over(&mut self, metadata: &ArrowReaderMetadata, group: usize) -> bool {
        let schema = metadata.schema();
        let direct = |name: &str| direct(&self.reader, &self.shaping.wanted, schema, name);
        if self.shaping.pruning.may_hold(metadata, group, &direct) {
            return false;
        }
        let times = match &self.reader {
            // Each record must be looked at to tell whether it is one of this log.
            Reader::Log(log) if !log.owns(metadata, group) => return false,
            Reader::Log(log) => {
                let column = whole_column(log, log.time, schema);
                // A record without a time is rejected by name.
                match column.and_then(|c| groups::times(metadata, group, schema.field(c).name())) {
                    Some(times) => Some(times),
                    None => return false,
                }
            }
            Reader::Plain { .. } => None,
        };
        if let Some((first, last)) = times {
            self.counts.note_time(first);
            self.counts.note_time(last);
        }
        let rows = metadata.metadata().row_group(group).num_rows();
        let rows = u64::try_from(rows).unwrap_or(0);
        self.counts.records += rows;
        self.counts.passed += rows;
        self.progress.records.fetch_add(rows, Ordering::Relaxed);
        true
    }

    /// Takes the rows of a batch of the file.
    fn batch(&mut self, batch: &RecordBatch) -> Result<Flow, String> {
        if self.flush() == Flow::Stop {
            return Ok(Flow::Stop);
        }
        let rows = batch.num_rows();
        let before = self.counts.records;
        let cells = Cells::new(batch)?;
        let (arrays, keep) = match &self.reader {
            Reader::Plain { .. } => (plain_columns(&self.shaping.wanted, &cells, rows), None),
            Reader::Log(_) => self.log_columns(&cells, rows),
        };
        self.counts.records = before + rows as u64;

        let mut arrays = arrays.into_iter();
        let columns: Vec<ArrayRef> = self
            .shaping
            .wanted
            .iter()
            .filter_map(|wanted| match wanted {
                Wanted::Column { .. } => arrays.next(),
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
        let mut batch = RecordBatch::try_new_with_options(schema, columns, &options)
            .map_err(|e| e.to_string())?;
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

    /// The wanted columns of a known log, and which rows belong to it where not all do.
    fn log_columns(&mut self, cells: &Cells, rows: usize) -> (Vec<ArrayRef>, Option<BooleanArray>) {
        let Reader::Log(log) = &self.reader else {
            return (Vec::new(), None);
        };
        let sight = Sight::new(log, cells);
        let keep = sight.belonging(rows, &mut self.counts);
        let columns = self
            .shaping
            .wanted
            .iter()
            .zip(&log.roots)
            .filter_map(|(wanted, root)| match (wanted, root) {
                (Wanted::Column { ty, .. }, Some(root)) => Some(sight.column(*root, *ty, rows)),
                _ => None,
            })
            .collect();
        (columns, keep)
    }
}

/// The expressions of a log over a batch of the file.
struct Sight<'c> {
    log: &'c LogReader,
    /// For each path of the log.
    bound: Vec<Bound<'c>>,
}

impl<'c> Sight<'c> {
    fn new(log: &'c LogReader, cells: &'c Cells) -> Self {
        let bound = log.program.list().iter().map(|path| match path.as_slice() {
            [] => Bound {
                column: None,
                all: Some(cells),
                within: None,
            },
            [name, rest @ ..] => Bound {
                column: cells.column(log.keys, name),
                all: None,
                within: (!rest.is_empty()).then(|| Paths::new(log.keys, [rest])),
            },
        });
        Self {
            log,
            bound: bound.collect(),
        }
    }

    fn eval(&self, root: usize, row: usize) -> Field<'_> {
        let value = |slot| {
            let bound = self.bound.get(slot);
            bound.map_or(Field::Nothing, |bound: &Bound<'_>| bound.field(row))
        };
        self.log.program.eval_with(root, &value)
    }

    /// The column of the file that an expression is, as it stands.
    fn direct(&self, root: usize, ty: Type) -> Option<&'c ArrayRef> {
        let bound = self.bound.get(self.log.program.slot(root)?)?;
        bound.is_direct(ty).then_some(bound.column?.1)
    }

    fn column(&self, root: usize, ty: Type, rows: usize) -> ArrayRef {
        if let Some(array) = self.direct(root, ty) {
            return Arc::clone(array);
        }
        let mut column = Column::new(ty, self.log.order);
        (0..rows).for_each(|row| column.push(&self.eval(root, row)));
        column.finish()
    }

    /// Which rows belong to the log, where not all do. The others are counted.
    fn belonging(&self, rows: usize, counts: &mut Counts) -> Option<BooleanArray> {
        let log = self.log;
        let times = self.direct(log.time, Type::Datetime);
        let times = times.map(AsArray::as_primitive::<Int64Type>);
        let same = self.have_the_same_signs(rows) && self.accepts(0);
        if let Some(times) = times.filter(|times| same && times.null_count() == 0) {
            let range = [aggregate::min(times), aggregate::max(times)];
            for ticks in range.into_iter().flatten() {
                counts.note_time(ticks);
            }
            return None;
        }
        let mut keep = Vec::with_capacity(rows);
        for row in 0..rows {
            if !same && !self.accepts(row) {
                counts.other += 1;
                keep.push(false);
                continue;
            }
            let time = match times {
                Some(times) => times.is_valid(row).then(|| times.value(row)),
                None => self
                    .eval(log.time, row)
                    .text()
                    .and_then(|text| times::parse(&text, log.order)),
            };
            if let Some(ticks) = time {
                counts.note_time(ticks);
            } else {
                let number = counts.records + row as u64 + 1;
                counts.reject(number, number, "it has no time that can be read");
            }
            keep.push(time.is_some());
        }
        let all = keep.iter().all(|keep| *keep);
        (!all).then(|| BooleanArray::from(keep))
    }

    fn accepts(&self, row: usize) -> bool {
        let signs: Vec<Field<'_>> = self.log.signs.clone().map(|s| self.eval(s, row)).collect();
        (self.log.accepts)(&signs)
    }

    /// Whether every row shows the same signs of its log, as far as that is seen at once.
    fn have_the_same_signs(&self, rows: usize) -> bool {
        rows > 0
            && self.log.signs.clone().all(|sign| {
                self.log.program.is_nothing(sign)
                    || self.direct(sign, Type::String).is_some_and(|texts| {
                        let texts = texts.as_string_view();
                        texts.iter().all(|text| text == Some(texts.value(0)))
                    })
            })
    }
}

/// The wanted columns of a plain table.
fn plain_columns(wanted: &[Wanted], cells: &Cells, rows: usize) -> Vec<ArrayRef> {
    wanted
        .iter()
        .filter_map(|wanted| match wanted {
            Wanted::Column { name, ty } => Some(match cells.column(Keys::Exact, name) {
                Some((own, array)) if own == *ty => Arc::clone(array),
                other => {
                    let mut column = Column::new(*ty, None);
                    for row in 0..rows {
                        let value =
                            other.map_or(Field::Nothing, |(own, array)| field(own, array, row));
                        column.push(&value);
                    }
                    column.finish()
                }
            }),
            Wanted::File(_) | Wanted::Number => None,
        })
        .collect()
}
