//! Bits of all rows together: `binary_all_and`, `binary_all_or`, `binary_all_xor`.

use crate::aggregates::def::{Group, Make, Row};
use crate::types::{Type, Value};

/// Groups that join the whole numbers of the first argument; null where there is none.
pub(crate) fn make(types: &[Type], join: fn(i64, i64) -> i64) -> Make {
    let int = types.first() == Some(&Type::Int);
    Box::new(move || {
        Box::new(Bits {
            bits: None,
            join,
            int,
        })
    })
}

struct Bits {
    bits: Option<i64>,
    join: fn(i64, i64) -> i64,
    int: bool,
}

impl Group for Bits {
    fn add(&mut self, row: &Row<'_>) {
        if let Some(value) = row.long(0) {
            self.bits = Some(self.bits.map_or(value, |bits| (self.join)(bits, value)));
        }
    }

    fn finish(&mut self) -> Value {
        match self.bits {
            None => Value::Null,
            Some(bits) if self.int => Value::Int(bits as i32),
            Some(bits) => Value::Long(bits),
        }
    }

    fn size(&self) -> usize {
        0
    }
}
