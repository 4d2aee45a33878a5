//! The tests of one column of texts, or of what lies at the end of one path in a column of JSON:
//! each is made once for each value.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, RecordBatch, RecordBatchOptions, StringViewArray,
    UInt32Array,
};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::physical_expr::expressions::{Column, Literal};
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};
use datafusion::physical_expr::{PhysicalExpr, ScalarFunctionExpr};
use indexmap::IndexMap;

use super::{Bits, Classes, MAX_DEPTH, is_volatile, set, truth};

/// Values that are remembered; where there are more, rows are tested one by one.
const MOST_VALUES: usize = 1 << 12;
/// Bytes of values that are remembered.
const MOST_BYTES: usize = 1 << 20;

/// Functions that give what lies at the end of a path: rows of many texts have few such values.
const PATHS: [&str; 2] = ["dynamic_path", "__field"];

/// A test that asks one column of texts alone, and is the same whenever it is asked.
pub(super) struct Question {
    /// The place of the column, and a schema of it alone.
    place: usize,
    alone: SchemaRef,
    /// The path in the column that is asked for; `None` for the column itself.
    path: Option<Arc<dyn PhysicalExpr>>,
    /// Over a batch of the values alone.
    test: Arc<dyn PhysicalExpr>,
}

impl Question {
    /// `None` for a test of another kind.
    pub(super) fn of(test: &Arc<dyn PhysicalExpr>, schema: &SchemaRef) -> Option<Self> {
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
        let mut path = None;
        if only_path(&test, &mut path, 0)
            && let Some(path) = path
        {
            let value: Arc<dyn PhysicalExpr> = Arc::new(Column::new(field.name(), 0));
            let of_value = test.transform_down(|expr| {
                Ok(if is_path(&expr) {
                    Transformed::yes(Arc::clone(&value))
                } else {
                    Transformed::no(expr)
                })
            });
            return Some(Self {
                place,
                alone,
                path: Some(path),
                test: of_value.ok()?.data,
            });
        }
        Some(Self {
            place,
            alone,
            path: None,
            test,
        })
    }
}

/// Whether an expression asks its column for one path only, which is put into `path`.
fn only_path(
    expr: &Arc<dyn PhysicalExpr>,
    path: &mut Option<Arc<dyn PhysicalExpr>>,
    depth: usize,
) -> bool {
    if depth > MAX_DEPTH || expr.is::<Column>() {
        return false;
    }
    if is_path(expr) {
        let first = path.get_or_insert_with(|| Arc::clone(expr));
        return same(first, expr);
    }
    let children = expr.children();
    children
        .into_iter()
        .all(|child| only_path(child, path, depth + 1))
}

/// Whether an expression is a path in a column that is the same in every row.
fn is_path(expr: &Arc<dyn PhysicalExpr>) -> bool {
    let Some(call) = expr.downcast_ref::<ScalarFunctionExpr>() else {
        return false;
    };
    let mut arguments = call.args().iter();
    PATHS.contains(&call.fun().name())
        && arguments.next().is_some_and(|of| of.is::<Column>())
        && arguments.all(|step| step.is::<Literal>())
}

/// Functions are compared with all of their settings, which takes long; their texts tell most apart.
fn same(one: &Arc<dyn PhysicalExpr>, other: &Arc<dyn PhysicalExpr>) -> bool {
    one.to_string() == other.to_string() && one == other
}

/// The tests of one column, or of one path in it.
#[derive(Debug)]
pub(super) struct Asked {
    place: usize,
    schema: SchemaRef,
    path: Option<Arc<dyn PhysicalExpr>>,
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
    /// Over a batch of the values alone.
    expr: Arc<dyn PhysicalExpr>,
    /// The conditions that ask for it.
    of: Bits,
}

/// What values can meet, as far as their tests say.
#[derive(Debug, Default, Clone)]
pub(super) struct Known {
    values: IndexMap<Box<str>, Bits, foldhash::fast::RandomState>,
    null: Option<Bits>,
    bytes: usize,
}

impl Known {
    /// The conditions that a value can meet.
    pub(super) fn of(&self, value: &str) -> Option<&[u64]> {
        self.values.get(value).map(AsRef::as_ref)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl Asked {
    pub(super) fn new(question: &Question, words: usize) -> Self {
        Self {
            place: question.place,
            schema: Arc::clone(&question.alone),
            path: question.path.clone(),
            tests: Vec::new(),
            of: vec![0; words].into_boxed_slice(),
            known: RwLock::default(),
            given_up: AtomicBool::new(false),
        }
    }

    /// The place of the column.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    /// Whether the values are those of the column.
    pub(super) fn is_plain(&self) -> bool {
        self.path.is_none()
    }

    /// How many conditions ask.
    pub(super) fn asking(&self) -> u32 {
        self.of.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether a question is about these values.
    pub(super) fn answers(&self, question: &Question) -> bool {
        self.place == question.place
            && match (&self.path, &question.path) {
                (None, None) => true,
                (Some(one), Some(other)) => same(one, other),
                _ => false,
            }
    }

    /// Adds the test of a question that a condition asks.
    pub(super) fn ask(&mut self, question: Question, condition: usize) {
        let expr = question.test;
        let known = self.tests.iter().position(|test| same(&test.expr, &expr));
        let test = known.unwrap_or_else(|| {
            let of = vec![0; self.of.len()].into_boxed_slice();
            self.tests.push(Test { expr, of });
            self.tests.len() - 1
        });
        set(&mut self.tests[test].of, condition);
        set(&mut self.of, condition);
    }

    /// What is known by now.
    pub(super) fn known(&self) -> Arc<Known> {
        Arc::clone(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes from each row the conditions that its value does not meet; `false` when some could not be
    /// tested.
    pub(super) fn test(&self, column: &ArrayRef, classes: &mut Classes) -> bool {
        let mut rows = classes.open(&self.of);
        if rows.is_empty() {
            return true;
        }
        let Some(mut values) = self.values(column, &rows) else {
            return false;
        };
        let mut all = true;
        if !self.given_up.load(Ordering::Relaxed) {
            let places = (0..rows.len() as u32).collect();
            let mut unknown = self.look_up(&values, &rows, places, classes);
            if !unknown.is_empty() {
                all = self.learn(values.as_string_view(), &unknown, classes.words);
                // What another thread has learned meanwhile is as good.
                unknown = self.look_up(&values, &rows, unknown, classes);
            }
            if unknown.is_empty() {
                return all;
            }
            self.given_up.store(true, Ordering::Relaxed);
            rows = unknown.iter().map(|place| rows[*place as usize]).collect();
            let Some(left) = some(&values, &unknown) else {
                return false;
            };
            values = left;
        }
        self.test_rows(&values, &rows, classes) && all
    }

    /// The values of some rows.
    fn values(&self, column: &ArrayRef, rows: &[u32]) -> Option<ArrayRef> {
        let column = some(column, rows)?;
        let Some(path) = &self.path else {
            return Some(column);
        };
        let count = column.len();
        let values = path.evaluate(&self.alone(column)?).ok()?;
        let values = values.into_array(count).ok()?;
        (*values.data_type() == DataType::Utf8View).then_some(values)
    }

    /// A batch of values alone.
    fn alone(&self, values: ArrayRef) -> Option<RecordBatch> {
        let options = RecordBatchOptions::new().with_row_count(Some(values.len()));
        let schema = Arc::clone(&self.schema);
        RecordBatch::try_new_with_options(schema, vec![values], &options).ok()
    }

    /// Takes from rows what their values are known not to meet; gives the places of values that are
    /// not known.
    fn look_up(
        &self,
        values: &ArrayRef,
        rows: &[u32],
        mut places: Vec<u32>,
        classes: &mut Classes,
    ) -> Vec<u32> {
        let known = self.known();
        let values = values.as_string_view();
        places.retain(|place| {
            let place = *place as usize;
            let met = if values.is_null(place) {
                known.null.as_deref()
            } else {
                known.of(values.value(place))
            };
            if let Some(met) = met {
                classes.keep(rows[place], met);
            }
            met.is_none()
        });
        places
    }

    /// Tests some of the values, each once, and remembers what they meet.
    fn learn(&self, values: &StringViewArray, places: &[u32], words: usize) -> bool {
        let values = places.iter().map(|place| {
            let place = *place as usize;
            values.is_valid(place).then(|| values.value(place))
        });
        let new: BTreeSet<Option<&str>> = values.collect();
        let array: StringViewArray = new.iter().copied().collect();
        let array: ArrayRef = Arc::new(array);
        let mut classes = Classes {
            words,
            bits: vec![u64::MAX; words * new.len()],
        };
        let rows: Vec<u32> = (0..new.len() as u32).collect();
        let all = self.test_rows(&array, &rows, &mut classes);
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

    /// Takes from each row the conditions that its value does not meet, by testing where it matters;
    /// `false` when some could not be tested.
    fn test_rows(&self, values: &ArrayRef, rows: &[u32], classes: &mut Classes) -> bool {
        let mut all = true;
        for test in &self.tests {
            let open = (0_u32..).zip(rows);
            let open = open.filter(|(_, row)| classes.is_open(**row, &test.of));
            let places: Vec<u32> = open.map(|(place, _)| place).collect();
            if places.is_empty() {
                continue;
            }
            let Some(tested) = self.truth(test, values, &places) else {
                all = false;
                continue;
            };
            for (at, place) in places.into_iter().enumerate() {
                if !(tested.is_valid(at) && tested.value(at)) {
                    classes.take(rows[place as usize], &test.of);
                }
            }
        }
        all
    }

    /// The truth of a test for some of the values.
    fn truth(&self, test: &Test, values: &ArrayRef, places: &[u32]) -> Option<BooleanArray> {
        truth(&test.expr, &self.alone(some(values, places)?)?)
    }
}

/// Some of the values, in rising order.
fn some(values: &ArrayRef, places: &[u32]) -> Option<ArrayRef> {
    if places.len() == values.len() {
        return Some(Arc::clone(values));
    }
    take(values, &UInt32Array::from(places.to_vec()), None).ok()
}
