//! At most so many rows of each subtable, for `take` and `top` inside of `mv-apply` and `partition`.

use std::collections::BTreeMap;

use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::types::{Column, Value};

/// Keeps the first rows of each combination of key columns.
#[derive(Debug)]
pub(crate) struct TakePer {
    keys: Vec<usize>,
    count: usize,
}

impl TakePer {
    pub(crate) fn new(columns: &[Column], per: &[Column], count: usize) -> Self {
        let keys = per
            .iter()
            .filter_map(|p| columns.iter().position(|c| c.name == p.name))
            .collect();
        Self { keys, count }
    }

    /// The places of the rows that stay.
    fn kept(&self, input: &Rows) -> Vec<usize> {
        let mut seen: BTreeMap<Vec<Option<String>>, usize> = BTreeMap::new();
        (0..input.rows.len())
            .filter(|at| {
                let row = &input.rows[*at];
                let id = self.keys.iter().map(|k| key(&row[*k], false)).collect();
                let n = seen.entry(id).or_default();
                *n += 1;
                *n <= self.count
            })
            .collect()
    }
}

impl Kernel for TakePer {
    fn name(&self) -> &'static str {
        "take_per"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let kept = self.kept(input);
        Ok(kept.into_iter().map(|at| input.rows[at].clone()).collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(self.kept(input).into_iter().map(|at| vec![at]).collect())
    }
}
