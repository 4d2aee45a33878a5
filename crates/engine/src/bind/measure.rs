//! How deep and how large a query's plan becomes. Tables that a query names are shared by the parts
//! that read them, and written out once for each of them in the plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bound::{Expr, Rel, RelRef};

/// Depth and size of a table's plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) depth: usize,
    pub(super) size: usize,
}

/// Measures a table; each part once, and without recursion over operators.
pub(super) fn measure(rel: &RelRef) -> Measure {
    let mut known: BTreeMap<*const Rel, Measure> = BTreeMap::new();
    let mut stack: Vec<(&Rel, bool)> = vec![(rel, false)];
    while let Some((rel, done)) = stack.pop() {
        let at = std::ptr::from_ref(rel);
        if known.contains_key(&at) {
            continue;
        }
        let mut below: Vec<&RelRef> = rel.inputs();
        below.extend(rel.exprs().into_iter().flat_map(Expr::tables));
        if done {
            let mut sum = Measure { depth: 1, size: 1 };
            for part in below {
                let part = known.get(&Arc::as_ptr(part)).copied().unwrap_or_default();
                sum.depth = sum.depth.max(part.depth + 1);
                sum.size = sum.size.saturating_add(part.size);
            }
            known.insert(at, sum);
        } else {
            stack.push((rel, true));
            stack.extend(below.into_iter().map(|part| (part.as_ref(), false)));
        }
    }
    known.get(&Arc::as_ptr(rel)).copied().unwrap_or_default()
}
