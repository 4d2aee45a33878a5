//! What a query reads of each table, whatever its clock: so that a rule which runs at thousands of
//! times reads the logs once.
//!
//! The query is planned at two clocks. Conditions on a table that both plans have hold at every
//! clock, so rows that do not meet them are never needed. Where the plans differ only in the times
//! that a table's time column is compared with, the result changes only when a row enters or leaves
//! one of these windows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::common::ScalarValue;
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::error::Result;
use datafusion::logical_expr::utils::split_conjunction;
use datafusion::logical_expr::{Expr as DfExpr, Filter, LogicalPlan, Operator, TableScan};

use crate::bound::{Expr, Rel, RelOp, RelRef};
use crate::frame::View;
use crate::lower::{Lowering, column, moment, pushed_down};
use crate::members::{Members, members};
use crate::moving::moving;

/// What a query reads.
#[derive(Debug, Clone)]
pub struct Needs {
    pub(crate) tables: BTreeMap<String, Need>,
    pub clock: Clock,
}

/// What is read of one table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Need {
    /// `None` for all.
    pub(crate) columns: Option<BTreeSet<String>>,
    /// Rows that meet any of these are needed; `None` for all rows.
    pub(crate) filters: Option<Vec<DfExpr>>,
    /// Of a table of records, the members of each that are needed; `None` for whole records.
    pub(crate) members: Option<Members>,
}

/// How the result depends on the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clock {
    /// Only through comparisons of the time column with `clock - offset`, in ticks.
    Bounds(BTreeSet<i64>),
    /// Through these, and through other times that are as far from any clock.
    Moving(BTreeSet<i64>),
    /// In some other way.
    Free,
}

impl Needs {
    /// The tables that are read, by name.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// The columns that are read of a table; `None` for all.
    pub fn columns(&self, table: &str) -> Option<&BTreeSet<String>> {
        self.tables.get(table)?.columns.as_ref()
    }

    /// Adds what another query reads.
    pub fn merge(&mut self, other: &Self) {
        for (name, need) in &other.tables {
            match self.tables.get_mut(name) {
                Some(own) => own.merge(need),
                None => {
                    self.tables.insert(name.clone(), need.clone());
                }
            }
        }
    }

    /// The same columns of all rows.
    #[must_use]
    pub fn of_all_rows(mut self) -> Self {
        for need in self.tables.values_mut() {
            need.filters = None;
            need.members = None;
        }
        self
    }

    /// All of the tables that it reads, at every time.
    #[must_use]
    pub fn everything(&self) -> Self {
        let names = self.tables.keys();
        Self {
            tables: names.map(|n| (n.clone(), Need::everything())).collect(),
            clock: Clock::Free,
        }
    }

    /// All of the tables that a query names, at every time.
    pub(crate) fn everything_of(rel: &RelRef) -> Self {
        let mut tables = BTreeMap::new();
        for rel in parts(rel) {
            scans(&rel, &mut |name| {
                tables.insert(name.to_owned(), Need::everything());
            });
        }
        Self {
            tables,
            clock: Clock::Free,
        }
    }

    /// Nothing.
    pub fn none() -> Self {
        Self {
            tables: BTreeMap::new(),
            clock: Clock::Bounds(BTreeSet::new()),
        }
    }
}

impl Need {
    /// All columns of all rows.
    fn everything() -> Self {
        Self {
            columns: None,
            filters: None,
            members: None,
        }
    }

    fn merge(&mut self, other: &Self) {
        self.columns = match (self.columns.take(), &other.columns) {
            (Some(mut own), Some(others)) => {
                own.extend(others.iter().cloned());
                Some(own)
            }
            _ => None,
        };
        self.filters = match (self.filters.take(), &other.filters) {
            (Some(mut own), Some(others)) => {
                for filter in others {
                    if !own.contains(filter) {
                        own.push(filter.clone());
                    }
                }
                Some(own)
            }
            _ => None,
        };
        self.members = Members::both(self.members.as_ref(), other.members.as_ref());
    }

    /// The condition that all needed rows meet.
    pub(crate) fn predicate(&self) -> Option<DfExpr> {
        let filters = self.filters.as_ref()?;
        filters.iter().cloned().reduce(DfExpr::or)
    }
}

/// The same query bound at two clocks, and those clocks.
pub(crate) struct Twice<'a> {
    pub(crate) rels: [&'a RelRef; 2],
    pub(crate) clocks: [i64; 2],
    pub(crate) time_column: &'a str,
}

/// What the query reads. Where that cannot be told, everything of the tables it names.
pub(crate) fn needs(twice: &Twice<'_>) -> Needs {
    let parts: [Vec<RelRef>; 2] = twice.rels.map(parts);
    let open = parts[0].iter().any(|rel| any(rel, &|r| r.open));
    if open || parts[0].len() != parts[1].len() {
        return Needs::everything_of(twice.rels[0]);
    }
    match planned(twice, &parts) {
        Ok(needs) if needs.clock != Clock::Free => return needs,
        Ok(mut needs) => {
            if let Some(offsets) = moving_offsets(twice) {
                needs.clock = Clock::Moving(offsets);
            }
            return needs;
        }
        Err(_) => {}
    }
    Needs::everything_of(twice.rels[0])
}

/// The offsets of a query whose plan is the same at both clocks once its times move with them.
fn moving_offsets(twice: &Twice<'_>) -> Option<BTreeSet<i64>> {
    let [first, second] = twice.rels;
    let [clock, later] = twice.clocks;
    let apart = later.wrapping_sub(clock);
    let moved = |a: &RelRef, b: &RelRef, clock: i64, apart: i64| {
        let view = View::moving(clock, BTreeSet::new(), i64::MIN, i64::MAX, clock);
        moving(a, b, &Arc::new(view), apart, twice.time_column)
    };
    let rels = [
        &moved(first, second, clock, apart)?,
        &moved(second, first, later, apart.wrapping_neg())?,
    ];
    let parts = rels.map(parts);
    if parts[0].len() != parts[1].len() {
        return None;
    }
    let twice = Twice { rels, ..*twice };
    match planned(&twice, &parts).ok()?.clock {
        Clock::Bounds(offsets) => Some(offsets),
        Clock::Moving(_) | Clock::Free => None,
    }
}

fn planned(twice: &Twice<'_>, parts: &[Vec<RelRef>; 2]) -> Result<Needs> {
    let mut needs = Needs::none();
    let mut bounds = BTreeSet::new();
    let mut free = false;
    for (first, second) in parts[0].iter().zip(&parts[1]) {
        let [a, b] = [Read::of(first, twice)?, Read::of(second, twice)?];
        free |= a.rest != b.rest || a.scans.len() != b.scans.len();
        for (scan, other) in a.scans.iter().zip(&b.scans) {
            // Times that do not move with the clock are conditions like others; those that do are
            // compared as offsets from it, so that they are the same in both.
            let moving = |own: &Scan, others: &Scan, clock: i64| -> Vec<(Operator, i64)> {
                let times = own.times.iter().filter(|t| !others.times.contains(t));
                times
                    .map(|(op, at)| (*op, clock.wrapping_sub(*at)))
                    .collect()
            };
            let [mine, theirs] = [
                moving(scan, other, twice.clocks[0]),
                moving(other, scan, twice.clocks[1]),
            ];
            free |= mine != theirs || scan.table != other.table;
            bounds.extend(mine.iter().map(|(_, offset)| *offset));
            let common: Vec<DfExpr> = scan
                .conditions
                .iter()
                .filter(|c| other.conditions.contains(c))
                .cloned()
                .collect();
            let need = Need {
                columns: Some(scan.columns.iter().chain(&other.columns).cloned().collect()),
                filters: common.into_iter().reduce(DfExpr::and).map(|c| vec![c]),
                members: Members::both(a.members.as_ref(), b.members.as_ref()),
            };
            match needs.tables.get_mut(&scan.table) {
                Some(own) => own.merge(&need),
                None => {
                    needs.tables.insert(scan.table.clone(), need);
                }
            }
        }
    }
    needs.clock = if free {
        Clock::Free
    } else {
        Clock::Bounds(bounds)
    };
    Ok(needs)
}

/// What a plan reads.
struct Read {
    scans: Vec<Scan>,
    /// The members of records that it looks at.
    members: Option<Members>,
    /// The plan without comparisons of the time column, as text.
    rest: String,
}

struct Scan {
    table: String,
    columns: Vec<String>,
    conditions: Vec<DfExpr>,
    /// Comparisons of the time column.
    times: Vec<(Operator, i64)>,
}

impl Read {
    fn of(rel: &RelRef, twice: &Twice<'_>) -> Result<Self> {
        let mut lowering = Lowering::default();
        let plan = pushed_down(lowering.rel(rel)?)?;
        let members = members(&plan);
        let mut scans = Vec::new();
        // From the top down: a filter is seen before the scan below it.
        plan.apply(|node| {
            match node {
                LogicalPlan::Filter(filter) => {
                    if let LogicalPlan::TableScan(scan) = filter.input.as_ref() {
                        scans.extend(read(scan, Some(filter), &lowering, twice)?);
                        return Ok(TreeNodeRecursion::Jump);
                    }
                }
                LogicalPlan::TableScan(scan) => {
                    scans.extend(read(scan, None, &lowering, twice)?);
                }
                _ => {}
            }
            Ok(TreeNodeRecursion::Continue)
        })?;
        let rest = plan.transform_down(|node| {
            if let LogicalPlan::Filter(filter) = &node
                && matches!(filter.input.as_ref(), LogicalPlan::TableScan(_))
            {
                let others = split_conjunction(&filter.predicate)
                    .into_iter()
                    .filter(|c| time_bound(c, twice.time_column).is_none())
                    .cloned()
                    .reduce(DfExpr::and);
                let always = DfExpr::Literal(ScalarValue::Boolean(Some(true)), None);
                let input = Arc::clone(&filter.input);
                let predicate = others.unwrap_or(always);
                let filter = Filter::try_new(predicate, input)?;
                let node = LogicalPlan::Filter(filter);
                return Ok(Transformed::new(node, true, TreeNodeRecursion::Jump));
            }
            Ok(Transformed::no(node))
        })?;
        // What a plan does not show: operators over whole tables, and rows that stand in the query.
        let mut rest = rest.data.display_indent().to_string();
        hidden(rel, &mut rest);
        Ok(Self {
            scans,
            members,
            rest,
        })
    }
}

/// A scan of a table of the catalog; nothing for rows that stand in the query.
fn read(
    scan: &TableScan,
    filter: Option<&Filter>,
    lowering: &Lowering,
    twice: &Twice<'_>,
) -> Result<Option<Scan>> {
    let Some(table) = lowering.tables.get(scan.table_name.table()) else {
        return Ok(None);
    };
    let conditions = filter
        .iter()
        .flat_map(|f| split_conjunction(&f.predicate))
        .chain(&scan.filters)
        .map(unqualified)
        .filter(|c| c.as_ref().map_or(true, |c| !has_placeholder(c)))
        .collect::<Result<Vec<_>>>()?;
    let times = conditions.iter();
    let times = times.filter_map(|c| time_bound(c, twice.time_column));
    let fields = scan.projected_schema.fields().iter();
    Ok(Some(Scan {
        table: table.name().to_owned(),
        columns: fields.map(|f| f.name().clone()).collect(),
        times: times.collect(),
        conditions,
    }))
}

/// The same over columns that are known by their names alone.
pub(crate) fn unqualified(expr: &DfExpr) -> Result<DfExpr> {
    let expr = expr.clone().transform(|e| {
        Ok(match e {
            DfExpr::Column(c) => Transformed::yes(column(&c.name)),
            other => Transformed::no(other),
        })
    })?;
    Ok(expr.data)
}

/// Whether a condition holds what is known only at a run.
fn has_placeholder(expr: &DfExpr) -> bool {
    expr.exists(|e| {
        Ok(match e {
            DfExpr::Placeholder(_) => true,
            DfExpr::ScalarFunction(f) => f.func.name().starts_with(moment::NAME),
            _ => false,
        })
    })
    .unwrap_or(true)
}

/// A comparison of the time column with a time: which, and with what.
pub(crate) fn time_bound(expr: &DfExpr, time_column: &str) -> Option<(Operator, i64)> {
    let DfExpr::BinaryExpr(binary) = expr else {
        return None;
    };
    let is_time = |e: &DfExpr| matches!(e, DfExpr::Column(c) if c.name == time_column);
    let literal = |e: &DfExpr| match e {
        DfExpr::Literal(ScalarValue::Int64(Some(at)), _) => Some(*at),
        _ => None,
    };
    let ordered = |op: Operator| {
        matches!(
            op,
            Operator::Lt | Operator::LtEq | Operator::Gt | Operator::GtEq
        )
    };
    let (op, at) = if is_time(&binary.left) {
        (binary.op, literal(&binary.right)?)
    } else if is_time(&binary.right) {
        (binary.op.swap()?, literal(&binary.left)?)
    } else {
        return None;
    };
    ordered(op).then_some((op, at))
}

/// The query and all tables inside of its expressions, each on its own.
fn parts(rel: &RelRef) -> Vec<RelRef> {
    let mut found = vec![Arc::clone(rel)];
    let mut at = 0;
    while at < found.len() {
        let rel = Arc::clone(&found[at]);
        inner(&rel, &mut found);
        at += 1;
    }
    found
}

/// The tables directly inside of the expressions of a query.
pub(crate) fn inner_tables(rel: &RelRef) -> Vec<RelRef> {
    let mut found = Vec::new();
    inner(rel, &mut found);
    found
}

fn inner(rel: &Rel, found: &mut Vec<RelRef>) {
    let tables = rel.exprs().into_iter().flat_map(Expr::tables);
    found.extend(tables.map(Arc::clone));
    for input in rel.inputs() {
        inner(input, found);
    }
}

fn hidden(rel: &Rel, text: &mut String) {
    match &rel.op {
        RelOp::Kernel { kernel, .. } => text.push_str(&format!("{kernel:?}")),
        RelOp::Values(rows) => text.push_str(&format!("{rows:?}")),
        RelOp::Range { from, step, count } => {
            text.push_str(&format!("{from:?} {step:?} {count}"));
        }
        _ => {}
    }
    for input in rel.inputs() {
        hidden(input, text);
    }
}

fn any(rel: &Rel, test: &dyn Fn(&Rel) -> bool) -> bool {
    test(rel) || rel.inputs().into_iter().any(|input| any(input, test))
}

fn scans(rel: &Rel, found: &mut dyn FnMut(&str)) {
    if let RelOp::Scan(table) = &rel.op {
        found(table.name());
    }
    for input in rel.inputs() {
        scans(input, found);
    }
}
