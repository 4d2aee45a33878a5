//! The row that an expression is about, and the table it comes from.

use std::collections::BTreeSet;
use std::sync::Arc;

use vigie_syntax::Span;

use super::{Bind, Binder};
use crate::bound::{AggregateCall, Expr, Rel, RelOp, RelRef};
use crate::types::{Column, Type};

/// The beginning of names that nobody sees.
pub(crate) const HIDDEN: &str = "__vigie";

pub(crate) fn is_hidden(name: &str) -> bool {
    name.starts_with(HIDDEN)
}

/// A table on its way through operators.
#[derive(Debug, Clone)]
pub(crate) struct Pipe {
    pub(crate) rel: RelRef,
    /// Columns that tell apart the subtables of `mv-apply` and `partition`: every operator that
    /// counts, groups, sorts or cuts does so for each of their values.
    pub(crate) per: Arc<[Column]>,
}

impl Pipe {
    pub(crate) fn new(rel: RelRef) -> Self {
        Self {
            rel,
            per: Arc::from([]),
        }
    }

    /// The columns that a query sees.
    pub(crate) fn visible(&self) -> Vec<Column> {
        visible(&self.rel)
    }

    /// The same subtables with another table.
    pub(crate) fn with(&self, rel: RelRef) -> Self {
        Self {
            rel,
            per: Arc::clone(&self.per),
        }
    }

    /// A filter, a projection or the like over this table.
    pub(crate) fn then(&self, op: RelOp, columns: Vec<Column>, span: Span) -> Self {
        self.with(Arc::new(Rel {
            op,
            columns,
            span,
            ordered: self.rel.ordered,
            open: self.rel.open,
        }))
    }

    /// A projection to these columns; the columns that tell subtables apart stay.
    pub(crate) fn project(&self, columns: Vec<(Column, Expr)>, span: Span) -> Self {
        let mut names: Vec<Column> = Vec::new();
        let mut exprs = Vec::new();
        for (column, expr) in columns {
            names.push(column);
            exprs.push(expr);
        }
        for column in self.per.iter() {
            if !names.iter().any(|c| c.name == column.name) {
                exprs.push(Expr::column(column, span));
                names.push(column.clone());
            }
        }
        self.then(
            RelOp::Project {
                input: Arc::clone(&self.rel),
                exprs,
            },
            names,
            span,
        )
    }

    /// The same table and further columns.
    pub(crate) fn extend(&self, more: Vec<(Column, Expr)>, span: Span) -> Self {
        if more.is_empty() {
            return self.clone();
        }
        let mut columns: Vec<(Column, Expr)> = self
            .rel
            .columns
            .iter()
            .map(|c| (c.clone(), Expr::column(c, span)))
            .collect();
        columns.extend(more);
        self.project(columns, span)
    }

    /// The columns of before with parts of a dynamic column of texts behind them, or in the places of
    /// columns that have their names: what `parse` and `parse-kv` show.
    pub(crate) fn with_parts(
        &self,
        b: &mut Binder<'_>,
        before: &[Column],
        of: &Column,
        parts: Vec<(Column, Expr)>,
        span: Span,
    ) -> Bind<Self> {
        let mut shown: Vec<(Column, Expr)> = before
            .iter()
            .map(|c| (c.clone(), Expr::column(c, span)))
            .collect();
        for (column, place) in parts {
            let part = b.function("dynamic_path", vec![Expr::column(of, span), place], span)?;
            let text = b.converted(part, Type::String);
            let value = b.converted(text, column.ty);
            match shown.iter_mut().find(|(c, _)| c.name == column.name) {
                Some(old) => *old = (column, value),
                None => shown.push((column, value)),
            }
        }
        Ok(self.project(shown, span))
    }

    /// The columns of before, and those that names have given an open table since.
    pub(crate) fn kept(&self, before: &[Column]) -> Vec<Column> {
        let mut kept = before.to_vec();
        let known: BTreeSet<&str> = before.iter().map(|c| c.name.as_str()).collect();
        let new = |c: &&Column| !is_hidden(&c.name) && !known.contains(c.name.as_str());
        kept.extend(self.rel.columns.iter().filter(new).cloned());
        kept
    }

    /// An open table with a column of which only the name is known, and this in its rows.
    pub(crate) fn opened(&self, name: &str, value: Expr) -> Self {
        let span = value.span;
        self.extend(vec![(Column::new(name, value.ty), value)], span)
    }

    /// Without columns that nobody needs any longer.
    pub(crate) fn keep(&self, columns: &[Column], span: Span) -> Self {
        if self.rel.columns == columns {
            return self.clone();
        }
        self.project(
            columns
                .iter()
                .map(|c| (c.clone(), Expr::column(c, span)))
                .collect(),
            span,
        )
    }
}

pub(crate) fn visible(rel: &Rel) -> Vec<Column> {
    rel.columns
        .iter()
        .filter(|c| !is_hidden(&c.name))
        .cloned()
        .collect()
}

/// What an expression can see, and what binding it adds to the table below.
#[derive(Debug, Default)]
pub(crate) struct RowScope {
    /// The table; window functions and series functions put operators on top of it.
    pub(crate) pipe: Option<Pipe>,
    /// For `join`: the columns of `$right`; then `pipe` is `$left`.
    pub(crate) right: Option<Vec<Column>>,
    /// In `summarize` outside of an aggregate: where calls of aggregates go.
    pub(crate) aggregates: Option<Vec<(Column, AggregateCall)>>,
    /// Names a scan or graph pattern brings, with what they stand for.
    pub(crate) extra: Vec<(String, Expr)>,
    /// The table stays as it is: what is bound here is not over the table that binding leaves.
    pub(crate) fixed: bool,
    /// Names whose members stand for something: the steps of `scan`, the elements of a pattern.
    pub(crate) members: Vec<(String, Vec<(String, Expr)>)>,
    /// The match of a graph's pattern.
    pub(crate) graph: Option<Box<crate::operators::graph::call::GraphScope>>,
}

impl Binder<'_> {
    /// Refuses a value that is another for each row where rows cannot be given a column of it.
    pub(crate) fn each_row(&mut self, span: Span) -> super::Failed {
        self.fail(
            vigie_syntax::Diagnostic::error(
                "no-column",
                span,
                "a value that is another for each row cannot stand here",
            )
            .help("put it into a column with `extend` before this operator"),
        )
    }
}

impl RowScope {
    pub(crate) fn none() -> Self {
        Self::default()
    }

    pub(crate) fn of(pipe: Pipe) -> Self {
        Self {
            pipe: Some(pipe),
            ..Self::default()
        }
    }

    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.pipe.as_ref()?.rel.column(name)
    }

    /// The column that a name means where tables of a union have it with several types, so that
    /// none is called by the name alone: that of the first type, if the first two tables that have
    /// it agree. There the language service knows the name, and rules rely on it.
    pub(crate) fn split(&self, name: &str) -> Option<&Column> {
        let typed = |c: &&Column| {
            let rest = c.name.strip_prefix(name).and_then(|r| r.strip_prefix('_'));
            rest == Some(c.ty.name())
        };
        let rel = &self.pipe.as_ref()?.rel;
        let mut found = rel.columns.iter().filter(typed);
        let first = found.next()?;
        found.next()?;
        let mut below = Some(rel);
        while let Some(rel) = below {
            let inputs = rel.inputs();
            if let RelOp::Union { .. } = rel.op {
                let mut types = inputs
                    .iter()
                    .flat_map(|rel| rel.columns.iter().filter(typed))
                    .map(|c| c.ty);
                return (types.next() == types.next()).then_some(first);
            }
            below = inputs.first().copied();
        }
        Some(first)
    }

    /// The table as binding left it.
    pub(crate) fn into_pipe(self) -> Option<Pipe> {
        self.pipe
    }
}
