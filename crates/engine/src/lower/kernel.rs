//! A kernel as a plan: an aggregate gathers the table into one list of rows, which is unnested.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, ListArray, StructArray, UInt64Array};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::{concat, take};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields};
use datafusion::common::{NullHandling, ScalarValue, UnnestOptions};
use datafusion::error::{DataFusionError, Result};
use datafusion::functions::core::expr_fn::get_field;
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, Expr as DfExpr, LogicalPlan, LogicalPlanBuilder,
    Signature, Volatility, lit,
};

use super::{aggregate, column, project};
use crate::kernel::{Kernel, Rows};
use crate::types::array::{self, Reader};
use crate::types::{Column, Value};

const RESULT: &str = "__rows";

pub(super) fn plan(
    input: LogicalPlan,
    columns: &[Column],
    kernel: &Arc<dyn Kernel>,
    gives: &[Column],
) -> Result<LogicalPlan> {
    let udaf = AggregateUDF::new_from_impl(Gather {
        kernel: Arc::clone(kernel),
        takes: columns.to_vec(),
        gives: gives.to_vec(),
        signature: Signature::variadic_any(Volatility::Immutable),
    });
    let mut args: Vec<DfExpr> = columns.iter().map(|c| column(&c.name)).collect();
    if args.is_empty() {
        args.push(lit(true));
    }
    let gathered = DfExpr::AggregateFunction(AggregateFunction::new_udf(
        Arc::new(udaf),
        args,
        false,
        None,
        Vec::new(),
        None,
    ))
    .alias(RESULT);
    let exprs: Vec<DfExpr> = if gives.is_empty() {
        vec![lit(true).alias("__row")]
    } else {
        gives
            .iter()
            .enumerate()
            .map(|(i, c)| get_field(column(RESULT), format!("c{i}")).alias(&c.name))
            .collect()
    };
    let gathered = aggregate(input, Vec::new(), vec![gathered])?;
    let rows = LogicalPlanBuilder::from(gathered)
        .unnest_columns_with_options(
            vec![datafusion::common::Column::new_unqualified(RESULT)],
            UnnestOptions::new().with_null_handling(NullHandling::Drop),
        )?
        .build()?;
    project(rows, exprs)
}

#[derive(Debug)]
struct Gather {
    kernel: Arc<dyn Kernel>,
    takes: Vec<Column>,
    gives: Vec<Column>,
    signature: Signature,
}

impl PartialEq for Gather {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.kernel, &other.kernel)
    }
}

impl Eq for Gather {}

impl Hash for Gather {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kernel.name().hash(state);
    }
}

impl Gather {
    fn fields(&self) -> Fields {
        // A row without columns is kept countable by one field nobody reads.
        if self.gives.is_empty() {
            return Fields::from(vec![Field::new("c0", DataType::Boolean, true)]);
        }
        self.gives
            .iter()
            .enumerate()
            .map(|(i, c)| Field::new(format!("c{i}"), c.ty.arrow(), true))
            .collect()
    }

    fn item(&self) -> FieldRef {
        Arc::new(Field::new("item", DataType::Struct(self.fields()), true))
    }
}

impl AggregateUDFImpl for Gather {
    fn name(&self) -> &str {
        self.kernel.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::List(self.item()))
    }

    fn accumulator(&self, _: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        let copied: BTreeMap<usize, usize> = self.kernel.copied().into_iter().collect();
        Ok(Box::new(Gathered {
            kept: copied.values().map(|from| (*from, Vec::new())).collect(),
            copied,
            kernel: Arc::clone(&self.kernel),
            rows: Rows {
                columns: self.takes.clone(),
                rows: Vec::new(),
            },
            gives: self.gives.clone(),
            fields: self.fields(),
            item: self.item(),
        }))
    }

    fn state_fields(&self, _: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        Ok(vec![Arc::new(Field::new(
            "state",
            DataType::List(self.item()),
            true,
        ))])
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

#[derive(Debug)]
struct Gathered {
    kernel: Arc<dyn Kernel>,
    rows: Rows,
    /// Columns of the result by the column of the input that they repeat.
    copied: BTreeMap<usize, usize>,
    /// The batches of those columns of the input.
    kept: BTreeMap<usize, Vec<ArrayRef>>,
    gives: Vec<Column>,
    fields: Fields,
    item: FieldRef,
}

impl Gathered {
    /// The columns of the result that repeat columns of the input.
    fn repeated(&mut self, rows: &[Vec<Value>]) -> Result<BTreeMap<usize, ArrayRef>> {
        if self.copied.is_empty() || self.kept.values().all(Vec::is_empty) {
            return Ok(BTreeMap::new());
        }
        let origins = self.kernel.origins(&self.rows, rows).unwrap_or_default();
        let places: UInt64Array = origins
            .iter()
            .map(|from| from.first().map(|at| *at as u64))
            .collect();
        let mut whole = BTreeMap::new();
        for (from, batches) in std::mem::take(&mut self.kept) {
            let batches: Vec<&dyn Array> = batches.iter().map(AsRef::as_ref).collect();
            let column = concat(&batches)?;
            whole.insert(from, take(column.as_ref(), &places, None)?);
        }
        let columns = self.copied.iter();
        Ok(columns
            .filter_map(|(to, from)| Some((*to, Arc::clone(whole.get(from)?))))
            .collect())
    }
}

impl Accumulator for Gathered {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let count = values.first().map_or(0, Array::len);
        for (from, batches) in &mut self.kept {
            batches.extend(values.get(*from).cloned());
        }
        let columns = self.rows.columns.iter().zip(values).enumerate();
        let readers = columns
            .map(|(i, (c, v))| {
                let read = !self.kept.contains_key(&i);
                read.then(|| Reader::new(c.ty, v.as_ref())).transpose()
            })
            .collect::<Result<Vec<_>>>()?;
        let cell = |reader: &Option<Reader<'_>>, row| match reader {
            Some(reader) => reader.value(row),
            None => Value::Null,
        };
        self.rows
            .rows
            .extend((0..count).map(|row| readers.iter().map(|r| cell(r, row)).collect()));
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let rows = self
            .kernel
            .run(&self.rows)
            .map_err(DataFusionError::Execution)?;
        let repeated = self.repeated(&rows)?;
        self.rows.rows.clear();
        let arrays: Vec<ArrayRef> = if self.gives.is_empty() {
            vec![Arc::new(datafusion::arrow::array::BooleanArray::from(
                vec![true; rows.len()],
            ))]
        } else {
            self.gives
                .iter()
                .enumerate()
                .map(|(i, c)| {
                    if let Some(array) = repeated.get(&i) {
                        return Arc::clone(array);
                    }
                    let missing = Value::missing(c.ty);
                    let cells: Vec<&Value> =
                        rows.iter().map(|r| r.get(i).unwrap_or(&missing)).collect();
                    array::array(c.ty, cells)
                })
                .collect()
        };
        let table = StructArray::try_new(self.fields.clone(), arrays, None)?;
        let list = ListArray::try_new(
            Arc::clone(&self.item),
            OffsetBuffer::from_lengths([rows.len()]),
            Arc::new(table),
            None,
        )?;
        Ok(ScalarValue::List(Arc::new(list)))
    }

    fn size(&self) -> usize {
        self.rows.rows.len() * (self.rows.columns.len() * 32 + 24)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Err(DataFusionError::Internal(
            "a kernel is computed in one step".to_owned(),
        ))
    }

    fn merge_batch(&mut self, _: &[ArrayRef]) -> Result<()> {
        Err(DataFusionError::Internal(
            "a kernel is computed in one step".to_owned(),
        ))
    }
}
