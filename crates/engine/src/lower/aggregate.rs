//! Our aggregate functions as DataFusion's.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray};
use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, EmitTo, Expr as DfExpr, GroupsAccumulator,
    Signature, Volatility,
};

use crate::aggregates::def::{Aggregate, Group, Make, Row};
use crate::bound::AggregateCall;
use crate::functions::def::CallSite;
use crate::types::array::{self, Reader};
use crate::types::{Type, Value};

/// A call of an aggregate with its arguments, which are columns or literals.
pub(super) fn call(call: &AggregateCall, args: Vec<DfExpr>) -> Result<DfExpr> {
    let types: Vec<Type> = call.args.iter().map(|a| a.ty).collect();
    let constants: Vec<Option<Value>> = call.args.iter().map(|a| a.as_literal().cloned()).collect();
    let make = make(call.aggregate, &types, &constants, &call.gives)
        .map_err(DataFusionError::Execution)?;
    // An aggregate needs an argument, so that it sees how many rows there are.
    let args = if args.is_empty() {
        vec![datafusion::logical_expr::lit(true)]
    } else {
        args
    };
    let udaf = AggregateUDF::new_from_impl(Udaf {
        name: call.aggregate.name,
        types,
        constant: constants.iter().map(Option::is_some).collect(),
        gives: call.gives.clone(),
        row: call.row,
        make: Arc::new(make),
        signature: Signature::variadic_any(Volatility::Immutable),
    });
    Ok(DfExpr::AggregateFunction(AggregateFunction::new_udf(
        Arc::new(udaf),
        args,
        false,
        None,
        Vec::new(),
        None,
    )))
}

/// The maker of groups, or a sentence about a bad constant.
pub(crate) fn make(
    aggregate: &Aggregate,
    types: &[Type],
    constants: &[Option<Value>],
    gives: &[Type],
) -> std::result::Result<Make, String> {
    (aggregate.body)(&CallSite {
        types,
        constants,
        returns: gives.first().copied().unwrap_or(Type::Long),
    })
}

struct Udaf {
    name: &'static str,
    types: Vec<Type>,
    constant: Vec<bool>,
    gives: Vec<Type>,
    row: bool,
    make: Arc<Make>,
    signature: Signature,
}

impl std::fmt::Debug for Udaf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Udaf {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.types == other.types
            && self.gives == other.gives
            && self.row == other.row
    }
}

impl Eq for Udaf {}

impl Hash for Udaf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.types.hash(state);
    }
}

impl Udaf {
    fn returns(&self) -> DataType {
        if self.row {
            array::row_type(&self.gives)
        } else {
            self.gives[0].arrow()
        }
    }

    fn groups(&self) -> Groups {
        Groups {
            types: self.types.clone(),
            constant: self.constant.clone(),
            gives: self.gives.clone(),
            row: self.row,
            make: Arc::clone(&self.make),
            groups: Vec::new(),
        }
    }
}

impl AggregateUDFImpl for Udaf {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.returns())
    }

    fn accumulator(&self, _: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(Whole(self.groups())))
    }

    fn state_fields(&self, _: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        // Plans have one partition, so partial results are never sent anywhere.
        Ok(vec![Arc::new(datafusion::arrow::datatypes::Field::new(
            "state",
            self.returns(),
            true,
        ))])
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(
        &self,
        _: AccumulatorArgs<'_>,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(self.groups()))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

/// All groups of one aggregate.
struct Groups {
    types: Vec<Type>,
    constant: Vec<bool>,
    gives: Vec<Type>,
    row: bool,
    make: Arc<Make>,
    groups: Vec<Box<dyn Group>>,
}

impl Groups {
    fn update(
        &mut self,
        values: &[ArrayRef],
        group_of: impl Fn(usize) -> usize,
        filter: Option<&BooleanArray>,
    ) -> Result<()> {
        let rows = values.first().map_or(0, Array::len);
        let readers = self
            .types
            .iter()
            .zip(values)
            .map(|(ty, v)| Reader::new(*ty, v.as_ref()))
            .collect::<Result<Vec<_>>>()?;
        if rows == 0 {
            return Ok(());
        }
        for row in 0..rows {
            if filter.is_some_and(|f| f.is_null(row) || !f.value(row)) {
                continue;
            }
            self.groups[group_of(row)].add(&Row {
                readers: &readers,
                constant: &self.constant,
                row,
            });
        }
        Ok(())
    }

    fn grow(&mut self, total: usize) {
        while self.groups.len() < total {
            self.groups.push((self.make)());
        }
    }

    fn finish(&self, mut groups: Vec<Box<dyn Group>>) -> Result<ArrayRef> {
        let values: Vec<Value> = groups.iter_mut().map(|g| g.finish()).collect();
        if self.row {
            array::rows(&self.gives, &values)
        } else {
            Ok(array::array(self.gives[0], &values))
        }
    }
}

impl GroupsAccumulator for Groups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.grow(total_num_groups);
        self.update(values, |row| group_indices[row], opt_filter)
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let groups = emit_to.take_needed(&mut self.groups);
        self.finish(groups)
    }

    fn state(&mut self, _: EmitTo) -> Result<Vec<ArrayRef>> {
        Err(partial())
    }

    fn merge_batch(&mut self, _: &[ArrayRef], _: &[usize], _: usize) -> Result<()> {
        Err(partial())
    }

    fn convert_to_state(&self, _: &[ArrayRef], _: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        Err(partial())
    }

    fn size(&self) -> usize {
        self.groups.iter().map(|g| g.size() + 32).sum()
    }
}

fn partial() -> DataFusionError {
    DataFusionError::Internal("an aggregate is computed in one step".to_owned())
}

/// The one group of a summarize without keys.
struct Whole(Groups);

impl std::fmt::Debug for Whole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Whole")
    }
}

impl Accumulator for Whole {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.0.grow(1);
        self.0.update(values, |_| 0, None)
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        self.0.grow(1);
        let groups = std::mem::take(&mut self.0.groups);
        let array = self.0.finish(groups)?;
        if self.0.row {
            return Ok(ScalarValue::Struct(Arc::new(array.as_struct().clone())));
        }
        ScalarValue::try_from_array(&array, 0)
    }

    fn size(&self) -> usize {
        self.0.size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Err(partial())
    }

    fn merge_batch(&mut self, _: &[ArrayRef]) -> Result<()> {
        Err(partial())
    }
}
