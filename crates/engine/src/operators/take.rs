//! `T | take n`: at most so many rows; of each subtable.

use std::sync::Arc;

use vigie_syntax::Span;

use crate::bind::{Bind, Binder, Pipe};
use crate::bound::RelOp;
use crate::kernels::per::TakePer;

pub(crate) fn bind(_: &mut Binder<'_>, input: Pipe, count: usize, span: Span) -> Bind<Pipe> {
    let columns = input.rel.columns.clone();
    let rel = Arc::clone(&input.rel);
    let op = if input.per.is_empty() {
        RelOp::Limit { input: rel, count }
    } else {
        RelOp::Kernel {
            kernel: Arc::new(TakePer::new(&input.rel.columns, &input.per, count)),
            input: rel,
        }
    };
    Ok(input.then(op, columns, span))
}
