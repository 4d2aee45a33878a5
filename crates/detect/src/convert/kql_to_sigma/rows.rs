//! What is known of each column of a bound query's rows: a field of the event, a value, a choice of
//! values, a measure of a group.

use std::collections::BTreeMap;

use vigie_engine::types::Value;

use super::logic::{Logic, any};
use super::needs::Measure;

/// A column, or what an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Known {
    Field(FieldValue),
    /// The time of the event.
    Time,
    /// A part of it, as Sigma names it: `hour`.
    TimePart(&'static str),
    Const(Value),
    /// One of these, by what the event is like; exactly one holds of each event.
    Choice(Vec<(Logic, Value)>),
    Measure(Measure),
    /// The distinct values of a field in a group, as an array.
    Values(String, Logic),
    /// What Sigma has no word for, in words.
    Other(String),
}

/// A field of an event, as the query uses it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FieldValue {
    /// The name that a rule writes.
    pub(super) name: String,
    pub(super) fold: Fold,
    pub(super) kind: FieldKind,
}

/// What was done to the letters of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fold {
    None,
    Lower,
    Upper,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FieldKind {
    Text,
    Number,
    Bool,
    /// An object, or a text that holds one.
    Object,
}

impl Fold {
    /// The text with its letters so.
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Self::None => text.to_owned(),
            Self::Lower => text.to_lowercase(),
            Self::Upper => text.to_uppercase(),
        }
    }
}

/// The rows at some step of a query.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) columns: BTreeMap<String, Known>,
    /// What an event must be like.
    pub(super) filter: Option<Logic>,
    /// How far the query looks back, in ticks.
    pub(super) look_back: Option<i64>,
    /// The length of fixed windows that it groups by.
    pub(super) bin: Option<i64>,
    /// What the rows are grouped by, once they are.
    pub(super) groups: Option<Vec<FieldValue>>,
    /// What a group must reach.
    pub(super) needs: Vec<super::needs::Need>,
}

impl Rows {
    /// What an event must be like.
    pub(super) fn condition(&self) -> Logic {
        self.filter.clone().unwrap_or_else(Logic::always)
    }
}

impl Known {
    /// In words, for what is not converted.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Field(field) => format!("the field `{}`", field.name),
            Self::Time | Self::TimePart(_) => "the time of the event".to_owned(),
            Self::Const(_) => "a value".to_owned(),
            Self::Choice(_) => "a choice of values".to_owned(),
            Self::Measure(_) => "a number of a group".to_owned(),
            Self::Values(..) => "a list of values".to_owned(),
            Self::Other(what) => what.clone(),
        }
    }
}

/// When a choice is one of the values that pass a test.
pub(super) fn when(choices: &[(Logic, Value)], test: impl Fn(&Value) -> bool) -> Logic {
    let passing = choices.iter().filter(|(_, value)| test(value));
    any(passing.map(|(logic, _)| logic.clone()))
}
