//! The greatest values of a table, in the order in which the engine gives them.
//!
//! Source: answers of the engine. It keeps the rows in a binary heap with the least one on top, lets
//! a row in only when it is greater than the top, and shows the heap as it lies in memory.

use std::collections::BTreeMap;

use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::types::Value;

/// The `count` rows with the greatest values.
#[derive(Debug)]
pub(crate) struct Hitters {
    /// The place of the value.
    pub(crate) value: usize,
    /// The places of the columns that tell subtables apart.
    pub(crate) per: Vec<usize>,
    pub(crate) count: usize,
}

impl Kernel for Hitters {
    fn name(&self) -> &'static str {
        "top_hitters"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let kept = self.kept(input);
        Ok(kept.into_iter().map(|at| input.rows[at].clone()).collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(self.kept(input).into_iter().map(|at| vec![at]).collect())
    }
}

impl Hitters {
    /// The places of the rows that stay, one subtable after another.
    fn kept(&self, input: &Rows) -> Vec<usize> {
        let mut heaps: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
        let less = |a: usize, b: usize| {
            let (a, b) = (&input.rows[a][self.value], &input.rows[b][self.value]);
            a.order(b).is_lt()
        };
        for (at, row) in input.rows.iter().enumerate() {
            let id = self.per.iter().map(|p| key(&row[*p], false)).collect();
            let heap = heaps.entry(id).or_default();
            if heap.len() <= self.count {
                push(heap, at, less);
            } else if less(heap[0], at) {
                pop(heap, less);
                push(heap, at, less);
            }
        }
        for heap in heaps.values_mut() {
            while heap.len() > self.count {
                pop(heap, less);
            }
        }
        heaps.into_values().flatten().collect()
    }
}

fn push(heap: &mut Vec<usize>, item: usize, less: impl Fn(usize, usize) -> bool) {
    heap.push(item);
    let mut at = heap.len() - 1;
    while at > 0 && less(heap[at], heap[(at - 1) / 2]) {
        heap.swap(at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

/// Takes the least item off.
fn pop(heap: &mut Vec<usize>, less: impl Fn(usize, usize) -> bool) {
    if heap.is_empty() {
        return;
    }
    heap.swap_remove(0);
    let mut at = 0;
    loop {
        let mut least = at;
        for child in [2 * at + 1, 2 * at + 2] {
            if child < heap.len() && less(heap[child], heap[least]) {
                least = child;
            }
        }
        if least == at {
            return;
        }
        heap.swap(at, least);
        at = least;
    }
}
