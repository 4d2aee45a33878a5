//! What the walk through a query learned: what the checks read.

use std::collections::BTreeMap;

use vigie_engine::bound::Expr;
use vigie_engine::types::{Column, Type};
use vigie_syntax::Span;

use crate::check::values::Abstract;

/// What was learned of a whole query.
#[derive(Debug, Default)]
pub struct Facts {
    /// Every condition that decides something, by its place.
    pub conditions: BTreeMap<Span, Condition>,
    /// Every branch of `case` and `iff`, by the place of its condition.
    pub arms: BTreeMap<Span, Arm>,
    /// What `case` and `iff` give otherwise, by its place.
    pub defaults: BTreeMap<Span, Default_>,
    /// Each time that a table is read.
    pub scans: Vec<Scan>,
    /// The keys of `summarize`, by their place.
    pub keys: BTreeMap<Span, Key>,
    /// The columns of tables whose values are used, with the place of the use.
    pub uses: BTreeMap<(Span, String), Use>,
    /// The columns of the result; `None` where they depend on rows.
    pub columns: Option<Vec<Column>>,
    /// How many rows the result has at most, where the query says so.
    pub most_rows: Option<usize>,
    /// Whether the query was too large to be looked at to the end: then nothing counts.
    pub gave_up: bool,
}

/// A condition that is no `and`, `or` or `not`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// One of its forms, where a function is written out several times.
    pub expr: Expr,
    pub role: Role,
    /// Whether it is under a `not`, so that it must fail.
    pub negated: bool,
    /// Whether rows may come for which it does what is asked of it.
    pub possible: bool,
    /// Whether it stands only behind a place that no row gets past.
    pub unseen: bool,
    /// Of its operand, where there is one and something is known of it.
    pub operand: Option<Operand>,
}

/// What a condition is about.
#[derive(Debug, Clone)]
pub struct Operand {
    pub expr: Expr,
    pub value: Abstract,
    /// Where that was learned.
    pub origin: Option<Span>,
}

/// What a condition decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Which rows go on.
    Filter,
    /// The same, as one of several that are enough.
    Alternative,
    /// Which branch is taken.
    Arm,
    /// Which rows are counted.
    Aggregate,
}

/// A branch.
#[derive(Debug, Clone)]
pub struct Arm {
    /// Whether it may be taken.
    pub reached: bool,
    /// Whether its condition may hold before the branches above are looked at.
    pub possible: bool,
    /// The condition.
    pub condition: Expr,
    /// The place of what it gives.
    pub value: Span,
    /// The conditions above it.
    pub above: Vec<Span>,
}

/// What is given when no branch is taken.
#[derive(Debug, Clone)]
pub struct Default_ {
    pub reached: bool,
    pub expr: Expr,
    pub above: Vec<Span>,
}

/// A table that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    pub table: String,
    pub span: Span,
    pub columns: Vec<Column>,
    /// The least and the greatest time of the rows that go on, in ticks, where conditions say so.
    pub from: Option<i64>,
    pub to: Option<i64>,
    /// The place of the condition on the time.
    pub filter: Option<Span>,
    /// Whether the table is a watchlist or written in the query.
    pub is_log: bool,
}

/// A key of `summarize`.
#[derive(Debug, Clone)]
pub struct Key {
    pub expr: Expr,
    /// The column of a table that it is, as it is.
    pub column: Option<(String, String)>,
}

/// A use of a column of a table.
#[derive(Debug, Clone)]
pub struct Use {
    pub table: String,
    pub column: String,
    pub ty: Type,
    pub by: By,
}

/// What uses a column's values so that it matters when there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A condition, by itself.
    Condition,
    /// A key of `summarize`.
    Key,
    /// An aggregate.
    Aggregate(&'static str),
    /// A key of `join`.
    JoinKey,
}
