//! Operators that need a whole table at once: from all rows, in order, to all rows.

use std::fmt::Debug;

use crate::types::{Column, Value};

/// A whole table in memory, row by row.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Value>>,
}

/// An operator over a whole table. The binder knows the columns of its result before it runs.
pub trait Kernel: Debug + Send + Sync {
    /// The operator's name in the language.
    fn name(&self) -> &'static str;

    /// All rows of the result; an error is a sentence for the user.
    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String>;
}
