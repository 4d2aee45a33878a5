//! The scan of a frame: which rows are seen is found when a plan is run, not when it is made, so that
//! one plan serves all runs of a query.

use std::fmt;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, RecordBatch, RecordBatchOptions, StringViewArray, new_null_array,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::internal_err;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::{Expr as DfExpr, Operator, TableProviderFilterPushDown, TableType};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties,
    ReplaceChildrenOptions,
};

use crate::frame::{Frame, ROW, Shown, View};
use crate::needs::time_bound;
use crate::types::Column;

/// Rows that an operator is handed at once.
const CHUNK: usize = 16_384;

/// Frames of one table as DataFusion sees them.
#[derive(Debug)]
pub(crate) struct Provider {
    frames: Shown,
    view: Arc<View>,
    schema: SchemaRef,
}

impl Provider {
    pub(crate) fn new(frames: &Shown, view: &Arc<View>, columns: &[Column]) -> Self {
        let mut fields: Vec<Field> = columns
            .iter()
            .map(|c| Field::new(&c.name, c.ty.arrow(), true))
            .collect();
        fields.push(Field::new(ROW, DataType::Utf8View, true));
        Self {
            frames: frames.clone(),
            view: Arc::clone(view),
            schema: Arc::new(Schema::new(fields)),
        }
    }

    fn bound(&self, filter: &DfExpr) -> Option<(Operator, i64)> {
        time_bound(filter, self.frames.time_column()?)
    }
}

#[async_trait::async_trait]
impl TableProvider for Provider {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(
        &self,
        filters: &[&DfExpr],
    ) -> Result<Vec<TableProviderFilterPushDown>> {
        let support = |filter: &&DfExpr| {
            if self.bound(filter).is_some() || self.frames.meet(filter) {
                TableProviderFilterPushDown::Exact
            } else {
                TableProviderFilterPushDown::Unsupported
            }
        };
        Ok(filters.iter().map(support).collect())
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[DfExpr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let schema = match projection {
            Some(places) => Arc::new(self.schema.project(places)?),
            None => Arc::clone(&self.schema),
        };
        let properties = PlanProperties::new(
            EquivalenceProperties::new(Arc::clone(&schema)),
            Partitioning::UnknownPartitioning(1),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Ok(Arc::new(WindowScan {
            frames: self.frames.clone(),
            view: Arc::clone(&self.view),
            bounds: filters.iter().filter_map(|f| self.bound(f)).collect(),
            schema,
            limit,
            properties: Arc::new(properties),
        }))
    }
}

/// Reads what a view shows of a table.
#[derive(Debug)]
struct WindowScan {
    frames: Shown,
    view: Arc<View>,
    /// Comparisons of the time with times of the query.
    bounds: Vec<(Operator, i64)>,
    schema: SchemaRef,
    limit: Option<usize>,
    properties: Arc<PlanProperties>,
}

impl WindowScan {
    /// The places of the rows that are seen now and meet the bounds.
    fn range(&self, frame: &Frame) -> (usize, usize) {
        let (mut start, mut end) = frame.range(&self.view);
        let from = |time: i64| frame.place(time);
        for (op, at) in &self.bounds {
            let at = match op {
                Operator::Gt | Operator::GtEq => self.view.first_time(*at),
                _ => self.view.time(*at),
            };
            match op {
                Operator::Gt => start = start.max(from(at.saturating_add(1))),
                Operator::GtEq => start = start.max(from(at)),
                Operator::Lt => end = end.min(from(at)),
                Operator::LtEq => end = end.min(from(at.saturating_add(1))),
                _ => {}
            }
        }
        let end = end.max(start);
        let limit = self.limit.unwrap_or(usize::MAX);
        (start, end.min(start.saturating_add(limit)))
    }

    /// The rows from `start` to `end`.
    fn batch(&self, frame: &Frame, start: usize, end: usize) -> Result<RecordBatch> {
        let columns = self
            .schema
            .fields()
            .iter()
            .map(|field| column(frame, field, start, end))
            .collect::<Result<Vec<_>>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(end - start));
        let schema = Arc::clone(&self.schema);
        Ok(RecordBatch::try_new_with_options(
            schema, columns, &options,
        )?)
    }
}

/// The rows of a column from `start` to `end`.
fn column(frame: &Frame, field: &Field, start: usize, end: usize) -> Result<ArrayRef> {
    if field.name() == ROW {
        let places = (start..end).map(|row| row.to_string());
        return Ok(Arc::new(StringViewArray::from_iter_values(places)));
    }
    match frame.rows.column_by_name(field.name()) {
        Some(column) => Ok(column.slice(start, end - start)),
        // Nobody may take a column that was not read for one without values.
        None if start < end => Err(DataFusionError::Internal(format!(
            "the column `{}` was not foreseen",
            field.name()
        ))),
        None => Ok(new_null_array(field.data_type(), 0)),
    }
}

impl DisplayAs for WindowScan {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WindowScan")
    }
}

impl ExecutionPlan for WindowScan {
    fn name(&self) -> &'static str {
        "WindowScan"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        Vec::new()
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        if children.is_empty() {
            Ok(self)
        } else {
            internal_err!("a scan has no children")
        }
    }

    fn with_new_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        if children.is_empty() {
            Ok(self)
        } else {
            internal_err!("a scan has no children")
        }
    }

    fn execute(&self, _: usize, _: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let frame = self.frames.now(&self.view);
        let (start, end) = self.range(frame);
        let batches = (start..end)
            .step_by(CHUNK)
            .map(|at| self.batch(frame, at, end.min(at + CHUNK)))
            .collect::<Vec<_>>();
        let stream = futures::stream::iter(batches);
        let schema = Arc::clone(&self.schema);
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema, stream)))
    }
}
