//! Random numbers for `rand()`, and random ids for `new_guid()`.

use crate::kernel::{Kernel, Rows};
use crate::types::Value;

/// Appends what is drawn to each row. The same seed gives the same rows.
#[derive(Debug)]
pub(crate) struct RandomKernel {
    pub(crate) seed: u64,
    pub(crate) draw: Draw,
}

/// What is drawn for a row: by a seed and the row's place.
pub(crate) type Draw = fn(u64, u64) -> Value;

impl Kernel for RandomKernel {
    fn name(&self) -> &'static str {
        "rand"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let rows = input.rows.iter().zip(0..);
        Ok(rows
            .map(|(row, at)| {
                let mut row = row.clone();
                row.push((self.draw)(self.seed, at));
                row
            })
            .collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(crate::kernel::one_to_one(input.rows.len()))
    }
}

/// A real from 0 to 1.
pub(crate) fn number(seed: u64, at: u64) -> Value {
    // The upper 53 bits are what a double holds.
    Value::Real((bits(seed, at) >> 11) as f64 / (1_u64 << 53) as f64)
}

/// A guid of version 4, the random one.
pub(crate) fn guid(seed: u64, at: u64) -> Value {
    let high = bits(seed, at.wrapping_mul(2)) & !0xF000 | 0x4000;
    let low = bits(seed, at.wrapping_mul(2).wrapping_add(1)) & !(0b11 << 62) | 0b10 << 62;
    let (first, second, third) = (high >> 32, high >> 16 & 0xFFFF, high & 0xFFFF);
    let (fourth, fifth) = (low >> 48, low & 0xFFFF_FFFF_FFFF);
    Value::Guid(format!(
        "{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{fifth:012x}"
    ))
}

/// The bits at a place of a seed's sequence: Steele, Lea and Flood's SplitMix64.
fn bits(seed: u64, at: u64) -> u64 {
    let mut x = seed
        .wrapping_mul(0xD134_2543_DE82_EF95)
        .wrapping_add(at.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
