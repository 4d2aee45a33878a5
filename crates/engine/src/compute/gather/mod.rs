//! States of groups that several aggregates share: what a group of `summarize` holds while its rows
//! come, and the value it ends with.

pub(crate) mod bag;
pub(crate) mod bits;
pub(crate) mod chosen;
pub(crate) mod digest;
pub(crate) mod distinct;
pub(crate) mod extreme;
pub(crate) mod items;
pub(crate) mod list;
pub(crate) mod mean;
pub(crate) mod moments;
pub(crate) mod percentile;
pub(crate) mod set;
pub(crate) mod shape;
pub(crate) mod sum;

use crate::aggregates::def::{Group, Make, Row};
use crate::functions::def::CallSite;
use crate::types::Value;

/// Only the rows where a predicate holds: `sumif`, `make_set_if` and so on.
struct When {
    /// The predicate's place among the arguments.
    predicate: usize,
    group: Box<dyn Group>,
}

impl Group for When {
    fn add(&mut self, row: &Row<'_>) {
        if row.holds(self.predicate) {
            self.group.add(row);
        }
    }

    fn finish(&mut self) -> Value {
        self.group.finish()
    }

    fn size(&self) -> usize {
        self.group.size() + size_of::<Self>()
    }
}

/// The same groups over the rows where the argument at `predicate` holds.
pub(crate) fn when(predicate: usize, make: Make) -> Make {
    Box::new(move || {
        Box::new(When {
            predicate,
            group: make(),
        })
    })
}

/// The constant whole number of an optional argument: `None` when it is not given.
pub(crate) fn whole(site: &CallSite<'_>, at: usize, name: &str) -> Result<Option<i64>, String> {
    match site.constants.get(at) {
        None => Ok(None),
        Some(Some(value)) => match value.as_i64() {
            Some(whole) => Ok(Some(whole)),
            None => Err(format!("`{name}` requires a whole number")),
        },
        Some(None) => Err(format!("`{name}` requires a constant")),
    }
}

/// The most elements of an array: the constant argument, or a default.
pub(crate) fn most(site: &CallSite<'_>, at: usize, default: usize) -> Result<usize, String> {
    match whole(site, at, "maxSize")? {
        None => Ok(default),
        Some(most) => usize::try_from(most)
            .ok()
            .filter(|m| *m > 0)
            .map(|m| m.min(super::json::MOST))
            .ok_or_else(|| format!("`maxSize` requires a number above 0, found {most}")),
    }
}
