//! KQL tree → bound query: names, types, conversions, and what may not be.
//!
//! A failed part has left its diagnostic; [`Failed`] only says so, and the binder goes on with the
//! next part so that several errors are reported at once.

mod arguments;
mod bin_auto;
mod call;
mod compare;
mod env;
mod expr;
mod literal;
mod measure;
mod member;
mod naming;
mod parameter;
mod pattern;
pub(crate) mod restriction;
mod row;
mod star;
mod statement;
mod summarize;
mod table;
mod user_function;

use std::sync::Arc;

use vigie_syntax::kql::ast;
use vigie_syntax::{Diagnostic, Span};

pub(crate) use compare::{common, wider};
pub(crate) use env::{Binding, Definition, Env};
pub(crate) use expr::not;
pub(crate) use naming::Names;
pub(crate) use naming::{implied, implied_of};
pub(crate) use row::{HIDDEN, Pipe, RowScope, is_hidden, visible};
pub(crate) use star::either;
pub(crate) use statement::workspace_function;

use crate::bound::{Expr, RelRef};
use crate::catalog::Catalog;
use crate::types::{Type, Value};

/// A part could not be bound; the reason stands among the diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failed;

pub(crate) type Bind<T> = Result<T, Failed>;

/// What the binder asks of whoever runs plans: some schemas and constants depend on data.
pub(crate) trait Reader {
    /// All rows of a table, which may have tables inside of its expressions.
    fn rows(&self, rel: &RelRef) -> Result<Vec<Vec<Value>>, Diagnostic>;
}

/// How many operators and expressions a query may come to, all functions written out.
const BUDGET: usize = 400_000;
/// How many operators may stand in one chain.
const CHAIN: usize = 300;
/// How deep a plan may be, and how large with its shared parts written out.
const PLAN_DEPTH: usize = 1_500;
const PLAN_SIZE: usize = 100_000;
/// How deep functions, subqueries and expressions may nest.
const DEPTH: usize = 400;

pub(crate) struct Binder<'a> {
    pub(crate) catalog: &'a dyn Catalog,
    /// The query's clock, in ticks.
    pub(crate) now: i64,
    /// Absent when a query is only checked.
    pub(crate) reader: Option<&'a dyn Reader>,
    pub(crate) allow_network: bool,
    /// The file that `iplocation` may open.
    pub(crate) addresses: Option<String>,
    /// Values of the parameters that a query declares.
    pub(crate) parameters: &'a [(String, String)],
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Tables of the result behind the first, with their names.
    pub(crate) more: Vec<(String, RelRef)>,
    /// Tables that a query names for the queries after it, as `graph-to-table nodes as N` does.
    pub(crate) exported: Vec<(String, RelRef)>,
    /// Whether a type stands for one that only data would tell: then a dynamic value may have an
    /// order, as it may be of any type where the query runs.
    pub(crate) unknowns: bool,
    nodes: usize,
    depth: usize,
    hidden: usize,
}

impl<'a> Binder<'a> {
    pub(crate) fn new(catalog: &'a dyn Catalog, now: i64, reader: Option<&'a dyn Reader>) -> Self {
        Self {
            catalog,
            now,
            reader,
            allow_network: false,
            addresses: None,
            parameters: &[],
            diagnostics: Vec::new(),
            more: Vec::new(),
            exported: Vec::new(),
            unknowns: false,
            nodes: 0,
            depth: 0,
            hidden: 0,
        }
    }

    /// Leaves an error.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Failed {
        self.fail(Diagnostic::error(code, span, message))
    }

    /// Leaves a diagnostic that stops this part.
    pub(crate) fn fail(&mut self, diagnostic: Diagnostic) -> Failed {
        self.diagnostics.push(diagnostic);
        Failed
    }

    /// An error about something that exists in the language and not here.
    pub(crate) fn unsupported(&mut self, code: &'static str, span: Span, what: &str) -> Failed {
        self.fail(
            Diagnostic::error(code, span, format!("{what} is not supported"))
                .note("the query was not run; nothing can be said about what it would find"),
        )
    }

    /// A name for a column that nobody sees.
    pub(crate) fn hidden_name(&mut self) -> String {
        self.hidden += 1;
        format!("{HIDDEN}{}", self.hidden)
    }

    /// Counts one part; refuses a query whose functions unfold without end.
    fn spend(&mut self, span: Span) -> Bind<()> {
        self.nodes += 1;
        if self.nodes > BUDGET + 1 {
            // It was said once.
            return Err(Failed);
        }
        if self.nodes > BUDGET {
            return Err(self.error(
                "query-too-large",
                span,
                format!(
                    "the query comes to more than {BUDGET} parts with its functions written out"
                ),
            ));
        }
        Ok(())
    }

    /// Refuses a plan that is too deep or too large to be run.
    fn within_bounds(&mut self, rel: &RelRef, span: Span) -> Bind<()> {
        let measure = measure::measure(rel);
        if measure.depth > PLAN_DEPTH || measure.size > PLAN_SIZE {
            return Err(self.error(
                "query-too-large",
                span,
                format!(
                    "the plan of this query is {} operators deep and has {} in all; at most {PLAN_DEPTH} and {PLAN_SIZE} are run",
                    measure.depth, measure.size
                ),
            ));
        }
        Ok(())
    }

    /// Runs `f` one level deeper.
    fn deeper<T>(&mut self, span: Span, f: impl FnOnce(&mut Self) -> Bind<T>) -> Bind<T> {
        if self.depth >= DEPTH {
            return Err(self.error(
                "query-too-deep",
                span,
                format!("the query nests deeper than {DEPTH} levels"),
            ));
        }
        self.depth += 1;
        let result = f(self);
        self.depth -= 1;
        result
    }

    /// The value of a constant, for what must be known when the query is bound: `take`'s count, a
    /// regex. `None` when it depends on data and nobody reads data now.
    pub(crate) fn value(&mut self, expr: &Expr) -> Bind<Option<Value>> {
        if let Some(value) = expr.as_literal() {
            return Ok(Some(value.clone()));
        }
        let Some(reader) = self.reader else {
            return Ok(None);
        };
        match crate::subquery::resolve(expr, reader) {
            Ok(resolved) => match crate::eval::constant(&resolved) {
                Some(value) => Ok(Some(value)),
                None => Err(self.error("not-constant", expr.span, "a constant is required here")),
            },
            Err(diagnostic) => Err(self.fail(diagnostic)),
        }
    }

    /// An expression for an operator that keeps state: the tables inside of it are read now.
    pub(crate) fn settled(&mut self, expr: &Expr) -> Bind<Expr> {
        match self.reader {
            Some(reader) => {
                crate::subquery::resolve(expr, reader).map_err(|diagnostic| self.fail(diagnostic))
            }
            None => Ok(expr.clone()),
        }
    }

    /// A whole number that must be known when the query is bound.
    pub(crate) fn count(&mut self, e: &ast::Expr, env: &Env, what: &str) -> Bind<usize> {
        let expr = self.scalar(e, env)?;
        if !matches!(expr.ty, Type::Int | Type::Long | Type::Dynamic | Type::Real) {
            return Err(self.error(
                "type-mismatch",
                e.span,
                format!("{what} requires a number of type long, found {}", expr.ty),
            ));
        }
        match self.value(&expr)? {
            None => Ok(1),
            Some(value) => {
                let count = value.as_i64().or_else(|| value.as_f64().map(|r| r as i64));
                match count {
                    Some(count) => Ok(usize::try_from(count).unwrap_or(0)),
                    None => Err(self.error(
                        "not-constant",
                        e.span,
                        format!("{what} requires a number that is known before rows are read"),
                    )),
                }
            }
        }
    }

    /// A scalar expression outside of any table: no columns are in sight.
    pub(crate) fn scalar(&mut self, e: &ast::Expr, env: &Env) -> Bind<Expr> {
        let mut scope = RowScope::none();
        self.expr(e, env, &mut scope)
    }

    /// All rows of a table, when someone reads data now.
    pub(crate) fn read(&mut self, rel: &RelRef) -> Bind<Option<Vec<Vec<Value>>>> {
        let Some(reader) = self.reader else {
            return Ok(None);
        };
        match reader.rows(rel) {
            Ok(rows) => Ok(Some(rows)),
            Err(diagnostic) => Err(self.fail(diagnostic)),
        }
    }
}

/// A bound literal table of one row and no columns: what `print` extends.
pub(crate) fn one_row(span: Span) -> RelRef {
    Arc::new(crate::bound::Rel {
        op: crate::bound::RelOp::Values(Arc::new(vec![Vec::new()])),
        columns: Vec::new(),
        span,
        ordered: false,
        open: false,
    })
}
