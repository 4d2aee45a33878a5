//! The engine as others use it: a query's text in, rows out.

use std::sync::{Arc, OnceLock};

use datafusion::arrow::array::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::LogicalPlan;
use vigie_syntax::{Diagnostic, Span, kql};

use crate::bind::{Binder, Binding, Env, Reader};
use crate::bound::RelRef;
use crate::catalog::{Catalog, Table};
use crate::lower::{Lowering, Runtime, Settings};
use crate::members::{self, RECORD};
use crate::subquery::resolve_rel;
use crate::types::array;
use crate::types::{Column, Value};

/// What a run of queries depends on beside its tables.
#[derive(Debug, Clone)]
pub struct Options {
    /// The query's clock, in ticks of 100 ns since year 1: what `now()` gives.
    pub now: i64,
    /// Off, plans run as written; the specs compare both.
    pub optimize: bool,
    /// Rows in a batch.
    pub batch_size: usize,
    /// Whether `externaldata` may read from the network.
    pub allow_network: bool,
    /// The database of addresses that `iplocation` of SPL may ask: no other file is opened for it.
    pub addresses: Option<String>,
    /// Functions of the workspace: name and text (`(a:long) { … }`, or the body of a function
    /// without parameters).
    pub functions: Vec<(String, String)>,
    /// Values of the parameters that a query declares, as texts: name and value.
    pub parameters: Vec<(String, String)>,
}

impl Options {
    /// The usual options, with this clock.
    pub fn at(now: i64) -> Self {
        Self {
            now,
            optimize: true,
            batch_size: 8192,
            allow_network: false,
            addresses: None,
            functions: Vec::new(),
            parameters: Vec::new(),
        }
    }
}

/// A query that is ready to run.
#[derive(Debug, Clone)]
pub struct Bound {
    pub rel: RelRef,
    /// Further tables with their names: of `fork`, of `facet`, of further queries in one text.
    pub more: Vec<(String, RelRef)>,
}

impl Bound {
    /// One table and no other.
    pub fn of(rel: RelRef) -> Self {
        Self {
            rel,
            more: Vec::new(),
        }
    }
}

/// The result of a query.
#[derive(Debug)]
pub struct Answer {
    pub columns: Vec<Column>,
    pub batches: Vec<RecordBatch>,
    /// Warnings of the binder and of the run.
    pub warnings: Vec<Diagnostic>,
    /// The tables behind the first one, with their names: of `fork`, of `facet`, of further
    /// queries in one text.
    pub more: Vec<(String, Answer)>,
}

impl Answer {
    /// All rows as values.
    pub fn rows(&self) -> Vec<Vec<Value>> {
        let mut rows = Vec::new();
        for batch in &self.batches {
            let readers: Vec<_> = self
                .columns
                .iter()
                .zip(batch.columns())
                .filter_map(|(c, a)| array::Reader::new(c.ty, a.as_ref()).ok())
                .collect();
            rows.extend(
                (0..batch.num_rows()).map(|row| readers.iter().map(|r| r.value(row)).collect()),
            );
        }
        rows
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Runs queries over the tables of a catalog.
#[derive(Debug)]
pub struct Engine {
    catalog: Arc<dyn Catalog>,
    options: Options,
    runtime: Arc<OnceLock<Runtime>>,
}

impl Engine {
    pub fn new(catalog: Arc<dyn Catalog>, options: Options) -> Self {
        Self {
            catalog,
            options,
            runtime: Arc::default(),
        }
    }

    /// An engine over other tables and with another clock that shares what is costly to make.
    #[must_use]
    pub fn with(&self, catalog: Arc<dyn Catalog>, now: i64) -> Self {
        Self {
            catalog,
            options: Options {
                now,
                ..self.options.clone()
            },
            runtime: Arc::clone(&self.runtime),
        }
    }

    pub fn catalog(&self) -> &Arc<dyn Catalog> {
        &self.catalog
    }

    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Parses, binds and runs a query.
    ///
    /// # Errors
    /// What stands in the way, each with its place in the text.
    pub fn query(&self, query: impl Into<kql::Parsed>) -> Result<Answer, Vec<Diagnostic>> {
        let (bound, diagnostics) = self.bind(query);
        match bound {
            Some(bound) => {
                let mut answer = self.run(&bound)?;
                answer.warnings = diagnostics;
                let span = bound.rel.span;
                let notes = self.notes().into_iter();
                answer
                    .warnings
                    .extend(notes.map(|said| Diagnostic::warning("rows-left-out", span, said)));
                Ok(answer)
            }
            None => Err(diagnostics),
        }
    }

    /// What runs said beside their rows since the last time that it was asked for: rows of a
    /// subsearch that are left out.
    pub fn notes(&self) -> Vec<String> {
        self.runtime.get().map(Runtime::notes).unwrap_or_default()
    }

    /// Parses and binds; tables are read where the query's columns or constants depend on them.
    pub fn bind(&self, query: impl Into<kql::Parsed>) -> (Option<Bound>, Vec<Diagnostic>) {
        self.bound(&query.into(), Some(self))
    }

    /// Parses and binds without reading any row: for checks of a rule without logs.
    pub fn check(&self, query: impl Into<kql::Parsed>) -> (Option<Bound>, Vec<Diagnostic>) {
        self.bound(&query.into(), None)
    }

    pub(crate) fn bound(
        &self,
        query: &kql::Parsed,
        reader: Option<&dyn Reader>,
    ) -> (Option<Bound>, Vec<Diagnostic>) {
        let mut diagnostics = query.diagnostics.clone();
        if !query.is_sound() {
            return (None, diagnostics);
        }
        let mut binder = Binder::new(self.catalog.as_ref(), self.options.now, reader);
        binder.allow_network = self.options.allow_network;
        binder.addresses.clone_from(&self.options.addresses);
        binder.parameters = &self.options.parameters;
        let env = self.workspace(&mut binder);
        let bound = binder.query(&query.tree, env);
        diagnostics.append(&mut binder.diagnostics);
        match bound {
            Ok(pipe) if !diagnostics.iter().any(Diagnostic::is_error) => {
                let bound = Bound {
                    rel: pipe.rel,
                    more: std::mem::take(&mut binder.more),
                };
                (Some(bound), diagnostics)
            }
            _ => (None, diagnostics),
        }
    }

    /// The functions of the workspace, each seeing those before it.
    fn workspace(&self, binder: &mut Binder<'_>) -> Env {
        let mut env = Env::default();
        for (name, text) in &self.options.functions {
            match crate::bind::workspace_function(name, text, &env) {
                Ok(definition) => {
                    env = env.with(name, Binding::Function(std::rc::Rc::new(definition)));
                }
                Err(message) => binder.diagnostics.push(Diagnostic::warning(
                    "bad-function",
                    Span::default(),
                    format!("the function `{name}` is left out: {message}"),
                )),
            }
        }
        env
    }

    /// Makes the plan of a bound query without reading any row: tables inside of its expressions
    /// count as empty.
    ///
    /// # Errors
    /// What stands in the way of a plan.
    pub fn plan(&self, bound: &Bound) -> Result<(), Vec<Diagnostic>> {
        let failed = |error| vec![failure(&error, bound.rel.span)];
        let rel = resolve_rel(&bound.rel, &NoRows).map_err(|d| vec![d])?;
        Lowering::default().rel(&rel).map(drop).map_err(failed)
    }

    /// Runs a bound query.
    ///
    /// # Errors
    /// What went wrong while rows were read.
    pub fn run(&self, bound: &Bound) -> Result<Answer, Vec<Diagnostic>> {
        let mut answer = self.answer(&bound.rel).map_err(|d| vec![d])?;
        for (name, rel) in &bound.more {
            let more = self.answer(rel).map_err(|d| vec![d])?;
            answer.more.push((name.clone(), more));
        }
        Ok(answer)
    }

    fn answer(&self, rel: &RelRef) -> Result<Answer, Diagnostic> {
        Ok(Answer {
            columns: rel.columns.clone(),
            batches: self.batches(rel)?,
            warnings: Vec::new(),
            more: Vec::new(),
        })
    }

    /// Runs a bound query and gives its batches to `each`, without holding more than one.
    ///
    /// # Errors
    /// What went wrong while rows were read, or what `each` says.
    pub fn stream(
        &self,
        bound: &Bound,
        each: &mut dyn FnMut(RecordBatch) -> Result<(), String>,
    ) -> Result<(), Vec<Diagnostic>> {
        let span = bound.rel.span;
        let failed = |error: DataFusionError| vec![failure(&error, span)];
        let rel = resolve_rel(&bound.rel, self).map_err(|d| vec![d])?;
        let mut lowering = Lowering::default();
        let plan = lowering.rel(&rel).map_err(failed)?;
        let mut each = |batch| each(batch).map_err(DataFusionError::Execution);
        let runtime = self.runtime().map_err(failed)?;
        let plan = self.narrowed(plan, &lowering).map_err(failed)?;
        runtime.stream(&plan, &mut each).map_err(failed)
    }

    pub(crate) fn batches(&self, rel: &RelRef) -> Result<Vec<RecordBatch>, Diagnostic> {
        let rel = resolve_rel(rel, self)?;
        let failed = |error: DataFusionError| failure(&error, rel.span);
        let mut lowering = Lowering::default();
        let plan = lowering.rel(&rel).map_err(failed)?;
        let plan = self.narrowed(plan, &lowering).map_err(failed)?;
        self.runtime()
            .map_err(failed)?
            .collect(&plan)
            .map_err(failed)
    }

    /// The plan, with no more of records than it looks at where it reads any. A plan that runs as it
    /// was written reads whole ones.
    fn narrowed(
        &self,
        plan: LogicalPlan,
        lowering: &Lowering,
    ) -> Result<LogicalPlan, DataFusionError> {
        let of_records = |table: &Arc<dyn Table>| table.columns().iter().any(|c| c.name == RECORD);
        if !self.options.optimize || !lowering.tables.values().any(of_records) {
            return Ok(plan);
        }
        let plan = self.runtime()?.optimized(&plan)?;
        members::narrowed(plan, &lowering.tables)
    }

    pub(crate) fn runtime(&self) -> Result<&Runtime, DataFusionError> {
        if self.runtime.get().is_none() {
            let made = Runtime::new(Settings {
                optimize: self.options.optimize,
                batch_size: self.options.batch_size,
            })?;
            // Another thread may have been quicker; either is as good.
            drop(self.runtime.set(made));
        }
        self.runtime
            .get()
            .ok_or_else(|| DataFusionError::Internal("the runtime was just made".to_owned()))
    }
}

/// For plans alone.
struct NoRows;

impl Reader for NoRows {
    fn rows(&self, _: &RelRef) -> Result<Vec<Vec<Value>>, Diagnostic> {
        Ok(Vec::new())
    }
}

impl Reader for Engine {
    fn rows(&self, rel: &RelRef) -> Result<Vec<Vec<Value>>, Diagnostic> {
        Ok(self.answer(rel)?.rows())
    }
}

/// An error of the execution as a diagnostic: the one place where DataFusion's errors are read.
pub(crate) fn failure(error: &DataFusionError, span: Span) -> Diagnostic {
    use datafusion::error::DataFusionError as E;
    match error.find_root() {
        E::Execution(message) => Diagnostic::error("execution-failed", span, message.clone()),
        E::ResourcesExhausted(message) => Diagnostic::error(
            "out-of-memory",
            span,
            format!("the query needs more memory: {message}"),
        ),
        other => Diagnostic::error("internal", span, other.to_string())
            .note("this is a mistake in vigie, not in the query: please report it"),
    }
}
