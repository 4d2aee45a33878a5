//! The DataFusion session: which rules run, and how a plan is executed.

use std::sync::{Arc, OnceLock};

use datafusion::arrow::array::RecordBatch;
use datafusion::common::DFSchema;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::context::SessionState;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::logical_expr::{Expr, LogicalPlan};
use datafusion::optimizer::common_subexpr_eliminate::CommonSubexprEliminate;
use datafusion::optimizer::eliminate_filter::EliminateFilter;
use datafusion::optimizer::eliminate_limit::EliminateLimit;
use datafusion::optimizer::optimize_projections::OptimizeProjections;
use datafusion::optimizer::push_down_filter::PushDownFilter;
use datafusion::optimizer::push_down_limit::PushDownLimit;
use datafusion::optimizer::simplify_expressions::SimplifyExpressions;
use datafusion::optimizer::{Optimizer, OptimizerContext, OptimizerRule};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::projection::ProjectionExpr;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::combine_partial_final_agg::CombinePartialFinalAggregate;
use datafusion::physical_optimizer::filter_pushdown::FilterPushdown;
use datafusion::physical_optimizer::limit_pushdown::LimitPushdown;
use datafusion::physical_optimizer::projection_pushdown::ProjectionPushdown;
use datafusion::physical_plan::execution_plan::reset_plan_states;
use datafusion::physical_plan::filter::FilterExec;
use datafusion::physical_plan::projection::ProjectionExec;
use datafusion::physical_plan::{ExecutionPlan, collect, execute_stream};
use datafusion::prelude::SessionConfig;
use futures::TryStreamExt;

use super::concat::ConcatUnions;
use crate::notes::Notes;

/// How plans are made and run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Off, a plan runs as it was written: the specs compare both.
    pub(crate) optimize: bool,
    /// Rows in a batch.
    pub(crate) batch_size: usize,
}

/// A session and the thread it runs on.
pub(crate) struct Runtime {
    state: SessionState,
    repeating: OnceLock<SessionState>,
    notes: Notes,
    tokio: tokio::runtime::Runtime,
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Runtime")
    }
}

impl Runtime {
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let mut config = SessionConfig::new()
            .with_target_partitions(1)
            .with_batch_size(settings.batch_size)
            .with_collect_statistics(false);
        config.options_mut().optimizer.repartition_joins = false;
        config.options_mut().optimizer.skip_failed_rules = false;
        config.options_mut().optimizer.max_passes = 2;
        config.options_mut().execution.coalesce_batches = true;
        // Every column of ours may be null. DataFusion tells of a condition that is written as a
        // value (`iff(c, true, false)`) that it cannot be, and forgets so in the physical plan.
        config
            .options_mut()
            .execution
            .skip_physical_aggregate_schema_check = true;
        let notes = Notes::default();
        config.options_mut().extensions.insert(notes.clone());
        let optimizer: Vec<Arc<dyn OptimizerRule + Send + Sync>> = if settings.optimize {
            vec![
                Arc::new(SimplifyExpressions::new()),
                Arc::new(EliminateFilter::new()),
                Arc::new(EliminateLimit::new()),
                Arc::new(PushDownLimit::new()),
                Arc::new(PushDownFilter::new()),
                Arc::new(CommonSubexprEliminate::new()),
                Arc::new(OptimizeProjections::new()),
            ]
        } else {
            Vec::new()
        };
        // Rules that could change the order of rows, or that spread a plan over partitions, are
        // left out: `EnsureRequirements`, `JoinSelection`, the sort push-downs.
        let mut physical: Vec<Arc<dyn PhysicalOptimizerRule + Send + Sync>> = vec![
            Arc::new(ConcatUnions),
            Arc::new(CombinePartialFinalAggregate::new()),
        ];
        if settings.optimize {
            physical.push(Arc::new(FilterPushdown::new()));
            physical.push(Arc::new(ProjectionPushdown::new()));
            physical.push(Arc::new(LimitPushdown::new()));
        }
        let mut state = SessionStateBuilder::new()
            .with_config(config)
            .with_runtime_env(Arc::new(RuntimeEnv::default()))
            .with_analyzer_rules(Vec::new())
            .with_optimizer_rules(optimizer)
            .with_physical_optimizer_rules(physical)
            .build();
        // Calls of functions get the session's settings and what is in them, not settings of their
        // own, which would be made and compared for each call.
        state.mark_start_execution();
        let tokio = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(DataFusionError::IoError)?;
        Ok(Self {
            state,
            repeating: OnceLock::new(),
            notes,
            tokio,
        })
    }

    /// What plans said beside their rows since the last time.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.notes.take()
    }

    /// A condition over the columns of a schema, as a plan would test it.
    pub(crate) fn condition(
        &self,
        condition: &Expr,
        schema: &DFSchema,
    ) -> Result<Arc<dyn PhysicalExpr>> {
        self.state.create_physical_expr(condition.clone(), schema)
    }

    /// The plan as it is before it becomes physical.
    pub(crate) fn optimized(&self, plan: &LogicalPlan) -> Result<LogicalPlan> {
        self.state.optimize(plan)
    }

    /// Makes the physical plan and reads all of it.
    pub(crate) fn collect(&self, plan: &LogicalPlan) -> Result<Vec<RecordBatch>> {
        self.tokio.block_on(async {
            let plan = self.state.create_physical_plan(plan).await?;
            collect(plan, self.state.task_ctx()).await
        })
    }

    /// As [`Self::collect`], but rows may come that do not meet the conditions of a scan: what the scan
    /// makes of them is enough, and nothing above it tests them again.
    pub(crate) fn collect_at_least(&self, plan: &LogicalPlan) -> Result<Vec<RecordBatch>> {
        self.tokio.block_on(async {
            let plan = self.state.create_physical_plan(plan).await?;
            let plan = plan.transform_down(|node| {
                let filter = node.downcast_ref::<FilterExec>();
                let Some(filter) = filter.filter(|f| f.input().children().is_empty()) else {
                    return Ok(Transformed::no(node));
                };
                let input = Arc::clone(filter.input());
                Ok(Transformed::yes(match filter.projection() {
                    None => input,
                    Some(places) => projected(input, places)?,
                }))
            });
            collect(plan?.data, self.state.task_ctx()).await
        })
    }

    /// Makes the physical plan and gives its batches to `each`, one after another.
    pub(crate) fn stream(
        &self,
        plan: &LogicalPlan,
        each: &mut dyn FnMut(RecordBatch) -> Result<()>,
    ) -> Result<()> {
        self.tokio.block_on(async {
            let plan = self.state.create_physical_plan(plan).await?;
            let mut batches = execute_stream(plan, self.state.task_ctx())?;
            while let Some(batch) = batches.try_next().await? {
                each(batch)?;
            }
            Ok(())
        })
    }

    /// A physical plan that can be run many times, with conditions on the time of windows moved into
    /// their scans, where they follow the view.
    pub(crate) fn reusable(&self, plan: LogicalPlan) -> Result<Arc<dyn ExecutionPlan>> {
        let plan = pushed_down(plan)?;
        self.tokio
            .block_on(self.repeating().create_physical_plan(&plan))
    }

    /// Runs a plan that may have run before.
    pub(crate) fn again(&self, plan: Arc<dyn ExecutionPlan>) -> Result<Vec<RecordBatch>> {
        let plan = reset_plan_states(plan)?;
        let context = self.repeating().task_ctx();
        self.tokio.block_on(collect(plan, context))
    }

    /// The session without filters that a run leaves behind for the next.
    fn repeating(&self) -> &SessionState {
        self.repeating.get_or_init(|| {
            let mut config = self.state.config().clone();
            let optimizer = &mut config.options_mut().optimizer;
            optimizer.enable_dynamic_filter_pushdown = false;
            optimizer.enable_topk_dynamic_filter_pushdown = false;
            optimizer.enable_join_dynamic_filter_pushdown = false;
            optimizer.enable_aggregate_dynamic_filter_pushdown = false;
            SessionStateBuilder::new_from_existing(self.state.clone())
                .with_config(config)
                .build()
        })
    }
}

/// Some columns of a plan.
fn projected(input: Arc<dyn ExecutionPlan>, places: &[usize]) -> Result<Arc<dyn ExecutionPlan>> {
    let schema = input.schema();
    let column = |place: &usize| {
        let name = schema.field(*place).name();
        let column = Arc::new(Column::new(name, *place)) as Arc<dyn PhysicalExpr>;
        ProjectionExpr::new(column, name.clone())
    };
    let columns: Vec<_> = places.iter().map(column).collect();
    Ok(Arc::new(ProjectionExec::try_new(columns, input)?))
}

/// The plan with its conditions and columns moved down to the tables, otherwise as written.
pub(crate) fn pushed_down(plan: LogicalPlan) -> Result<LogicalPlan> {
    let rules: Vec<Arc<dyn OptimizerRule + Send + Sync>> = vec![
        Arc::new(PushDownFilter::new()),
        Arc::new(OptimizeProjections::new()),
    ];
    let context = OptimizerContext::new()
        .with_skip_failing_rules(false)
        .with_max_passes(2);
    Optimizer::with_rules(rules).optimize(plan, &context, |_, _| {})
}
