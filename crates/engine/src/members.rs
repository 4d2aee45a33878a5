//! Which members of its records a plan looks at, where tables of records are read: a scan that knows
//! them need not build whole records.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::common::ScalarValue;
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::datasource::provider_as_source;
use datafusion::error::Result;
use datafusion::logical_expr::{Expr as DfExpr, LogicalPlan, TableScan};

use crate::catalog::Table;

/// The column of a table of records that holds the record.
pub const RECORD: &str = "_raw";

/// Functions that look at one member of a record: the record is their first argument, and texts with
/// the names of members or the paths below them follow.
const PATHS: &[&str] = &["__field", "__spl_path", "dynamic_path"];

/// Names of members of records, in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members(BTreeSet<String>);

impl Members {
    /// Adds the member that a path begins with; `None` where a path may begin anywhere. A key may
    /// have dots of its own, so the whole path counts as one as well.
    #[must_use]
    pub fn with(mut self, path: &str) -> Option<Self> {
        let lower = path.to_lowercase();
        let first = lower.split(['.', '{']).next().unwrap_or_default();
        if first.is_empty() {
            return None;
        }
        self.0.insert(first.to_owned());
        self.0.insert(lower);
        Some(self)
    }

    /// Those of two lists; `None` where either stands for the whole of a record.
    pub(crate) fn both(mine: Option<&Self>, theirs: Option<&Self>) -> Option<Self> {
        Some(Self(mine?.0.union(&theirs?.0).cloned().collect()))
    }

    /// Whether a member of a record is among them.
    pub fn holds(&self, key: &str) -> bool {
        let lower = key.to_lowercase();
        let first = lower.split('.').next().unwrap_or_default();
        self.0.contains(first) || self.0.contains(&lower)
    }
}

/// The members that a plan looks at; `None` where it may look at the whole of a record.
pub(crate) fn members(plan: &LogicalPlan) -> Option<Members> {
    let is_record = |plan: &LogicalPlan| plan.schema().fields().iter().any(|f| f.name() == RECORD);
    if is_record(plan) {
        return None;
    }
    let mut found = Some(Members::default());
    let walked = plan.apply(|node| {
        let passes_on = match node {
            LogicalPlan::Projection(_)
            | LogicalPlan::Filter(_)
            | LogicalPlan::Aggregate(_)
            | LogicalPlan::Sort(_)
            | LogicalPlan::Limit(_)
            | LogicalPlan::Window(_)
            | LogicalPlan::Join(_)
            | LogicalPlan::Unnest(_)
            | LogicalPlan::SubqueryAlias(_)
            | LogicalPlan::TableScan(_)
            | LogicalPlan::EmptyRelation(_)
            | LogicalPlan::Values(_) => true,
            // Columns of a union go by their places.
            LogicalPlan::Union(union) => {
                let place = |schema: &datafusion::common::DFSchema| {
                    schema.fields().iter().position(|f| f.name() == RECORD)
                };
                let own = place(&union.schema);
                union
                    .inputs
                    .iter()
                    .all(|input| place(input.schema()) == own)
            }
            _ => !node.inputs().into_iter().any(is_record),
        };
        if !passes_on {
            found = None;
        }
        let is_projection = matches!(node, LogicalPlan::Projection(_));
        node.apply_expressions(|expr| {
            if !(is_projection && is_passed_on(expr)) {
                found = found.take().and_then(|members| looked_at(expr, members));
            }
            Ok(TreeNodeRecursion::Continue)
        })?;
        Ok(if found.is_none() {
            TreeNodeRecursion::Stop
        } else {
            TreeNodeRecursion::Continue
        })
    });
    walked.ok().and(found)
}

/// Whether a projection gives the record on as it is.
fn is_passed_on(expr: &DfExpr) -> bool {
    match expr {
        DfExpr::Column(column) => column.name == RECORD,
        DfExpr::Alias(alias) => alias.name == RECORD && is_passed_on(&alias.expr),
        _ => false,
    }
}

/// The members, with those that an expression looks at.
fn looked_at(expr: &DfExpr, members: Members) -> Option<Members> {
    let mut found = Some(members);
    let walked = expr.apply(|part| {
        Ok(match part {
            DfExpr::Column(column) if column.name == RECORD => {
                found = None;
                TreeNodeRecursion::Stop
            }
            DfExpr::ScalarFunction(call)
                if matches!(call.args.first(), Some(DfExpr::Column(c)) if c.name == RECORD)
                    && PATHS.contains(&call.func.name()) =>
            {
                for path in &call.args[1..] {
                    found = found.take().and_then(|members| match path {
                        DfExpr::Literal(
                            ScalarValue::Utf8View(Some(path)) | ScalarValue::Utf8(Some(path)),
                            _,
                        ) => members.with(path),
                        _ => None,
                    });
                }
                TreeNodeRecursion::Jump
            }
            _ => TreeNodeRecursion::Continue,
        })
    });
    walked.ok().and(found)
}

/// The plan with its tables of records giving no more of a record than is looked at. `tables` are the
/// tables by the names of their scans.
pub(crate) fn narrowed(
    plan: LogicalPlan,
    tables: &BTreeMap<String, Arc<dyn Table>>,
) -> Result<LogicalPlan> {
    let Some(members) = members(&plan) else {
        return Ok(plan);
    };
    let narrow = |node: LogicalPlan| {
        let LogicalPlan::TableScan(scan) = node else {
            return Ok(Transformed::no(node));
        };
        let table = tables.get(scan.table_name.table());
        Ok(match table.and_then(|table| table.narrowed(&members)) {
            None => Transformed::no(LogicalPlan::TableScan(scan)),
            Some(table) => Transformed::yes(LogicalPlan::TableScan(TableScan {
                source: provider_as_source(table.provider()),
                ..scan
            })),
        })
    };
    Ok(plan.transform_down(narrow)?.data)
}
