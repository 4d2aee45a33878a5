//! `T | sample n` and `T | sample-distinct n of column`.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::Expr as Ast;

use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope, implied};
use crate::bound::RelOp;
use crate::kernels::sample::Sample;
use crate::types::Column;

pub(crate) fn rows(
    b: &mut Binder<'_>,
    input: Pipe,
    count: &Ast,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let count = b.count(count, env, "`sample`")?;
    Ok(sampled(&input, count, false, span))
}

pub(crate) fn distinct(
    b: &mut Binder<'_>,
    input: Pipe,
    count: &Ast,
    of: &Ast,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let count = b.count(count, env, "`sample-distinct`")?;
    let mut scope = RowScope::of(input);
    let value = b.expr(of, env, &mut scope)?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let name = match implied(of) {
        Some(name) => name,
        None => Names::default().unnamed(),
    };
    let one = pipe.project(vec![(Column::new(name, value.ty), value)], span);
    Ok(sampled(&one, count, true, span))
}

fn sampled(pipe: &Pipe, count: usize, distinct: bool, span: Span) -> Pipe {
    let columns = pipe.rel.columns.clone();
    pipe.then(
        RelOp::Kernel {
            input: Arc::clone(&pipe.rel),
            kernel: Arc::new(Sample { count, distinct }),
        },
        columns,
        span,
    )
}
