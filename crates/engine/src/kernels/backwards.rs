//! The rows of a table, the last one first.

use crate::kernel::{Kernel, Rows};
use crate::types::Value;

#[derive(Debug)]
pub(crate) struct Backwards;

impl Kernel for Backwards {
    fn name(&self) -> &'static str {
        "backwards"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        Ok(input.rows.iter().rev().cloned().collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some((0..input.rows.len()).rev().map(|at| vec![at]).collect())
    }
}
