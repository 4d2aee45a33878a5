//! What replaying a rule asks of the engine: what it needs of the logs, those rows in memory, and the
//! records behind each row of its result.

use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::{Expr as DfExpr, LogicalPlanBuilder};
use vigie_syntax::{Diagnostic, Span};

use crate::catalog::Table;
use crate::engine::{Answer, Bound, Engine, failure};
use crate::frame::{Frame, time_column};
use crate::lower::column;
use crate::needs::{Needs, Twice, needs};
use crate::subquery::resolve_rel;
use crate::trace;
use crate::types::Column;

/// How far apart the two clocks are at which a query is looked at: the year, the month, the day of
/// the week, the hour and all below differ.
const APART: i64 = 1_131 * 864_000_000_000 + 7 * 36_000_000_000 + 13 * 600_000_000 + 171_234_567;

/// The records behind the rows of an answer.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// For each row its records: the table, then what [`Table::evidence`] says of the record.
    pub rows: Vec<Vec<Vec<String>>>,
    /// Operators behind which nobody knows the records.
    pub lost: BTreeSet<&'static str>,
}

impl Engine {
    /// What a query reads of each table at whatever clock, and the columns of its result as far as
    /// they are known before a table is read.
    ///
    /// # Errors
    /// What stands in the way of the query, each with its place in the text.
    pub fn needs(&self, text: &str) -> Result<(Needs, Vec<Column>), Vec<Diagnostic>> {
        let clocks = [self.options().now, self.options().now.wrapping_add(APART)];
        let other = self.with(Arc::clone(self.catalog()), clocks[1]);
        let bound = |engine: &Self| {
            let (bound, diagnostics) = engine.check(text);
            bound.ok_or(diagnostics)
        };
        let (first, second) = (bound(self)?, bound(&other)?);
        let needs = needs(&Twice {
            rels: [&first.rel, &second.rel],
            clocks,
            time_column: "TimeGenerated",
        });
        Ok((needs, first.rel.columns.clone()))
    }

    /// Reads what is needed of one table, with `extra` columns where the table has them, and with
    /// its evidence columns.
    ///
    /// # Errors
    /// What went wrong while rows were read.
    pub fn gather(
        &self,
        table: &Arc<dyn Table>,
        needs: &Needs,
        extra: &[&str],
    ) -> Result<Frame, Vec<Diagnostic>> {
        let failed = |e: datafusion::error::DataFusionError| vec![failure(&e, Span::default())];
        let need = needs.tables.get(table.name()).cloned().unwrap_or_default();
        let time = time_column(table.as_ref());
        let wanted = |c: &&Column| match &need.columns {
            None => true,
            Some(names) => {
                let name = c.name.as_str();
                names.contains(name) || extra.contains(&name) || time == Some(name)
            }
        };
        let columns: Vec<DfExpr> = table
            .columns()
            .iter()
            .filter(wanted)
            .map(|c| c.name.as_str())
            .chain(table.evidence().iter().copied())
            .map(|name| column(name).alias(name))
            .collect();
        let read = || {
            let source = provider_as_source(table.provider());
            let mut plan = LogicalPlanBuilder::scan("t1", source, None)?;
            if let Some(predicate) = need.predicate() {
                plan = plan.filter(predicate)?;
            }
            let plan = plan.project(columns)?.build()?;
            let schema = Arc::new(plan.schema().as_arrow().clone());
            let batches = self.runtime()?.collect(&plan)?;
            Frame::new(table.as_ref(), time, &schema, &batches)
        };
        read().map_err(failed)
    }

    /// Runs a bound query and tells which records stand behind each of its rows.
    ///
    /// # Errors
    /// What went wrong while rows were read.
    pub fn run_traced(&self, bound: &Bound) -> Result<(Answer, Evidence), Vec<Diagnostic>> {
        let failed = |d: Diagnostic| vec![d];
        let rel = resolve_rel(&bound.rel, self).map_err(failed)?;
        let traced = trace::trace(&rel);
        let mut answer = Answer {
            columns: traced.rel.columns.clone(),
            batches: self.batches(&traced.rel).map_err(failed)?,
            warnings: Vec::new(),
        };
        let mut rows = Vec::with_capacity(answer.len());
        for row in answer.rows() {
            rows.push(row.last().map(trace::records).unwrap_or_default());
        }
        answer.columns.pop();
        let width = answer.columns.len();
        answer.batches = answer
            .batches
            .iter()
            .map(|b| b.project(&(0..width).collect::<Vec<_>>()))
            .collect::<Result<_, _>>()
            .map_err(|e| vec![failure(&e.into(), Span::default())])?;
        let lost = traced.lost;
        Ok((answer, Evidence { rows, lost }))
    }
}
