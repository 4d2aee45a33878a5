//! Which of many conditions each row may meet.
//!
//! Hundreds of rules ask the same few columns for the same few values. So each test of one column of
//! texts is made once for each value of that column, and a row is told by the values that it has.
//! What else a condition says is tested only on rows that came so far.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, RecordBatch, RecordBatchOptions, StringViewArray,
    UInt32Array,
};
use datafusion::arrow::compute::take_record_batch;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::conjunction_opt;
use datafusion::physical_expr::expressions::BinaryExpr;
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};
use indexmap::IndexMap;

/// Values of a column that are remembered; where there are more, rows are tested one by one.
const MOST_VALUES: usize = 1 << 16;
/// Bytes of values that are remembered.
const MOST_BYTES: usize = 16 << 20;
/// Conditions within one another that are looked into.
const MAX_DEPTH: usize = 64;

/// Several conditions over the columns of one schema, any of which a row may meet.
#[derive(Debug)]
pub struct Classifier {
    words: usize,
    count: usize,
    columns: Vec<Asked>,
    /// What a condition says beyond tests of one column.
    rest: Vec<Option<Arc<dyn PhysicalExpr>>>,
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
    known: RwLock<Known>,
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

/// What values can meet, as far as the tests of their column say.
#[derive(Debug, Default)]
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

    fn is_met(&self, row: usize, condition: usize) -> bool {
        self.of(row)[condition / 64] >> (condition % 64) & 1 == 1
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
                            columns.push(Asked::new(place, alone));
                            columns.len() - 1
                        });
                        columns[column].ask(expr, at, words);
                    }
                    None => others.push(part),
                }
            }
            if others.is_empty() {
                set(&mut plain, at);
            }
            rest.push(conjunction_opt(others));
        }
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

    fn tested(&self, batch: &RecordBatch, one_is_enough: bool) -> Classes {
        let rows = batch.num_rows();
        let mut all = vec![u64::MAX; self.words];
        if let Some(last) = all.last_mut()
            && !self.count.is_multiple_of(64)
        {
            *last = (1 << (self.count % 64)) - 1;
        }
        if self.count == 0 {
            all.fill(0);
        }
        let mut classes = Classes {
            words: self.words,
            bits: all.repeat(rows),
        };
        for column in &self.columns {
            if !column.test(batch.column(column.place), &mut classes) {
                self.failed.store(true, Ordering::Relaxed);
            }
        }
        for (at, rest) in self.rest.iter().enumerate() {
            let Some(rest) = rest else { continue };
            let is_open = |row: &u32| {
                let row = *row as usize;
                let bits = classes.of(row).iter().zip(&self.plain);
                let enough = one_is_enough && bits.clone().any(|(own, plain)| own & plain != 0);
                classes.is_met(row, at) && !enough
            };
            let open: Vec<u32> = (0..rows as u32).filter(is_open).collect();
            if open.is_empty() {
                continue;
            }
            let tested = if open.len() == rows {
                truth(rest, batch)
            } else {
                let open = UInt32Array::from(open.clone());
                let some = take_record_batch(batch, &open).ok();
                some.and_then(|some| truth(rest, &some))
            };
            let Some(tested) = tested else {
                self.failed.store(true, Ordering::Relaxed);
                continue;
            };
            for (place, row) in open.iter().enumerate() {
                if !(tested.is_valid(place) && tested.value(place)) {
                    let start = *row as usize * self.words;
                    classes.bits[start + at / 64] &= !(1 << (at % 64));
                }
            }
        }
        classes
    }
}

impl Asked {
    fn new(place: usize, schema: SchemaRef) -> Self {
        Self {
            place,
            schema,
            tests: Vec::new(),
            known: RwLock::default(),
            given_up: AtomicBool::new(false),
        }
    }

    /// Adds a test that a condition asks for.
    fn ask(&mut self, expr: Arc<dyn PhysicalExpr>, condition: usize, words: usize) {
        let known = self.tests.iter().position(|test| test.expr.eq(&expr));
        let test = known.unwrap_or_else(|| {
            let of = vec![0; words].into_boxed_slice();
            self.tests.push(Test { expr, of });
            self.tests.len() - 1
        });
        set(&mut self.tests[test].of, condition);
    }

    /// Takes from each row the conditions that its value does not meet; `false` when some could not be
    /// tested.
    fn test(&self, column: &ArrayRef, classes: &mut Classes) -> bool {
        if self.given_up.load(Ordering::Relaxed) {
            return self.test_rows(column, classes);
        }
        let values = column.as_string_view();
        let mut unknown = self.look_up(values, classes);
        if unknown.is_empty() {
            return true;
        }
        let all = self.learn(values, &unknown, classes.words);
        // What another thread has learned meanwhile is as good.
        unknown = self.look_up(values, classes);
        if !unknown.is_empty() {
            self.given_up.store(true, Ordering::Relaxed);
            return self.test_rows(column, classes) && all;
        }
        all
    }

    /// Takes what known values do not meet; gives the rows with values that are not known.
    fn look_up(&self, values: &StringViewArray, classes: &mut Classes) -> Vec<usize> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let mut unknown = Vec::new();
        let words = classes.words;
        for (row, bits) in classes.bits.chunks_exact_mut(words).enumerate() {
            let met = if values.is_null(row) {
                known.null.as_ref()
            } else {
                known.values.get(values.value(row))
            };
            match met {
                Some(met) => bits.iter_mut().zip(met).for_each(|(own, met)| *own &= met),
                None => unknown.push(row),
            }
        }
        unknown
    }

    /// Tests the values of some rows, each value once, and remembers what they meet.
    fn learn(&self, values: &StringViewArray, rows: &[usize], words: usize) -> bool {
        let new: BTreeSet<Option<&str>> = rows
            .iter()
            .map(|row| values.is_valid(*row).then(|| values.value(*row)))
            .collect();
        let array: StringViewArray = new.iter().copied().collect();
        let array: ArrayRef = Arc::new(array);
        let mut classes = Classes {
            words,
            bits: vec![u64::MAX; words * new.len()],
        };
        let all = self.test_rows(&array, &mut classes);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
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

    /// Takes from each row the conditions that it does not meet, by testing every row; `false` when
    /// some could not be tested.
    fn test_rows(&self, column: &ArrayRef, classes: &mut Classes) -> bool {
        let options = RecordBatchOptions::new().with_row_count(Some(column.len()));
        let columns = vec![Arc::clone(column)];
        let schema = Arc::clone(&self.schema);
        let Ok(batch) = RecordBatch::try_new_with_options(schema, columns, &options) else {
            return false;
        };
        let mut all = true;
        for test in &self.tests {
            let Some(tested) = truth(&test.expr, &batch) else {
                all = false;
                continue;
            };
            let words = classes.words;
            for (row, bits) in classes.bits.chunks_exact_mut(words).enumerate() {
                if !(tested.is_valid(row) && tested.value(row)) {
                    let pairs = bits.iter_mut().zip(&test.of);
                    pairs.for_each(|(own, of)| *own &= !of);
                }
            }
        }
        all
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
