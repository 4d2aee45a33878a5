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

    /// The graph that the table below is, when this is one.
    fn graph(&self) -> Option<&crate::kernels::graph::Shape> {
        None
    }

    /// For each row of the result the places of the input rows it is made of, so that the records
    /// behind it are known; `None` where nobody can tell. Asked with empty tables first.
    fn origins(&self, input: &Rows, output: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        let _ = (input, output);
        None
    }

    /// Columns of the result, each with the column of the input that it repeats: the cell of the
    /// one row that `origins` names. They are copied as they lie in memory, and are null in the
    /// rows that `run` is given.
    fn copied(&self) -> Vec<(usize, usize)> {
        Vec::new()
    }
}

/// The origins of an operator that only adds columns.
pub(crate) fn one_to_one(rows: usize) -> Vec<Vec<usize>> {
    (0..rows).map(|i| vec![i]).collect()
}
