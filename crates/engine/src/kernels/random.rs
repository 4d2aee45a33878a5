//! Random numbers for `rand()`.

use crate::kernel::{Kernel, Rows};
use crate::types::Value;

/// Appends a real from 0 to 1 to each row. The same seed gives the same numbers.
#[derive(Debug)]
pub(crate) struct RandomKernel {
    pub(crate) seed: u64,
}

impl Kernel for RandomKernel {
    fn name(&self) -> &'static str {
        "rand"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let rows = input.rows.iter().zip(0..);
        Ok(rows
            .map(|(row, at)| {
                let mut row = row.clone();
                row.push(Value::Real(number(self.seed, at)));
                row
            })
            .collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(crate::kernel::one_to_one(input.rows.len()))
    }
}

/// The number at a place of a seed's sequence: Steele, Lea and Flood's SplitMix64.
pub(crate) fn number(seed: u64, at: u64) -> f64 {
    let mut x = seed
        .wrapping_mul(0xD134_2543_DE82_EF95)
        .wrapping_add(at.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^= x >> 31;
    // The upper 53 bits are what a double holds.
    (x >> 11) as f64 / (1_u64 << 53) as f64
}
