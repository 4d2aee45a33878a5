//! `rand()`: a number of its own for each row, the same each time the query runs.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::Argument;

use crate::bind::{Bind, Binder, Env, RowScope};
use crate::bound::{Expr, RelOp};
use crate::kernels::random::{RandomKernel, number};
use crate::types::{Column, Type, Value};

pub(crate) fn call(
    b: &mut Binder<'_>,
    arguments: &[Argument],
    span: Span,
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Expr> {
    let args = b.plain_arguments(arguments, env, scope)?;
    let below = match args.as_slice() {
        [] => None,
        [below] => Some(b.converted(below.clone(), Type::Long)),
        _ => return Err(b.wrong_count(span, "rand", "0 or 1", args.len())),
    };
    // Hidden names are counted, so each call of a query has another seed.
    let name = b.hidden_name();
    let seed = name.bytes().fold(0_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let random = match scope.pipe.clone() {
        None => Expr::literal(Value::Real(number(seed, 0)), Type::Real, span),
        Some(pipe) => {
            let column = Column::new(name, Type::Real);
            let mut columns = pipe.rel.columns.clone();
            columns.push(column.clone());
            let op = RelOp::Kernel {
                input: Arc::clone(&pipe.rel),
                kernel: Arc::new(RandomKernel { seed }),
            };
            scope.pipe = Some(pipe.then(op, columns, span));
            Expr::column(&column, span)
        }
    };
    match below {
        Some(below) if below.as_literal().is_none_or(|n| n.as_i64() > Some(1)) => {
            let scaled = b.function("multiply", vec![random, below], span)?;
            let one = Expr::literal(Value::Real(1.0), Type::Real, span);
            b.function("bin", vec![scaled, one], span)
        }
        _ => Ok(random),
    }
}
