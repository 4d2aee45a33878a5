//! Which of many conditions each row may meet.
//!
//! Hundreds of rules ask the same few columns for the same few values. So each test of one column of
//! texts is made once for each value of that column, and a row is told by the values that it has.
//! The column that most conditions ask goes first; the next ones, and what else a condition says, are
//! tested only on rows that may still meet a condition which asks for it.

mod asked;

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::array::{Array, AsArray, BooleanArray, RecordBatch, UInt32Array};
use datafusion::arrow::compute::take_record_batch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::conjunction_opt;
use datafusion::physical_expr::expressions::BinaryExpr;
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};

use asked::{Asked, Known, Question};

/// Conditions within one another that are looked into.
const MAX_DEPTH: usize = 64;

/// Several conditions over the columns of one schema, any of which a row may meet.
#[derive(Debug)]
pub struct Classifier {
    words: usize,
    count: usize,
    columns: Vec<Asked>,
    /// What each condition says beyond tests of one column.
    rest: Vec<Option<Rest>>,
    /// The conditions that say nothing else.
    plain: Bits,
    /// Some condition could not be tested for some row.
    failed: AtomicBool,
}

/// One bit for each condition.
type Bits = Box<[u64]>;

/// A test of several columns.
#[derive(Debug)]
struct Rest {
    places: Vec<usize>,
    /// Over a batch of these columns alone.
    expr: Arc<dyn PhysicalExpr>,
}

/// The conditions that each row of a batch may meet.
#[derive(Debug)]
pub struct Classes {
    words: usize,
    bits: Vec<u64>,
}

impl Classes {
    /// Whether a row may meet any condition.
    pub fn any(&self, row: usize) -> bool {
        self.of(row).iter().any(|word| *word != 0)
    }

    /// The places of the conditions that a row may meet.
    pub fn met(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let words = self.of(row).iter().enumerate();
        words.flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then_some(left.trailing_zeros())?;
                left &= left - 1;
                Some(at * 64 + bit as usize)
            })
        })
    }

    fn of(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..][..self.words]
    }

    /// The rows that may meet some of these conditions.
    fn open(&self, conditions: &[u64]) -> Vec<u32> {
        let rows = 0..(self.bits.len() / self.words) as u32;
        rows.filter(|row| self.is_open(*row, conditions)).collect()
    }

    /// Whether a row may meet some of these conditions.
    fn is_open(&self, row: u32, conditions: &[u64]) -> bool {
        let own = self.of(row as usize).iter();
        own.zip(conditions).any(|(a, b)| a & b != 0)
    }

    /// Leaves a row only these conditions.
    fn keep(&mut self, row: u32, met: &[u64]) {
        let own = &mut self.bits[row as usize * self.words..][..self.words];
        own.iter_mut().zip(met).for_each(|(own, met)| *own &= met);
    }

    /// Takes these conditions from a row.
    fn take(&mut self, row: u32, missed: &[u64]) {
        let own = &mut self.bits[row as usize * self.words..][..self.words];
        own.iter_mut().zip(missed).for_each(|(own, of)| *own &= !of);
    }
}

/// What is known of the values of a row's columns, while the row is not built yet.
#[derive(Debug)]
pub struct Glance {
    all: Bits,
    columns: Vec<(usize, Arc<Known>)>,
    left: Bits,
}

impl Glance {
    /// Whether a row may meet any condition, by the texts of its columns. A text that was not seen
    /// before tells nothing.
    pub fn may_meet<'v>(&mut self, mut text: impl FnMut(usize) -> Cow<'v, str>) -> bool {
        self.left.copy_from_slice(&self.all);
        for (place, known) in &self.columns {
            let Some(met) = known.of(&text(*place)) else {
                continue;
            };
            self.left
                .iter_mut()
                .zip(met)
                .for_each(|(own, met)| *own &= met);
            if self.left.iter().all(|word| *word == 0) {
                return false;
            }
        }
        true
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }
}

impl Classifier {
    /// Of conditions whose columns are those of `schema`.
    pub fn new(conditions: &[Arc<dyn PhysicalExpr>], schema: &SchemaRef) -> Self {
        let words = conditions.len().div_ceil(64).max(1);
        let mut columns: Vec<Asked> = Vec::new();
        let mut rest = Vec::new();
        let mut plain = vec![0; words].into_boxed_slice();
        for (at, condition) in conditions.iter().enumerate() {
            let mut others = Vec::new();
            for part in parts_of(condition, Operator::And) {
                match Question::of(&part, schema) {
                    Some(question) => {
                        let known = columns.iter().position(|c| c.answers(&question));
                        let column = known.unwrap_or_else(|| {
                            columns.push(Asked::new(&question, words));
                            columns.len() - 1
                        });
                        columns[column].ask(question, at);
                    }
                    None => others.push(part),
                }
            }
            if others.is_empty() {
                set(&mut plain, at);
            }
            rest.push(conjunction_opt(others).map(|others| Rest::new(others, schema)));
        }
        columns.sort_by_key(|column| std::cmp::Reverse(column.asking()));
        Self {
            words,
            count: conditions.len(),
            columns,
            rest,
            plain,
            failed: AtomicBool::new(false),
        }
    }

    /// How many conditions there are.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether some condition could not be tested for some row, and was taken as met.
    pub fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Which conditions each row of a batch may meet. A condition that cannot be tested for some row
    /// is met by all: who asks for its result learns why.
    pub fn classes(&self, batch: &RecordBatch) -> Classes {
        self.tested(batch, false)
    }

    /// The same, where it only matters whether a row meets any.
    pub fn any(&self, batch: &RecordBatch) -> BooleanArray {
        let classes = self.tested(batch, true);
        let any = (0..batch.num_rows()).map(|row| Some(classes.any(row)));
        any.collect()
    }

    /// What is known by now of the columns that are held as texts, `is_text` by their places.
    pub fn glance(&self, is_text: impl Fn(usize) -> bool) -> Glance {
        let columns = self.columns.iter().filter(|column| column.is_plain());
        let columns = columns.filter(|column| is_text(column.place()));
        let known = columns.map(|column| (column.place(), column.known()));
        Glance {
            all: self.all(),
            columns: known.filter(|(_, known)| !known.is_empty()).collect(),
            left: self.all(),
        }
    }

    /// All conditions.
    fn all(&self) -> Bits {
        let mut all = vec![0; self.words].into_boxed_slice();
        (0..self.count).for_each(|at| set(&mut all, at));
        all
    }

    fn tested(&self, batch: &RecordBatch, one_is_enough: bool) -> Classes {
        let rows = batch.num_rows();
        let mut classes = Classes {
            words: self.words,
            bits: self.all().repeat(rows),
        };
        for column in &self.columns {
            if !column.test(batch.column(column.place()), &mut classes) {
                self.failed.store(true, Ordering::Relaxed);
            }
        }
        for (at, rest) in self.rest.iter().enumerate() {
            let Some(rest) = rest else { continue };
            let mut own = vec![0; self.words].into_boxed_slice();
            set(&mut own, at);
            let mut open = classes.open(&own);
            if one_is_enough {
                let is_met = |row| {
                    classes
                        .of(row)
                        .iter()
                        .zip(&self.plain)
                        .any(|(a, b)| a & b != 0)
                };
                open.retain(|row| !is_met(*row as usize));
            }
            if open.is_empty() {
                continue;
            }
            let Some(tested) = rest.tested(batch, &open) else {
                self.failed.store(true, Ordering::Relaxed);
                continue;
            };
            for (place, row) in open.into_iter().enumerate() {
                if !(tested.is_valid(place) && tested.value(place)) {
                    classes.take(row, &own);
                }
            }
        }
        classes
    }
}

impl Rest {
    fn new(test: Arc<dyn PhysicalExpr>, schema: &SchemaRef) -> Self {
        let columns = collect_columns(&test);
        let places = columns.iter().map(|c| schema.index_of(c.name()).ok());
        let places: Option<Vec<usize>> = places.collect();
        let own = places.and_then(|places| {
            let alone = Arc::new(schema.project(&places).ok()?);
            let expr = reassign_expr_columns(Arc::clone(&test), &alone).ok()?;
            Some(Self { places, expr })
        });
        own.unwrap_or_else(|| Self {
            places: (0..schema.fields().len()).collect(),
            expr: test,
        })
    }

    /// Its truth for some rows.
    fn tested(&self, batch: &RecordBatch, rows: &[u32]) -> Option<BooleanArray> {
        let mut batch = batch.project(&self.places).ok()?;
        if rows.len() < batch.num_rows() {
            batch = take_record_batch(&batch, &UInt32Array::from(rows.to_vec())).ok()?;
        }
        truth(&self.expr, &batch)
    }
}

fn set(bits: &mut Bits, at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

/// The parts of a conjunction or disjunction, in their order.
pub fn parts_of(condition: &Arc<dyn PhysicalExpr>, op: Operator) -> Vec<Arc<dyn PhysicalExpr>> {
    let mut parts = Vec::new();
    // Rules that are joined by `or` one after another hang in one deep branch to the left.
    let mut waiting = vec![Arc::clone(condition)];
    while let Some(next) = waiting.pop() {
        match next.downcast_ref::<BinaryExpr>() {
            Some(binary) if *binary.op() == op => {
                waiting.push(Arc::clone(binary.right()));
                waiting.push(Arc::clone(binary.left()));
            }
            _ => parts.push(next),
        }
    }
    parts
}

/// Whether an expression may have another value each time it is asked.
pub fn is_volatile(expr: &Arc<dyn PhysicalExpr>, depth: usize) -> bool {
    depth > MAX_DEPTH
        || expr.is_volatile_node()
        || expr
            .children()
            .iter()
            .any(|child| is_volatile(child, depth + 1))
}

/// The value of a condition for each row; `None` when it cannot be told.
pub fn truth(condition: &Arc<dyn PhysicalExpr>, batch: &RecordBatch) -> Option<BooleanArray> {
    let value = condition.evaluate(batch).ok()?;
    let value = value.into_array(batch.num_rows()).ok()?;
    value.as_boolean_opt().cloned()
}
