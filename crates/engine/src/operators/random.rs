//! `rand()` and `new_guid()`: a value of its own for each row, the same each time the query runs.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::Argument;

use crate::bind::{Bind, Binder, Env, RowScope};
use crate::bound::{Expr, RelOp};
use crate::kernels::random::{Draw, RandomKernel, guid, number};
use crate::types::{Column, Type, Value};

/// `rand()`.
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
        [below] if below.ty == Type::Int => Some(b.converted(below.clone(), Type::Long)),
        [below] => Some(b.of_type("rand", below.clone(), Type::Long)?),
        _ => return Err(b.wrong_count(span, "rand", "0 or 1", args.len())),
    };
    let random = drawn(b, number, Type::Real, span, scope);
    match below {
        Some(below) if below.as_literal().is_none_or(|n| n.as_i64() > Some(1)) => {
            let scaled = b.function("multiply", vec![random, below], span)?;
            let one = Expr::literal(Value::Real(1.0), Type::Real, span);
            b.function("bin", vec![scaled, one], span)
        }
        _ => Ok(random),
    }
}

/// `new_guid()`.
pub(crate) fn new_guid(
    b: &mut Binder<'_>,
    arguments: &[Argument],
    span: Span,
    scope: &mut RowScope,
) -> Bind<Expr> {
    if !arguments.is_empty() {
        return Err(b.wrong_count(span, "new_guid", "0", arguments.len()));
    }
    Ok(drawn(b, guid, Type::Guid, span, scope))
}

/// A column with what is drawn for each row; one value where there are no rows.
fn drawn(b: &mut Binder<'_>, draw: Draw, ty: Type, span: Span, scope: &mut RowScope) -> Expr {
    // Hidden names are counted, so each call of a query has another seed.
    let name = b.hidden_name();
    let seed = name.bytes().fold(0_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let Some(pipe) = scope.pipe.clone() else {
        return Expr::literal(draw(seed, 0), ty, span);
    };
    if scope.fixed {
        b.each_row(span);
    }
    let column = Column::new(name, ty);
    let mut columns = pipe.rel.columns.clone();
    columns.push(column.clone());
    let op = RelOp::Kernel {
        input: Arc::clone(&pipe.rel),
        kernel: Arc::new(RandomKernel { seed, draw }),
    };
    scope.pipe = Some(pipe.then(op, columns, span));
    Expr::column(&column, span)
}
