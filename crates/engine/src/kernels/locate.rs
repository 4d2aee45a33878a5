//! Where the addresses of a column are, for `geo_info_from_ip_address()`.

use std::net::IpAddr;
use std::sync::Arc;

use crate::catalog::Places;
use crate::kernel::{Kernel, Rows, one_to_one};
use crate::types::Value;

/// Appends to each row where the address in its last column is.
#[derive(Debug)]
pub(crate) struct Locate {
    pub(crate) places: Arc<dyn Places>,
    /// How many columns the input has.
    pub(crate) width: usize,
}

/// Where an address is; null for what is none, and for one that is not known.
pub(crate) fn place(places: &dyn Places, address: &Value) -> Value {
    let address: Option<IpAddr> = address.as_str().trim().parse().ok();
    let place = address.and_then(|address| places.of(address));
    place.map_or(Value::Null, Value::Dynamic)
}

impl Kernel for Locate {
    fn name(&self) -> &'static str {
        "geo_info_from_ip_address"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let rows = input.rows.iter().map(|row| {
            let found = row
                .last()
                .map(|address| place(self.places.as_ref(), address));
            row.iter().cloned().chain(found).collect()
        });
        Ok(rows.collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(one_to_one(input.rows.len()))
    }

    fn copied(&self) -> Vec<(usize, usize)> {
        let last = self.width.saturating_sub(1);
        (0..last).map(|at| (at, at)).collect()
    }
}
