//! The conditions above a scan, tested on the columns that they ask for before any other column is
//! read.
//!
//! A condition on one column whose values stand in a dictionary is tested once for each value. As in
//! the sieve, the conditions stay in the plan: one that cannot be tested lets all rows through.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, BooleanBufferBuilder, Int32Array, RecordBatch,
    RecordBatchOptions,
};
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::arrow::compute::{prep_null_mask_filter, take};
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};
use vigie_engine::classify::{is_volatile, parts_of};

use super::extract::Wanted;
use super::sieve::{Tally, Test};

/// What every row that is used will meet, part by part.
#[derive(Debug, Default)]
pub(super) struct Early {
    pub(super) parts: Vec<Part>,
    tally: Tally,
}

/// A condition on few columns.
#[derive(Debug)]
pub(super) struct Part {
    /// The columns that it asks for: their positions among the wanted ones.
    pub(super) asks: Vec<usize>,
    /// These columns.
    schema: SchemaRef,
    test: Test,
}

/// A column of some rows.
#[derive(Debug, Clone)]
pub(super) enum Values {
    Rows(ArrayRef),
    /// For each row the place of its value.
    Coded {
        values: ArrayRef,
        places: Int32Array,
    },
}

impl Early {
    /// The parts of the conditions that speak of wanted columns alone, each the same whenever it is
    /// asked. `schema` has a field for each wanted column.
    pub(super) fn new(
        filters: &[Arc<dyn PhysicalExpr>],
        schema: &SchemaRef,
        wanted: &[Wanted],
    ) -> Self {
        let part = |condition: &Arc<dyn PhysicalExpr>| -> Option<Part> {
            let columns = collect_columns(condition);
            let asks: Option<Vec<usize>> = columns
                .iter()
                .map(|column| {
                    let at = schema.index_of(column.name()).ok()?;
                    matches!(wanted.get(at)?, Wanted::Column { .. }).then_some(at)
                })
                .collect();
            let asks = asks.filter(|asks| !asks.is_empty() && !is_volatile(condition, 0))?;
            let own: Vec<_> = asks
                .iter()
                .map(|at| Arc::clone(&schema.fields()[*at]))
                .collect();
            let own = Arc::new(Schema::new(own));
            let condition = reassign_expr_columns(Arc::clone(condition), &own).ok()?;
            Some(Part {
                asks,
                test: Test::new(condition, &own),
                schema: own,
            })
        };
        let parts = filters
            .iter()
            .flat_map(|filter| parts_of(filter, Operator::And));
        Self {
            parts: parts.filter_map(|condition| part(&condition)).collect(),
            ..Self::default()
        }
    }

    /// Columns of which nearly all rows are used are better read at once.
    pub(super) fn is_worth_it(&self) -> bool {
        !self.parts.is_empty() && self.tally.is_worth_it()
    }

    /// Remembers how many rows of how many went through.
    pub(super) fn note(&self, tested: usize, kept: usize) {
        self.tally.note(tested as u64, kept as u64);
    }
}

impl Part {
    /// Which of so many rows may be used; `None` when all may.
    pub(super) fn kept(&self, columns: &[&Values], rows: usize) -> Option<BooleanBuffer> {
        if let [Values::Coded { values, places }] = columns
            && values.len() <= rows
        {
            let met = self.tested(vec![Arc::clone(values)], values.len())?;
            let places = places.values();
            return Some(BooleanBuffer::collect_bool(rows, |row| {
                met.value(usize::try_from(places[row]).unwrap_or_default())
            }));
        }
        let columns: Option<Vec<ArrayRef>> = columns.iter().map(|values| values.rows()).collect();
        self.tested(columns?, rows)
    }

    fn tested(&self, columns: Vec<ArrayRef>, rows: usize) -> Option<BooleanBuffer> {
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let schema = Arc::clone(&self.schema);
        let batch = RecordBatch::try_new_with_options(schema, columns, &options).ok()?;
        let mut met: BooleanArray = self.test.of(&batch)?;
        if met.null_count() > 0 {
            met = prep_null_mask_filter(&met);
        }
        Some(met.values().clone())
    }
}

impl Values {
    fn rows(&self) -> Option<ArrayRef> {
        match self {
            Self::Rows(rows) => Some(Arc::clone(rows)),
            Self::Coded { values, places } => take(values, places, None).ok(),
        }
    }
}

/// The rows of a row group that are left.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    /// One bit for each row of the group; `None` when all are left.
    rows: Option<BooleanBuffer>,
    of: usize,
}

impl Chosen {
    pub(super) fn all(of: usize) -> Self {
        Self { rows: None, of }
    }

    pub(super) fn count(&self) -> usize {
        self.rows
            .as_ref()
            .map_or(self.of, BooleanBuffer::count_set_bits)
    }

    /// One bit for each row of the group, where not all are left.
    pub(super) fn mask(&self) -> Option<&BooleanBuffer> {
        self.rows.as_ref()
    }

    /// The positions of the rows in the group.
    pub(super) fn positions(&self) -> Box<dyn Iterator<Item = usize> + '_> {
        match &self.rows {
            None => Box::new(0..self.of),
            Some(rows) => Box::new(rows.set_indices()),
        }
    }

    /// Leaves those of the rows that are left which `kept` has a bit for, in their order.
    pub(super) fn narrow(&mut self, kept: &BooleanBuffer) {
        if kept.count_set_bits() == kept.len() {
            return;
        }
        self.rows = Some(match &self.rows {
            None => kept.clone(),
            Some(rows) => {
                let mut left = BooleanBufferBuilder::new(self.of);
                left.append_n(self.of, false);
                for (nth, row) in rows.set_indices().enumerate() {
                    left.set_bit(row, kept.value(nth));
                }
                left.finish()
            }
        });
    }
}
