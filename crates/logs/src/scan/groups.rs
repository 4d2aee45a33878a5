//! Which row groups of a Parquet file a query can use, told from the bounds and the Bloom filters that
//! the file keeps.

use std::sync::Arc;

use datafusion::arrow::array::StringViewArray;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, UInt64Array};
use datafusion::arrow::datatypes::{DataType, Int64Type, SchemaRef};
use datafusion::common::pruning::PruningStatistics;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Column, ScalarValue};
use datafusion::logical_expr::Operator;
use datafusion::parquet::arrow::arrow_reader::ArrowReaderMetadata;
use datafusion::parquet::arrow::arrow_reader::statistics::StatisticsConverter;
use datafusion::parquet::bloom_filter::Sbbf;
use datafusion::parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use datafusion::physical_expr::expressions::{self, BinaryExpr, Literal};
use datafusion::physical_expr::{PhysicalExpr, ScalarFunctionExpr, conjunction_opt};
use datafusion::physical_optimizer::pruning::{PruningPredicate, PruningPredicateBuilder};
use vigie_engine::types::Type;

use super::arrays::{stored, type_of};

/// The conditions of a query, asked of the bounds of a row group.
#[derive(Debug, Default)]
pub(super) struct Pruning {
    predicate: Option<Arc<PruningPredicate>>,
}

impl Pruning {
    /// Of conditions over the columns of a scan.
    pub(super) fn new(conditions: &[Arc<dyn PhysicalExpr>], schema: &SchemaRef) -> Self {
        let conditions = conditions.iter().map(|c| with_equals(c, schema));
        let build = |all| {
            let builder = PruningPredicateBuilder::new().with_file_schema(Arc::clone(schema));
            builder.build(all)
        };
        Self {
            predicate: conjunction_opt(conditions).and_then(build),
        }
    }

    /// Whether some row of the group may meet the conditions. `name` gives the column of the file
    /// that a column of the scan is, as it stands there, and `bloom` the Bloom filter of a column.
    pub(super) fn may_hold(
        &self,
        metadata: &ArrowReaderMetadata,
        group: usize,
        name: &dyn Fn(&str) -> Option<(Type, String)>,
        bloom: &dyn Fn(&ColumnChunkMetaData) -> Option<Sbbf>,
    ) -> bool {
        let Some(predicate) = &self.predicate else {
            return true;
        };
        let bounds = Bounds {
            metadata,
            group: metadata.metadata().row_group(group),
            name,
            bloom,
        };
        predicate
            .prune(&bounds)
            .map_or(true, |kept| kept.first().copied().unwrap_or(true))
    }
}

/// Values of a list that are looked for one by one.
const MOST_VALUES: usize = 64;

/// The condition with `in` over known texts as what it means, so that bounds can be asked for it.
fn with_equals(condition: &Arc<dyn PhysicalExpr>, schema: &SchemaRef) -> Arc<dyn PhysicalExpr> {
    let equals = |expr: Arc<dyn PhysicalExpr>| {
        let made = one_of(&expr, schema);
        Ok(made.map_or_else(|| Transformed::no(expr), Transformed::yes))
    };
    let made = Arc::clone(condition).transform_up(equals);
    made.map_or_else(|_| Arc::clone(condition), |made| made.data)
}

/// A column of texts compared with each text of a list.
fn one_of(expr: &Arc<dyn PhysicalExpr>, schema: &SchemaRef) -> Option<Arc<dyn PhysicalExpr>> {
    let call = expr.downcast_ref::<ScalarFunctionExpr>()?;
    let [column, list] = call.args() else {
        return None;
    };
    let own = column.downcast_ref::<expressions::Column>()?;
    let is_text = *schema.fields().get(own.index())?.data_type() == DataType::Utf8View;
    if call.name() != "in" || !is_text {
        return None;
    }
    let ScalarValue::Utf8View(Some(list)) = list.downcast_ref::<Literal>()?.value() else {
        return None;
    };
    let list: Vec<String> = serde_json::from_str(list).ok()?;
    let equal = |text: String| -> Arc<dyn PhysicalExpr> {
        let text = Arc::new(Literal::new(ScalarValue::Utf8View(Some(text))));
        Arc::new(BinaryExpr::new(Arc::clone(column), Operator::Eq, text))
    };
    if list.len() > MOST_VALUES {
        return None;
    }
    let either = |a, b| Arc::new(BinaryExpr::new(a, Operator::Or, b)) as Arc<dyn PhysicalExpr>;
    list.into_iter().map(equal).reduce(either)
}

/// The least and the greatest value of a column of a type in a row group, when all of its rows have
/// one.
fn range(
    metadata: &ArrowReaderMetadata,
    group: usize,
    (ty, column): (Type, &str),
) -> Option<(ArrayRef, ArrayRef)> {
    let bounds = Bounds {
        metadata,
        group: metadata.metadata().row_group(group),
        name: &|name| Some((ty, name.to_owned())),
        bloom: &|_| None,
    };
    let (_, converter) = bounds.converter(column)?;
    let all = bounds.nulls(&converter) == Some(0);
    let column = Column::from_name(column);
    let range = (bounds.min_values(&column)?, bounds.max_values(&column)?);
    all.then_some(range)
}

/// The first and the last time of a row group, when all of its rows have one.
pub(super) fn times(
    metadata: &ArrowReaderMetadata,
    group: usize,
    column: &str,
) -> Option<(i64, i64)> {
    let (least, greatest) = range(metadata, group, (Type::Datetime, column))?;
    let of = |array: ArrayRef| Some(array.as_primitive_opt::<Int64Type>()?.value(0));
    Some((of(least)?, of(greatest)?))
}

/// The text that all rows of a row group have.
pub(super) fn only_text(
    metadata: &ArrowReaderMetadata,
    group: usize,
    column: &str,
) -> Option<String> {
    let (least, greatest) = range(metadata, group, (Type::String, column))?;
    let of = |array: &ArrayRef| Some(array.as_string_view_opt()?.value(0).to_owned());
    of(&least).filter(|text| of(&greatest).as_ref() == Some(text))
}

/// What a file says of one row group, as the engine stores its values.
struct Bounds<'f> {
    metadata: &'f ArrowReaderMetadata,
    group: &'f RowGroupMetaData,
    name: &'f dyn Fn(&str) -> Option<(Type, String)>,
    bloom: &'f dyn Fn(&ColumnChunkMetaData) -> Option<Sbbf>,
}

impl<'f> Bounds<'f> {
    /// The statistics of a column, if it is in the file with the type that the scan gives it.
    fn converter(&self, column: &str) -> Option<(Type, StatisticsConverter<'f>)> {
        let (ty, name) = (self.name)(column)?;
        let schema = self.metadata.schema();
        // Bounds of reals say nothing of NaN, and those of JSON nothing at all.
        let tells = matches!(ty, Type::String | Type::Datetime | Type::Long | Type::Bool);
        let own = type_of(schema.field_with_name(&name).ok()?.data_type());
        let parquet = self.metadata.parquet_schema();
        let converter = StatisticsConverter::try_new(&name, schema, parquet).ok()?;
        (tells && own == ty).then_some((ty, converter))
    }

    fn nulls(&self, converter: &StatisticsConverter<'_>) -> Option<u64> {
        let nulls = converter.row_group_null_counts([self.group]).ok()?;
        nulls.is_valid(0).then(|| nulls.value(0))
    }

    fn bound(
        &self,
        column: &Column,
        which: impl Fn(&StatisticsConverter<'_>) -> Option<ArrayRef>,
        least: bool,
    ) -> Option<ArrayRef> {
        let (ty, converter) = self.converter(&column.name)?;
        let value = which(&converter).filter(|value| value.len() == 1 && value.is_valid(0))?;
        // A string that is not there is the empty one.
        if least && ty == Type::String && self.nulls(&converter) != Some(0) {
            return Some(Arc::new(StringViewArray::from_iter_values([""])));
        }
        stored(&value).ok().filter(|value| value.is_valid(0))
    }
}

impl PruningStatistics for Bounds<'_> {
    fn min_values(&self, column: &Column) -> Option<ArrayRef> {
        self.bound(column, |c| c.row_group_mins([self.group]).ok(), true)
    }

    fn max_values(&self, column: &Column) -> Option<ArrayRef> {
        self.bound(column, |c| c.row_group_maxes([self.group]).ok(), false)
    }

    fn num_containers(&self) -> usize {
        1
    }

    fn null_counts(&self, column: &Column) -> Option<ArrayRef> {
        let (ty, converter) = self.converter(&column.name)?;
        let nulls = match ty {
            Type::String => 0,
            // A time beyond the language's becomes null: where both bounds are known, none is.
            _ => {
                self.min_values(column)?;
                self.max_values(column)?;
                self.nulls(&converter)?
            }
        };
        Some(Arc::new(UInt64Array::from(vec![nulls])))
    }

    fn row_counts(&self) -> Option<ArrayRef> {
        let rows = u64::try_from(self.group.num_rows()).ok()?;
        Some(Arc::new(UInt64Array::from(vec![rows])))
    }

    #[expect(clippy::disallowed_types, reason = "the trait has it")]
    fn contained(
        &self,
        column: &Column,
        values: &std::collections::HashSet<ScalarValue>,
    ) -> Option<BooleanArray> {
        let (ty, converter) = self.converter(&column.name)?;
        if ty != Type::String {
            return None;
        }
        let filter = (self.bloom)(self.group.column(converter.parquet_column_index()?))?;
        let may_be_there = |value: &ScalarValue| match value {
            // A string that is not there is the empty one.
            ScalarValue::Utf8View(Some(text)) => text.is_empty() || filter.check(text.as_str()),
            _ => true,
        };
        let none = !values.iter().any(may_be_there);
        none.then(|| BooleanArray::from(vec![false]))
    }
}
