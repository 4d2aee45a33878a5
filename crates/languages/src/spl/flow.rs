//! A search on its way through its commands: the KQL operators so far, and what is known of the
//! fields that rows have here.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use vigie_syntax::Span;
use vigie_syntax::glob::glob;
use vigie_syntax::kql::ast::{Expr, Operator};

use super::build;

/// What is known of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    /// It may have several values in a row.
    pub(crate) several: bool,
}

impl Field {
    pub(crate) const ONE: Self = Self { several: false };
    pub(crate) const SEVERAL: Self = Self { several: true };
}

/// The fields that rows have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    /// Those that are columns here, in the order in which a table shows them.
    pub(crate) known: IndexMap<String, Field>,
    /// Sources whose events have any number of further fields, by their number.
    pub(crate) open: Vec<usize>,
    /// Names and patterns of fields that were taken away.
    pub(crate) gone: BTreeSet<String>,
    /// With `fields a*`: the patterns of those that stay.
    pub(crate) only: Option<Vec<String>>,
    /// `rename a.* as *`, for fields that are asked for later.
    pub(crate) renamed: Vec<(String, String)>,
}

impl Fields {
    pub(crate) fn set(&mut self, name: &str, field: Field) {
        self.gone.remove(name);
        self.known.insert(name.to_owned(), field);
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.known.shift_remove(name);
        self.gone.insert(name.to_owned());
    }

    /// Nothing but these.
    pub(crate) fn closed(names: impl IntoIterator<Item = (String, Field)>) -> Self {
        Self {
            known: names.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The known fields that a pattern means, without those that Splunk keeps for itself.
    pub(crate) fn matching(&self, pattern: &str) -> Vec<String> {
        self.known
            .keys()
            .filter(|name| {
                glob(pattern, name) && (!name.starts_with('_') || pattern.starts_with('_'))
            })
            .cloned()
            .collect()
    }

    /// Whether a field that nobody named so far may exist.
    pub(crate) fn may_have(&self, name: &str) -> bool {
        !self.open.is_empty()
            && !self.gone.iter().any(|gone| glob(gone, name))
            && self
                .only
                .as_ref()
                .is_none_or(|only| only.iter().any(|o| glob(o, name)))
    }
}

/// What each `*` of a pattern stands for in a text.
pub(crate) fn captures<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split('*');
    let mut rest = text.strip_prefix(parts.next()?)?;
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty().then(Vec::new);
    };
    let mut found = Vec::new();
    for part in middle {
        let at = rest.find(part)?;
        found.push(rest.get(..at)?);
        rest = rest.get(at + part.len()..)?;
    }
    found.push(rest.strip_suffix(last)?);
    Some(found)
}

/// A pattern with its stars filled in, in order.
pub(crate) fn filled(pattern: &str, parts: &[&str]) -> String {
    let mut out = String::new();
    let mut parts = parts.iter();
    for c in pattern.chars() {
        match c {
            '*' => out.push_str(parts.next().copied().unwrap_or_default()),
            c => out.push(c),
        }
    }
    out
}

/// In which order the rows come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the logs have them; Splunk would give the newest first.
    Events,
    /// As a command left them.
    Decided,
}

/// A search on its way.
#[derive(Debug, Clone)]
pub(crate) struct Flow {
    pub(crate) source: Option<Expr>,
    pub(crate) operators: Vec<Operator>,
    pub(crate) fields: Fields,
    pub(crate) order: Order,
    /// Rows are events, with their raw text; false after a transforming command.
    pub(crate) events: bool,
}

impl Flow {
    pub(crate) fn push(&mut self, operator: Operator) {
        self.operators.push(operator);
    }

    /// Computes fields; each sees the values from before.
    pub(crate) fn assign(&mut self, columns: Vec<(String, Field, Expr)>, span: Span) {
        if columns.is_empty() {
            return;
        }
        let mut values = Vec::new();
        for (name, field, value) in columns {
            self.fields.set(&name, field);
            values.push((name, value));
        }
        self.operators.push(build::extend(values, span));
    }

    /// Puts events in Splunk's order, before a command that depends on it.
    pub(crate) fn decide_order(&mut self, span: Span) {
        if self.order == Order::Events && self.fields.known.contains_key("_time") {
            let time = build::call("toreal", vec![build::column("_time", span)], span);
            self.operators.push(build::sort(vec![(time, false)], span));
        }
        self.order = Order::Decided;
    }

    /// Only these columns, in this order.
    pub(crate) fn keep(&mut self, names: &[String], span: Span) {
        let columns = names
            .iter()
            .map(|n| (n.clone(), build::column(n, span)))
            .collect();
        self.operators.push(build::project(columns, span));
    }

    /// The whole search as one table.
    pub(crate) fn table(self, span: Span) -> Expr {
        build::pipe(self.source, self.operators, span)
    }
}
