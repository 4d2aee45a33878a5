//! Some rows of a table, or some values of a column.
//!
//! Differs from Kusto, which draws at random: here the rows are spread evenly over the input, so
//! that the same input gives the same rows.

use std::collections::BTreeSet;

use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::types::Value;

#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) count: usize,
    /// Keep only rows whose first column has a value not seen before.
    pub(crate) distinct: bool,
}

impl Kernel for Sample {
    fn name(&self) -> &'static str {
        if self.distinct {
            "sample_distinct"
        } else {
            "sample"
        }
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        if self.distinct {
            let mut seen = BTreeSet::new();
            return Ok(input
                .rows
                .iter()
                .filter(|row| row.first().is_some_and(|v| seen.insert(key(v, false))))
                .take(self.count)
                .cloned()
                .collect());
        }
        let rows = input.rows.len();
        let count = self.count.min(rows);
        Ok((0..count)
            .map(|i| input.rows[i * rows / count.max(1)].clone())
            .collect())
    }
}
