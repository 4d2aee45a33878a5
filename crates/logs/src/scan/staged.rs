//! Reading a row group in stages: first the columns that tell which rows are used, then the others
//! of these rows.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use datafusion::arrow::array::{BooleanBufferBuilder, RecordBatch};
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::arrow::datatypes::Schema;
use datafusion::parquet::basic::Encoding;
use datafusion::parquet::file::metadata::ColumnChunkMetaData;

use super::cells::{Cells, Sight};
use super::early::{Chosen, Part, Values};
use super::extract::{Extract, LogReader, Reader, Wanted};
use super::parquet::{Again, Footer, open, position};
use crate::files::Flow;
use crate::json::Keys;

/// Rows that are tested together.
const TOGETHER: usize = 1 << 15;

/// Columns that are asked whether rows are used, read at the same time.
struct Stage<'p> {
    parts: Vec<&'p Part>,
    /// Their values stand in dictionaries.
    coded: bool,
}

impl Extract<'_> {
    /// Reads the rows of a group that may meet the conditions.
    pub(super) fn staged<R: Again>(
        &mut self,
        source: &R,
        footer: &Footer,
        group: usize,
    ) -> Result<Flow, String> {
        if self.flush() == Flow::Stop {
            return Ok(Flow::Stop);
        }
        let before = self.counts.records;
        let Some(mut chosen) = self.belonging(source, footer, group)? else {
            return Ok(Flow::Stop);
        };
        let belonging = chosen.count();
        self.counts.rows += belonging as u64;
        for stage in self.stages(footer, group) {
            if chosen.count() > 0 && !self.test(source, footer, group, (&stage, &mut chosen))? {
                return Ok(Flow::Stop);
            }
        }
        self.shaping.early.note(belonging, chosen.count());
        if chosen.count() == 0 {
            return Ok(Flow::Go);
        }
        let wants_numbers = self.shaping.wanted.contains(&Wanted::Number);
        let mut positions = chosen.positions();
        let (schema, all) = (footer.whole.schema(), 0..self.shaping.wanted.len());
        let columns = self.made_of(all, schema);
        let rows = self.shaping.rows;
        for batch in open(
            source,
            &footer.whole,
            (group, &columns),
            chosen.mask(),
            rows,
        )? {
            let batch = batch.map_err(|e| e.to_string())?;
            let rows = batch.num_rows();
            let made = self.rows_of(&Cells::new(&batch)?, rows)?;
            let numbers = if wants_numbers {
                let next = positions.by_ref().take(rows);
                next.map(|row| before + row as u64 + 1).collect()
            } else {
                Vec::new()
            };
            let cancelled = self.shaping.cancelled.load(Ordering::Relaxed);
            if cancelled || self.hand_over_tested(made, numbers) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Go)
    }

    /// The records of a group that are of this log. All are counted. `None` when nobody waits for
    /// them any more.
    fn belonging<R: Again>(
        &mut self,
        source: &R,
        footer: &Footer,
        group: usize,
    ) -> Result<Option<Chosen>, String> {
        let metadata = &footer.whole;
        let rows = metadata.metadata().row_group(group).num_rows();
        let rows = usize::try_from(rows).map_err(|e| e.to_string())?;
        let mut chosen = Chosen::all(rows);
        self.progress
            .records
            .fetch_add(rows as u64, Ordering::Relaxed);
        if self.belongs(metadata, group) {
            self.counts.records += rows as u64;
            return Ok(Some(chosen));
        }
        let Reader::Log(log) = &self.reader else {
            return Ok(Some(chosen));
        };
        let roots = log.signs.clone().chain([log.time]);
        let columns = columns_of(log, roots, metadata.schema());
        let mut kept = BooleanBufferBuilder::new(rows);
        for batch in open(source, metadata, (group, &columns), None, TOGETHER)? {
            let batch = batch.map_err(|e| e.to_string())?;
            let rows = batch.num_rows();
            let cells = Cells::new(&batch)?;
            match Sight::new(log, &cells).belonging(rows, &mut self.counts) {
                Some(own) => kept.append_buffer(own.values()),
                None => kept.append_n(rows, true),
            }
            self.counts.records += rows as u64;
            if self.shaping.cancelled.load(Ordering::Relaxed) {
                return Ok(None);
            }
        }
        chosen.narrow(&kept.finish());
        Ok(Some(chosen))
    }

    /// The conditions in the order in which they are tested: first those whose columns are small.
    fn stages(&self, footer: &Footer, group: usize) -> Vec<Stage<'_>> {
        let (coded, others) = self.shaping.early.parts.iter().partition(|part| {
            let columns = self.made_of(part.asks.iter().copied(), footer.whole.schema());
            let [column] = columns.as_slice() else {
                return false;
            };
            let group = footer.whole.metadata().row_group(group);
            part.asks.len() == 1
                && leaf(footer, *column).is_some_and(|leaf| is_coded(group.column(leaf)))
        });
        let stage = |parts, coded| Stage { parts, coded };
        [stage(coded, true), stage(others, false)]
            .into_iter()
            .filter(|stage| !stage.parts.is_empty())
            .collect()
    }

    /// Leaves the rows that may meet the conditions of a stage; `false` when nobody waits for them
    /// any more.
    fn test<R: Again>(
        &self,
        source: &R,
        footer: &Footer,
        group: usize,
        (stage, chosen): (&Stage<'_>, &mut Chosen),
    ) -> Result<bool, String> {
        let metadata = if stage.coded {
            &footer.coded
        } else {
            &footer.whole
        };
        let asks = stage
            .parts
            .iter()
            .flat_map(|part| part.asks.iter().copied());
        let columns = self.made_of(asks, metadata.schema());
        let mut kept = BooleanBufferBuilder::new(chosen.count());
        for batch in open(source, metadata, (group, &columns), chosen.mask(), TOGETHER)? {
            let batch = batch.map_err(|e| e.to_string())?;
            match self.kept(stage, &batch)? {
                Some(own) => kept.append_buffer(&own),
                None => kept.append_n(batch.num_rows(), true),
            }
            if self.shaping.cancelled.load(Ordering::Relaxed) {
                return Ok(false);
            }
        }
        chosen.narrow(&kept.finish());
        Ok(true)
    }

    /// Which rows of a batch may meet the conditions of a stage; `None` when all may.
    fn kept(
        &self,
        stage: &Stage<'_>,
        batch: &RecordBatch,
    ) -> Result<Option<BooleanBuffer>, String> {
        let rows = batch.num_rows();
        let cells = if stage.coded {
            None
        } else {
            Some(Cells::new(batch)?)
        };
        let mut known: BTreeMap<usize, Values> = BTreeMap::new();
        let mut all: Option<BooleanBuffer> = None;
        for part in &stage.parts {
            for at in &part.asks {
                if known.contains_key(at) {
                    continue;
                }
                let wanted = (*at, &self.shaping.wanted[*at]);
                let values = match &cells {
                    Some(cells) => self.reader.column(wanted, cells, rows).map(Values::Rows),
                    None => {
                        let columns = self.made_of([*at], &batch.schema());
                        let Some(column) = columns.first() else {
                            return Ok(None);
                        };
                        let schema = batch.schema();
                        let name = schema.field(*column).name();
                        self.reader.coded(wanted, (name, batch.column(*column)))?
                    }
                };
                let Some(values) = values else {
                    return Ok(None);
                };
                known.insert(*at, values);
            }
            let asked: Vec<&Values> = part.asks.iter().filter_map(|at| known.get(at)).collect();
            let Some(kept) = part.kept(&asked, rows) else {
                continue;
            };
            all = Some(match all {
                Some(all) => &all & &kept,
                None => kept,
            });
        }
        Ok(all)
    }

    /// The columns of the file that some of the wanted ones are made of.
    fn made_of(&self, wanted: impl IntoIterator<Item = usize>, schema: &Schema) -> Vec<usize> {
        let wanted = wanted.into_iter();
        match &self.reader {
            Reader::Log(log) => {
                let roots = wanted.filter_map(|at| *log.roots.get(at)?);
                columns_of(log, roots, schema)
            }
            Reader::Plain { .. } => {
                let place = |at: usize| match self.shaping.wanted.get(at)? {
                    Wanted::Column { name, .. } => position(schema, Keys::Exact, name),
                    Wanted::File(_) | Wanted::Number => None,
                };
                distinct(wanted.filter_map(place).collect())
            }
        }
    }
}

/// The columns of the file that some expressions of a log are made of.
fn columns_of(
    log: &LogReader,
    roots: impl IntoIterator<Item = usize>,
    schema: &Schema,
) -> Vec<usize> {
    let mut columns = Vec::new();
    for slot in roots.into_iter().flat_map(|root| log.program.slots(root)) {
        match log.program.list().get(slot).and_then(|path| path.first()) {
            Some(name) => columns.extend(position(schema, log.keys, name)),
            // The record itself.
            None => return (0..schema.fields().len()).collect(),
        }
    }
    distinct(columns)
}

fn distinct(mut columns: Vec<usize>) -> Vec<usize> {
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The place of a column among those that hold values, when it is one of them.
fn leaf(footer: &Footer, column: usize) -> Option<usize> {
    let parquet = footer.whole.parquet_schema();
    let mut leaves =
        (0..parquet.num_columns()).filter(|leaf| parquet.get_column_root_idx(*leaf) == column);
    let only = leaves.next()?;
    leaves.next().is_none().then_some(only)
}

/// Whether the values of a column stand in a dictionary that is much smaller than its rows.
fn is_coded(column: &ColumnChunkMetaData) -> bool {
    if column.dictionary_page_offset().is_none() {
        return false;
    }
    match column.page_encoding_stats_mask() {
        Some(mask) => {
            mask.is_only(Encoding::RLE_DICTIONARY) || mask.is_only(Encoding::PLAIN_DICTIONARY)
        }
        // Places take two bytes or three.
        None => column.uncompressed_size() / 4 < column.num_values(),
    }
}
