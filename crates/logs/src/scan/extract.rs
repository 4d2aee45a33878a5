//! From records to batches: the sink at the end of a file.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, RecordBatch, RecordBatchOptions, StringViewBuilder,
};
use datafusion::arrow::compute::BatchCoalescer;
use datafusion::arrow::datatypes::SchemaRef;
use vigie_engine::classify::Glance;
use vigie_engine::members::{Members, RECORD};
use vigie_engine::types::Type;

use super::columns::Column;
use super::conditions::Condition;
use super::early::Early;
use super::groups::Pruning;
use super::prefilter::{Pass, Prefilter};
use super::sieve::Sieve;
use crate::files::Flow;
use crate::json::{Found, Keys, Paths, is_absent};
use crate::ledger::Counts;
use crate::options::Mode;
use crate::progress::Progress;
use crate::records::{Record, Sink};
use crate::sources::def::{Field, MAX_SIGNS, Program, Shape, Source};
use crate::sources::wrapper::Wrapper;
use crate::times::{self, Order};

/// A column that a scan gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    Column {
        name: String,
        ty: Type,
    },
    /// The file a record stands in, under this name.
    File(&'static str),
    /// The number of the record in the file.
    Number,
}

/// Rows on their way to the consumer, who knows how many records stand in front of this part.
pub(super) struct Rows {
    /// Without the column of numbers.
    pub(super) batch: RecordBatch,
    /// The numbers of the records in this part, when they are wanted.
    pub(super) numbers: Vec<u64>,
    /// The number of the member in the ledger, and what has been read of this part of it.
    pub(super) account: usize,
    pub(super) counts: Counts,
}

/// How the records of a member become rows.
pub(super) enum Reader {
    Log(LogReader),
    Plain {
        paths: Paths,
        /// For each wanted column its slot, where the file may have it.
        slots: Vec<Option<usize>>,
        /// Cells are texts, and may hold JSON.
        texts: bool,
    },
}

/// The expressions of a known log.
pub(super) struct LogReader {
    /// What is around the event, and where in it the event stands.
    pub(super) wrapper: &'static Wrapper,
    around: Paths,
    pub(super) keys: Keys,
    pub(super) program: Program,
    /// For each wanted column the number of its expression.
    pub(super) roots: Vec<Option<usize>>,
    /// The same for each field of the schema.
    fields: Vec<Option<usize>>,
    /// The numbers of the signs.
    pub(super) signs: std::ops::Range<usize>,
    pub(super) accepts: fn(&[Field<'_>]) -> bool,
    /// The number of the expression of the time.
    pub(super) time: usize,
    /// A record without a time is rejected.
    pub(super) needs_time: bool,
    pub(super) order: Option<Order>,
}

impl Reader {
    pub(super) fn log(
        source: &'static Source,
        (shape, wrapper): (&'static Shape, &'static Wrapper),
        mode: Mode,
        order: Option<Order>,
        wanted: &[Wanted],
    ) -> Self {
        let mut exprs = Vec::new();
        let roots: Vec<Option<usize>> = wanted
            .iter()
            .map(|wanted| match wanted {
                Wanted::Column { name, .. } => {
                    exprs.push(source.expr(shape, name));
                    Some(exprs.len() - 1)
                }
                Wanted::File(_) | Wanted::Number => None,
            })
            .collect();
        let fields = wanted.iter().zip(&roots);
        let fields = fields.filter(|(wanted, _)| **wanted != Wanted::Number);
        let signs = exprs.len()..exprs.len() + shape.signs.len();
        exprs.extend(shape.signs);
        let time = exprs.len();
        exprs.push(source.expr(shape, source.time));
        Self::Log(LogReader {
            keys: shape.keys,
            program: Program::new(shape.keys, mode, shape.within, exprs).with_order(order),
            wrapper,
            around: wrapper.paths(),
            fields: fields.map(|(_, root)| *root).collect(),
            roots,
            signs,
            accepts: shape.accepts,
            time,
            needs_time: source.needs_time,
            order,
        })
    }

    pub(super) fn plain(texts: bool, wanted: &[Wanted]) -> Self {
        let names: Vec<&str> = wanted
            .iter()
            .filter_map(|wanted| match wanted {
                Wanted::Column { name, .. } => Some(name.as_str()),
                Wanted::File(_) | Wanted::Number => None,
            })
            .collect();
        let mut slot = 0;
        let slots = wanted
            .iter()
            .map(|wanted| match wanted {
                Wanted::Column { .. } => {
                    slot += 1;
                    Some(slot - 1)
                }
                Wanted::File(_) | Wanted::Number => None,
            })
            .collect();
        Self::Plain {
            paths: Paths::new(Keys::Exact, names.iter().map(std::slice::from_ref)),
            slots,
            texts,
        }
    }

    fn order(&self) -> Option<Order> {
        match self {
            Self::Log(log) => log.order,
            Self::Plain { .. } => None,
        }
    }
}

/// What has become of a record.
enum Row {
    Built,
    /// It is of the table, and meets none of the conditions.
    LeftOut,
    /// It is of another kind.
    Other,
}

/// What the batches of a scan look like.
pub(super) struct Shaping {
    /// The schema without the column of numbers.
    pub(super) schema: SchemaRef,
    pub(super) wanted: Vec<Wanted>,
    /// The members of records that are built; all of them where it is `None`.
    pub(super) members: Option<Arc<Members>>,
    pub(super) rows: usize,
    /// What every row that is used will meet.
    pub(super) conditions: Vec<Condition>,
    /// The same, asked of the bounds of row groups.
    pub(super) pruning: Pruning,
    /// The same, tested on whole batches.
    pub(super) sieve: Sieve,
    /// The same, tested on the columns that they ask for.
    pub(super) early: Early,
    /// Nobody waits for the rows any more.
    pub(super) cancelled: AtomicBool,
}

impl Shaping {
    /// Whether a field of the schema is a column of texts.
    fn is_text(&self, place: usize) -> bool {
        let mut built = self.wanted.iter().filter(|w| **w != Wanted::Number);
        matches!(built.nth(place), Some(Wanted::Column { ty, .. }) if *ty == Type::String)
    }
}

/// Bytes of records whose rows are handed over at a time.
const MOST_BYTES: usize = 16 << 20;

/// Records after which the progress is told, and the scan looks whether it is still wanted.
const TOLD: u64 = 256;

/// Takes the records of one member after another and gives batches.
pub(super) struct Extract<'e> {
    pub(super) shaping: &'e Shaping,
    pub(super) progress: &'e Progress,
    /// Hands a batch over; [`Flow::Stop`] when nobody wants it.
    pub(super) give: &'e mut dyn FnMut(Rows) -> Flow,
    pub(super) reader: Reader,
    prefilter: Option<Prefilter>,
    pub(super) file: String,
    pub(super) account: usize,
    pub(super) counts: Counts,
    columns: Vec<Column>,
    files: StringViewBuilder,
    numbers: Vec<u64>,
    /// What tells of a record that its row need not be built.
    glance: Option<Glance>,
    /// Rows that were not built.
    left_out: u64,
    /// Rows of batches of which the sieve left few, and their numbers.
    few: Option<BatchCoalescer>,
    few_numbers: Vec<u64>,
    rows: usize,
    /// Bytes of the records in the rows.
    bytes: usize,
    /// Records that [`Self::progress`] has not been told of.
    untold: u64,
    found: Found,
}

impl<'e> Extract<'e> {
    pub(super) fn new(
        shaping: &'e Shaping,
        progress: &'e Progress,
        (reader, prefilter): (Reader, Option<Prefilter>),
        (file, account): (&str, usize),
        give: &'e mut dyn FnMut(Rows) -> Flow,
    ) -> Self {
        let mut extract = Self {
            shaping,
            progress,
            give,
            reader,
            prefilter,
            file: file.to_owned(),
            account,
            counts: Counts::default(),
            columns: Vec::new(),
            files: StringViewBuilder::new(),
            numbers: Vec::new(),
            glance: None,
            left_out: 0,
            few: None,
            few_numbers: Vec::new(),
            rows: 0,
            bytes: 0,
            untold: 0,
            found: Found::default(),
        };
        extract.start();
        extract
    }

    fn start(&mut self) {
        let order = self.reader.order();
        self.columns = self
            .shaping
            .wanted
            .iter()
            .filter_map(|wanted| match wanted {
                Wanted::Column {
                    name,
                    ty: Type::Dynamic,
                } if name == RECORD && self.shaping.members.is_some() => {
                    let members = self.shaping.members.clone()?;
                    Some(Column::Record(StringViewBuilder::new(), members))
                }
                Wanted::Column { ty, .. } => Some(Column::new(*ty, order)),
                Wanted::File(_) | Wanted::Number => None,
            })
            .collect();
        self.files = StringViewBuilder::new().with_deduplicate_strings();
        self.rows = 0;
        self.bytes = 0;
        if matches!(self.reader, Reader::Log(_)) {
            self.shaping.sieve.note(std::mem::take(&mut self.left_out));
            let is_text = |place: usize| self.shaping.is_text(place);
            self.glance = self.shaping.sieve.glance(is_text);
        }
    }

    fn tell(&mut self) {
        let told = std::mem::take(&mut self.untold);
        self.progress.records.fetch_add(told, Ordering::Relaxed);
    }

    /// Hands over what is there.
    pub(super) fn flush(&mut self) -> Flow {
        if self.rows == 0 {
            return Flow::Go;
        }
        let mut columns = self.columns.iter_mut();
        let files: ArrayRef = Arc::new(self.files.finish());
        let arrays: Vec<ArrayRef> = self
            .shaping
            .wanted
            .iter()
            .filter_map(|wanted| match wanted {
                Wanted::Column { .. } => columns.next().map(Column::finish),
                Wanted::File(_) => Some(Arc::clone(&files)),
                Wanted::Number => None,
            })
            .collect();
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows));
        let batch =
            RecordBatch::try_new_with_options(Arc::clone(&self.shaping.schema), arrays, &options)
                .expect("the columns are built as the schema says");
        let numbers = std::mem::take(&mut self.numbers);
        self.start();
        self.hand_over(batch, numbers)
    }

    /// Gives the rows of a batch that may be used. Where they are few, they wait for more.
    pub(super) fn hand_over(&mut self, batch: RecordBatch, numbers: Vec<u64>) -> Flow {
        let kept = self.shaping.sieve.kept(&batch);
        if kept.as_ref().is_some_and(|kept| kept.true_count() == 0) {
            return Flow::Go;
        }
        if kept.is_none() && self.few.as_ref().is_none_or(BatchCoalescer::is_empty) {
            return self.give(batch, numbers);
        }
        self.wait(batch, kept, numbers)
    }

    /// The same for rows that have been tested.
    pub(super) fn hand_over_tested(&mut self, batch: RecordBatch, numbers: Vec<u64>) -> Flow {
        let waiting = self.few.as_ref().is_some_and(|few| !few.is_empty());
        if !waiting && batch.num_rows() >= self.shaping.rows / 2 {
            return self.give(batch, numbers);
        }
        self.wait(batch, None, numbers)
    }

    /// Takes rows until there are enough for a batch; `None` are all.
    fn wait(&mut self, batch: RecordBatch, kept: Option<BooleanArray>, numbers: Vec<u64>) -> Flow {
        let schema = &self.shaping.schema;
        let few = self.few.get_or_insert_with(|| {
            BatchCoalescer::new(Arc::clone(schema), self.shaping.rows.max(1))
        });
        let taken = match &kept {
            None => few.push_batch(batch),
            Some(kept) => few.push_batch_with_filter(batch, kept),
        };
        taken.expect("the mask and the schema are those of the batch");
        let is_kept = |row: usize| kept.as_ref().is_none_or(|kept| kept.value(row));
        let numbers = numbers.into_iter().enumerate();
        self.few_numbers
            .extend(numbers.filter(|(row, _)| is_kept(*row)).map(|(_, n)| n));
        self.give_few()
    }

    /// Gives what has become a whole batch.
    fn give_few(&mut self) -> Flow {
        let next = |few: &mut Option<BatchCoalescer>| few.as_mut()?.next_completed_batch();
        while let Some(batch) = next(&mut self.few) {
            let rows = batch.num_rows().min(self.few_numbers.len());
            let numbers = self.few_numbers.drain(..rows).collect();
            if self.give(batch, numbers) == Flow::Stop {
                return Flow::Stop;
            }
        }
        Flow::Go
    }

    fn give(&mut self, batch: RecordBatch, numbers: Vec<u64>) -> Flow {
        (self.give)(Rows {
            batch,
            numbers,
            account: self.account,
            counts: self.counts.clone(),
        })
    }

    /// Gives all that is left, at the end of a member.
    pub(super) fn finish(&mut self) -> Flow {
        if self.flush() == Flow::Stop {
            return Flow::Stop;
        }
        if let Some(few) = &mut self.few {
            let finished = few.finish_buffered_batch();
            finished.expect("the rows were taken with this schema");
        }
        self.give_few()
    }

    /// What a member that is written in the same way can be read with.
    pub(super) fn into_reader(mut self) -> (Reader, Option<Prefilter>) {
        let reader = std::mem::replace(&mut self.reader, Reader::plain(false, &[]));
        (reader, self.prefilter.take())
    }

    /// Appends the row of a record; `Err` when it is none.
    fn row(&mut self, record: &Record<'_>) -> Result<Row, String> {
        let json = record.json;
        match &self.reader {
            Reader::Log(log) => {
                let mut wrapped = Found::default();
                let event;
                let json = if log.wrapper.is_none() {
                    json
                } else {
                    log.around
                        .find(json, &mut wrapped)
                        .map_err(|e| e.to_string())?;
                    let Some(inner) = log.wrapper.event(json, &wrapped) else {
                        return Ok(Row::Other);
                    };
                    event = inner;
                    &event
                };
                let paths = log.program.paths();
                paths
                    .find(json, &mut self.found)
                    .map_err(|e| e.to_string())?;
                let found = &self.found;
                let eval = |root| log.program.eval(root, json, found);
                let signs: [Field<'_>; MAX_SIGNS] = std::array::from_fn(|at| {
                    let root = log.signs.start + at;
                    if root < log.signs.end {
                        eval(root)
                    } else {
                        Field::Nothing
                    }
                });
                if !(log.accepts)(&signs[..log.signs.len()]) {
                    return Ok(Row::Other);
                }
                if log.needs_time {
                    let time = eval(log.time).text().ok_or("it has no time")?;
                    let ticks = times::parse(&time, log.order)
                        .ok_or_else(|| format!("`{time}` is not a time"))?;
                    self.counts.note_time(ticks);
                }
                if let Some(glance) = &mut self.glance {
                    let root = |place: usize| log.fields.get(place).copied().flatten();
                    let text = |place| root(place).and_then(|root| eval(root).text());
                    if !glance.may_meet(|place| text(place).unwrap_or_default()) {
                        return Ok(Row::LeftOut);
                    }
                }
                let roots = log.roots.iter().flatten();
                for (column, root) in self.columns.iter_mut().zip(roots) {
                    column.push(&log.program.eval(*root, json, found));
                }
            }
            Reader::Plain {
                paths,
                slots,
                texts,
            } => {
                paths
                    .find(json, &mut self.found)
                    .map_err(|e| e.to_string())?;
                for (column, slot) in self.columns.iter_mut().zip(slots.iter().flatten()) {
                    let value = self.found.raw(*slot, json);
                    let value = value.filter(|value| !texts || !is_absent(value));
                    column.push(&value.map_or(Field::Nothing, Field::Json));
                }
            }
        }
        let wants = |which: fn(&Wanted) -> bool| self.shaping.wanted.iter().any(which);
        if wants(|wanted| matches!(wanted, Wanted::File(_))) {
            self.files.append_value(&self.file);
        }
        if wants(|wanted| *wanted == Wanted::Number) {
            self.numbers.push(record.number);
        }
        Ok(Row::Built)
    }
}

impl Sink for Extract<'_> {
    fn record(&mut self, record: Record<'_>) -> Flow {
        self.counts.records = record.number;
        self.untold += 1;
        if self.untold == TOLD {
            self.tell();
            if self.shaping.cancelled.load(Ordering::Relaxed) {
                return Flow::Stop;
            }
        }
        if let Some(prefilter) = &self.prefilter
            && let Some(pass) = prefilter.pass(record.json)
        {
            if let Pass::At(ticks) = pass {
                self.counts.note_time(ticks);
            }
            self.counts.passed += 1;
            return Flow::Go;
        }
        if std::str::from_utf8(record.json).is_err() {
            self.counts.reject(record.number, record.line, "not UTF-8");
            return Flow::Go;
        }
        match self.row(&record) {
            Ok(Row::LeftOut) => {
                self.counts.rows += 1;
                self.left_out += 1;
            }
            Ok(Row::Built) => {
                self.counts.rows += 1;
                self.rows += 1;
                self.bytes += record.json.len();
                if self.rows == self.shaping.rows || self.bytes > MOST_BYTES {
                    return self.flush();
                }
            }
            Ok(Row::Other) => self.counts.other += 1,
            Err(why) => self.counts.reject(record.number, record.line, &why),
        }
        Flow::Go
    }

    fn reject(&mut self, number: u64, line: u64, why: &str) -> Flow {
        self.counts.records = number;
        self.counts.reject(number, line, why);
        Flow::Go
    }
}

impl Drop for Extract<'_> {
    fn drop(&mut self) {
        self.tell();
    }
}
