//! Which of many conditions each row may meet.
//!
//! Hundreds of rules ask the same few columns for the same few values. So each test of one column of
//! texts is made once for each value of that column, and a row is told by the values that it has.
//! The column that most conditions ask goes first; the next ones, and what else a condition says, are
//! tested only on rows that may still meet a condition which asks for it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, RecordBatch, RecordBatchOptions, StringViewArray,
    UInt32Array,
};
use datafusion::arrow::compute::{take, take_record_batch};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::conjunction_opt;
use datafusion::physical_expr::expressions::BinaryExpr;
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};
use indexmap::IndexMap;

/// Values of a column that are remembered; where there are more, rows are tested one by one.
const MOST_VALUES: usize = 1 << 12;
/// Bytes of values that are remembered.
const MOST_BYTES: usize = 1 << 20;
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

/// The tests of one column of texts.
#[derive(Debug)]
struct Asked {
    place: usize,
    schema: SchemaRef,
    tests: Vec<Test>,
    /// The conditions that ask for any of them.
    of: Bits,
    /// Replaced as a whole, so that who looks values up waits for nobody.
    known: RwLock<Arc<Known>>,
    /// It has too many values to remember.
    given_up: AtomicBool,
}

#[derive(Debug)]
struct Test {
    /// Over a batch of this column alone.
    expr: Arc<dyn PhysicalExpr>,
    /// The conditions that ask for it.
    of: Bits,
}

/// A test of several columns.
#[derive(Debug)]
struct Rest {
    places: Vec<usize>,
    /// Over a batch of these columns alone.
    expr: Arc<dyn PhysicalExpr>,
}

/// What values can meet, as far as the tests of their column say.
#[derive(Debug, Default, Clone)]
struct Known {
    values: IndexMap<Box<str>, Bits, foldhash::fast::RandomState>,
    null: Option<Bits>,
    bytes: usize,
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
        let rows = self.bits.chunks_exact(self.words).enumerate();
        let open = rows.filter(|(_, own)| own.iter().zip(conditions).any(|(a, b)| a & b != 0));
        open.map(|(row, _)| row as u32).collect()
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
            let Some(met) = known.values.get(text(*place).as_ref()) else {
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
                let test = one_column(&part, schema);
                match test {
                    Some((place, alone, expr)) => {
                        let known = columns.iter().position(|c| c.place == place);
                        let column = known.unwrap_or_else(|| {
                            columns.push(Asked::new(place, alone, words));
                            columns.len() - 1
                        });
                        columns[column].ask(expr, at);
                    }
                    None => others.push(part),
                }
            }
            if others.is_empty() {
                set(&mut plain, at);
            }
            rest.push(conjunction_opt(others).map(|others| Rest::new(others, schema)));
        }
        columns.sort_by_key(|column| {
            let asking: u32 = column.of.iter().map(|word| word.count_ones()).sum();
            std::cmp::Reverse(asking)
        });
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
        let columns = self.columns.iter().filter(|column| is_text(column.place));
        let known = columns.map(|column| (column.place, column.known()));
        Glance {
            all: self.all(),
            columns: known
                .filter(|(_, known)| !known.values.is_empty())
                .collect(),
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
            if !column.test(batch.column(column.place), &mut classes) {
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

impl Asked {
    fn new(place: usize, schema: SchemaRef, words: usize) -> Self {
        Self {
            place,
            schema,
            tests: Vec::new(),
            of: vec![0; words].into_boxed_slice(),
            known: RwLock::default(),
            given_up: AtomicBool::new(false),
        }
    }

    /// Adds a test that a condition asks for.
    fn ask(&mut self, expr: Arc<dyn PhysicalExpr>, condition: usize) {
        let known = self.tests.iter().position(|test| test.expr.eq(&expr));
        let test = known.unwrap_or_else(|| {
            let of = vec![0; self.of.len()].into_boxed_slice();
            self.tests.push(Test { expr, of });
            self.tests.len() - 1
        });
        set(&mut self.tests[test].of, condition);
        set(&mut self.of, condition);
    }

    fn known(&self) -> Arc<Known> {
        Arc::clone(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes from each row the conditions that its value does not meet; `false` when some could not be
    /// tested.
    fn test(&self, column: &ArrayRef, classes: &mut Classes) -> bool {
        let mut open = classes.open(&self.of);
        let mut all = true;
        if !self.given_up.load(Ordering::Relaxed) {
            let values = column.as_string_view();
            open = look_up(&self.known(), values, open, classes);
            if !open.is_empty() {
                all = self.learn(values, &open, classes.words);
                // What another thread has learned meanwhile is as good.
                open = look_up(&self.known(), values, open, classes);
            }
            if !open.is_empty() {
                self.given_up.store(true, Ordering::Relaxed);
            }
        }
        (open.is_empty() || self.test_rows(column, classes)) && all
    }

    /// Tests the values of some rows, each value once, and remembers what they meet.
    fn learn(&self, values: &StringViewArray, rows: &[u32], words: usize) -> bool {
        let values = rows.iter().map(|row| {
            let row = *row as usize;
            values.is_valid(row).then(|| values.value(row))
        });
        let new: BTreeSet<Option<&str>> = values.collect();
        let array: StringViewArray = new.iter().copied().collect();
        let array: ArrayRef = Arc::new(array);
        let mut classes = Classes {
            words,
            bits: vec![u64::MAX; words * new.len()],
        };
        let all = self.test_rows(&array, &mut classes);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let known = Arc::make_mut(&mut known);
        for (value, bits) in new.into_iter().zip(classes.bits.chunks_exact(words)) {
            let Some(value) = value else {
                known.null = Some(bits.into());
                continue;
            };
            if known.values.len() < MOST_VALUES && known.bytes < MOST_BYTES {
                known.bytes += value.len() + words * 8;
                known.values.insert(value.into(), bits.into());
            }
        }
        all
    }

    /// Takes from each row the conditions that it does not meet, by testing the rows where it matters;
    /// `false` when some could not be tested.
    fn test_rows(&self, column: &ArrayRef, classes: &mut Classes) -> bool {
        let mut all = true;
        for test in &self.tests {
            let open = classes.open(&test.of);
            if open.is_empty() {
                continue;
            }
            let Some(tested) = self.tested(test, column, &open) else {
                all = false;
                continue;
            };
            for (at, row) in open.into_iter().enumerate() {
                if !(tested.is_valid(at) && tested.value(at)) {
                    classes.take(row, &test.of);
                }
            }
        }
        all
    }

    /// The truth of a test for some rows.
    fn tested(&self, test: &Test, column: &ArrayRef, rows: &[u32]) -> Option<BooleanArray> {
        let column = if rows.len() == column.len() {
            Arc::clone(column)
        } else {
            take(column, &UInt32Array::from(rows.to_vec()), None).ok()?
        };
        let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
        let schema = Arc::clone(&self.schema);
        let batch = RecordBatch::try_new_with_options(schema, vec![column], &options).ok()?;
        truth(&test.expr, &batch)
    }
}

/// Takes from some rows what their values are known not to meet; gives the rows with values that are
/// not known.
fn look_up(
    known: &Known,
    values: &StringViewArray,
    rows: Vec<u32>,
    classes: &mut Classes,
) -> Vec<u32> {
    let mut unknown = rows;
    unknown.retain(|row| {
        let met = if values.is_null(*row as usize) {
            known.null.as_ref()
        } else {
            known.values.get(values.value(*row as usize))
        };
        if let Some(met) = met {
            classes.keep(*row, met);
        }
        met.is_none()
    });
    unknown
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

/// A test that asks one column of texts alone, and is the same whenever it is asked: the place of
/// the column, a schema of it alone, and the test over that.
fn one_column(
    test: &Arc<dyn PhysicalExpr>,
    schema: &SchemaRef,
) -> Option<(usize, SchemaRef, Arc<dyn PhysicalExpr>)> {
    let columns = collect_columns(test);
    let mut columns = columns.iter();
    let (Some(only), None) = (columns.next(), columns.next()) else {
        return None;
    };
    let place = schema.index_of(only.name()).ok()?;
    let field = schema.field(place);
    if *field.data_type() != DataType::Utf8View || is_volatile(test, 0) {
        return None;
    }
    let nullable = Field::new(field.name(), DataType::Utf8View, true);
    let alone = Arc::new(Schema::new(vec![nullable]));
    let test = reassign_expr_columns(Arc::clone(test), &alone).ok()?;
    Some((place, alone, test))
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
