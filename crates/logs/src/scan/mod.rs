//! The scan of a table: the one leaf of our plans. It reads only the columns that are asked for, in
//! parts that are read at the same time and handed over in order.

mod arrays;
mod cells;
mod columns;
mod conditions;
mod early;
mod extract;
mod groups;
mod parquet;
mod prefilter;
mod sieve;
mod staged;
mod work;

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, StringViewBuilder};
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::config::ConfigOptions;
use datafusion::common::runtime::SpawnedTask;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DataFusionError, Result, internal_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::{Expr, TableType};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::filter_pushdown::{
    ChildPushdownResult, FilterPushdownPhase, FilterPushdownPropagation, PushedDown,
};
use datafusion::physical_plan::metrics::{BaselineMetrics, ExecutionPlanMetricsSet, MetricsSet};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties,
    ReplaceChildrenOptions,
};
use tokio::sync::mpsc;
use vigie_engine::members::Members;

pub(crate) use arrays::type_of;
use early::Early;
pub(crate) use extract::Wanted;
use extract::{Rows, Shaping};
use groups::Pruning;
use sieve::Sieve;
pub(crate) use work::Inventory;
use work::{Job, Read};

use crate::files::Flow;
use crate::ledger::{Book, Counts};

/// Batches of one part that wait for the consumer.
const WAITING: usize = 6;

/// A table of the logs, as DataFusion sees it.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) table: String,
    pub(crate) schema: SchemaRef,
    /// What gives each field of the schema.
    pub(crate) fields: Vec<Wanted>,
    /// The members of records that are built; all of them where it is `None`.
    pub(crate) members: Option<Arc<Members>>,
    pub(crate) inventory: Arc<Inventory>,
    pub(crate) book: Arc<Book>,
}

#[async_trait::async_trait]
impl TableProvider for Provider {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        _: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let all: Vec<usize> = (0..self.fields.len()).collect();
        let projection = projection.unwrap_or(&all);
        let schema = Arc::new(self.schema.project(projection)?);
        let wanted: Vec<Wanted> = projection.iter().map(|i| self.fields[*i].clone()).collect();
        Ok(Arc::new(LogScan {
            members: self.members.clone(),
            ..LogScan::new(
                self.table.clone(),
                schema,
                wanted,
                Arc::clone(&self.inventory),
                Arc::clone(&self.book),
                limit,
            )
        }))
    }
}

/// Reads the records of a table.
#[derive(Debug, Clone)]
pub(crate) struct LogScan {
    table: String,
    schema: SchemaRef,
    wanted: Vec<Wanted>,
    members: Option<Arc<Members>>,
    inventory: Arc<Inventory>,
    book: Arc<Book>,
    limit: Option<usize>,
    /// Conditions that every row which is used will meet. They are tested again above the scan.
    filters: Vec<Arc<dyn PhysicalExpr>>,
    properties: Arc<PlanProperties>,
    metrics: ExecutionPlanMetricsSet,
}

impl LogScan {
    fn new(
        table: String,
        schema: SchemaRef,
        wanted: Vec<Wanted>,
        inventory: Arc<Inventory>,
        book: Arc<Book>,
        limit: Option<usize>,
    ) -> Self {
        let properties = PlanProperties::new(
            EquivalenceProperties::new(Arc::clone(&schema)),
            Partitioning::UnknownPartitioning(1),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Self {
            table,
            schema,
            wanted,
            members: None,
            inventory,
            book,
            limit,
            filters: Vec::new(),
            properties: Arc::new(properties),
            metrics: ExecutionPlanMetricsSet::new(),
        }
    }
}

impl DisplayAs for LogScan {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self
            .schema
            .fields()
            .iter()
            .map(|f| f.name().as_str())
            .collect();
        write!(
            f,
            "LogScan: table={}, columns=[{}]",
            self.table,
            names.join(", ")
        )?;
        if let Some(limit) = self.limit {
            write!(f, ", limit={limit}")?;
        }
        for filter in &self.filters {
            write!(f, ", filter={filter}")?;
        }
        Ok(())
    }
}

impl ExecutionPlan for LogScan {
    fn name(&self) -> &'static str {
        "LogScan"
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

    fn metrics(&self) -> Option<MetricsSet> {
        Some(self.metrics.clone_inner())
    }

    fn fetch(&self) -> Option<usize> {
        self.limit
    }

    fn with_fetch(&self, limit: Option<usize>) -> Option<Arc<dyn ExecutionPlan>> {
        Some(Arc::new(Self {
            limit,
            ..self.clone()
        }))
    }

    /// Remembers the conditions above, and leaves them where they are: what the scan does with them
    /// only saves work.
    fn handle_child_pushdown_result(
        &self,
        _: FilterPushdownPhase,
        result: ChildPushdownResult,
        _: &ConfigOptions,
    ) -> Result<FilterPushdownPropagation<Arc<dyn ExecutionPlan>>> {
        let filters: Vec<_> = result
            .parent_filters
            .into_iter()
            .map(|f| f.filter)
            .collect();
        let kept = vec![PushedDown::No; filters.len()];
        let propagation = FilterPushdownPropagation::with_parent_pushdown_result(kept);
        if filters.is_empty() {
            return Ok(propagation);
        }
        let mut scan = self.clone();
        scan.filters.extend(filters);
        Ok(propagation.with_updated_node(Arc::new(scan) as Arc<dyn ExecutionPlan>))
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        if partition != 0 {
            return internal_err!("a scan has one partition");
        }
        let conditions = conditions::all(&self.filters, &self.schema);
        let jobs = work::jobs(&self.inventory, &self.table, &conditions, &self.book);
        let bytes = jobs.iter().map(|job| match job {
            Job::Files(files) => files
                .iter()
                .map(|file| self.inventory.files[*file].entry.size)
                .sum(),
            Job::Stretch { from, to, .. } => to - from,
            Job::Groups { bytes, .. } => *bytes,
        });
        self.inventory
            .progress
            .total
            .fetch_add(bytes.sum(), Ordering::Relaxed);
        let without_numbers: Vec<_> = self
            .schema
            .fields()
            .iter()
            .zip(&self.wanted)
            .filter(|(_, wanted)| **wanted != Wanted::Number)
            .map(|(field, _)| Arc::clone(field))
            .collect();
        let schema = Arc::new(Schema::new(without_numbers));
        // Only Parquet has columns that can be read by themselves.
        let early = work::reads_parquet(&self.inventory)
            .then(|| Early::new(&self.filters, &self.schema, &self.wanted));
        let running = Running {
            scan: self.clone(),
            shaping: Arc::new(Shaping {
                pruning: Pruning::new(&self.filters, &self.schema),
                sieve: Sieve::new(&self.filters, &schema),
                early: early.unwrap_or_default(),
                schema,
                wanted: self.wanted.clone(),
                members: self.members.clone(),
                rows: context.session_config().batch_size(),
                conditions,
                cancelled: AtomicBool::new(false),
            }),
            jobs: jobs.into(),
            parts: VecDeque::new(),
            left: self.limit.unwrap_or(usize::MAX),
            before: Counts::default(),
            lines: 0,
            metrics: BaselineMetrics::new(&self.metrics, 0),
        };
        let stream = futures::stream::try_unfold(running, Running::next);
        Ok(Box::pin(RecordBatchStreamAdapter::new(
            Arc::clone(&self.schema),
            stream,
        )))
    }
}

/// A scan that is being read: parts at work, in the order in which they are wanted.
struct Running {
    scan: LogScan,
    shaping: Arc<Shaping>,
    jobs: VecDeque<Job>,
    parts: VecDeque<Part>,
    /// Rows that are still wanted.
    left: usize,
    /// What the parts of the file at hand have given so far.
    before: Counts,
    /// Lines of these parts.
    lines: u64,
    metrics: BaselineMetrics,
}

/// A part that is being read on another thread.
struct Part {
    rows: mpsc::Receiver<Rows>,
    task: SpawnedTask<Vec<Read>>,
    /// It begins within a file, behind what [`Running::before`] has counted.
    continues: bool,
}

impl Drop for Running {
    /// A part that is at work cannot be aborted: it looks at this.
    fn drop(&mut self) {
        self.shaping.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Running {
    /// Keeps as many parts at work as there are threads, and one to go on with.
    fn fill(&mut self) {
        while self.parts.len() <= self.scan.inventory.options.threads {
            let Some(job) = self.jobs.pop_front() else {
                return;
            };
            let (sender, rows) = mpsc::channel(WAITING);
            let (scan, shaping) = (self.scan.clone(), Arc::clone(&self.shaping));
            let continues = job.continues();
            let task = SpawnedTask::spawn_blocking(move || {
                let mut give = |rows| match sender.blocking_send(rows) {
                    Ok(()) => Flow::Go,
                    Err(_) => Flow::Stop,
                };
                work::run(&scan.inventory, &scan.table, &job, &shaping, &mut give)
            });
            self.parts.push_back(Part {
                rows,
                task,
                continues,
            });
        }
    }

    async fn next(mut self) -> Result<Option<(RecordBatch, Self)>> {
        loop {
            if self.left == 0 {
                return Ok(None);
            }
            self.fill();
            let Some(part) = self.parts.front_mut() else {
                return Ok(None);
            };
            if let Some(rows) = part.rows.recv().await {
                let continues = part.continues;
                self.note(&rows, continues);
                let before = if continues { self.before.records } else { 0 };
                let mut batch = self.batch(rows, before)?;
                if batch.num_rows() > self.left {
                    batch = batch.slice(0, self.left);
                }
                self.left -= batch.num_rows();
                self.metrics.record_output(batch.num_rows());
                return Ok(Some((batch, self)));
            }
            let Some(part) = self.parts.pop_front() else {
                return Ok(None);
            };
            let reads = part
                .task
                .await
                .map_err(|e| DataFusionError::ExecutionJoin(Box::new(e)))?;
            for read in reads {
                self.enter(read);
            }
        }
    }

    /// Enters what is known of a member that is being read, in case nobody reads on.
    fn note(&self, rows: &Rows, continues: bool) {
        let (mut counts, lines) = if continues {
            (self.before.clone(), self.lines)
        } else {
            (Counts::default(), 0)
        };
        counts.append(rows.counts.clone(), lines);
        self.scan.book.enter(rows.account, &counts, false);
    }

    /// Enters what a part has read into the ledger.
    fn enter(&mut self, read: Read) {
        if !read.continues {
            self.before = Counts::default();
            self.lines = 0;
        }
        self.before.append(read.counts, self.lines);
        self.lines += read.lines;
        self.scan
            .book
            .enter(read.account, &self.before, read.complete);
    }

    /// The batch with the column of numbers where it is wanted.
    fn batch(&self, rows: Rows, before: u64) -> Result<RecordBatch> {
        if rows.numbers.is_empty() {
            return Ok(rows.batch);
        }
        let mut numbers = StringViewBuilder::with_capacity(rows.numbers.len());
        for number in &rows.numbers {
            numbers.append_value((before + number).to_string());
        }
        let numbers: ArrayRef = Arc::new(numbers.finish());
        let mut others = rows.batch.columns().iter();
        let columns: Vec<ArrayRef> = self
            .scan
            .wanted
            .iter()
            .filter_map(|wanted| match wanted {
                Wanted::Number => Some(Arc::clone(&numbers)),
                Wanted::Column { .. } | Wanted::File(_) => others.next().cloned(),
            })
            .collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows.batch.num_rows()));
        Ok(RecordBatch::try_new_with_options(
            Arc::clone(&self.scan.schema),
            columns,
            &options,
        )?)
    }
}

/// The schema of a table: each column as the engine stores its type.
pub(crate) fn schema(fields: &[Wanted], number: &str) -> SchemaRef {
    use vigie_engine::types::Type;
    Arc::new(Schema::new(
        fields
            .iter()
            .map(|wanted| match wanted {
                Wanted::Column { name, ty } => Field::new(name, ty.arrow(), *ty != Type::String),
                Wanted::File(name) => Field::new(*name, Type::String.arrow(), false),
                Wanted::Number => Field::new(number, Type::String.arrow(), false),
            })
            .collect::<Vec<_>>(),
    ))
}
