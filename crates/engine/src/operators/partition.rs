//! `T | partition by key (subquery)`: a subquery over the rows of each key.
//!
//! The key is carried along as a column that tells the subtables apart, and every operator of the
//! subquery works for each of its values.

use vigie_syntax::kql::ast::{Operator, Partition};

use super::union::of;
use crate::bind::{Bind, Binder, Binding, Env, Failed, Pipe, RowScope, implied};
use crate::bound::{Expr, RelOp};
use crate::types::{Column, Value};

/// How many subtables a `partition` in braces may have; the engine's own limit.
const LIMIT: usize = 64;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    partition: &Partition,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    if partition.braces {
        return each(b, &input, partition, op, env);
    }
    let outer = std::sync::Arc::clone(&input.per);
    let mut scope = RowScope::of(input);
    let key = b.expr(&partition.by, env, &mut scope)?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let column = Column::new(b.hidden_name(), key.ty);
    let keyed = pipe.extend(vec![(column.clone(), key)], op.span);
    let mut per = outer.to_vec();
    per.push(column);
    let inner = Pipe {
        rel: keyed.rel,
        per: per.into(),
    };
    let result = b.over(&partition.body, inner, env)?;
    let shown: Vec<Column> = result
        .visible()
        .into_iter()
        .chain(outer.iter().cloned())
        .collect();
    let pipe = Pipe {
        rel: result.rel,
        per: outer,
    };
    Ok(pipe.keep(&shown, op.span))
}

/// `partition by key { query }`: a query with a source of its own, once for each key, which it sees
/// as a value. The keys are read when the query is bound.
fn each(
    b: &mut Binder<'_>,
    input: &Pipe,
    partition: &Partition,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let mut scope = RowScope::of(Pipe::new(std::sync::Arc::clone(&input.rel)));
    let key = b.expr(&partition.by, env, &mut scope)?;
    let name = implied(&partition.by).unwrap_or_default();
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let ty = key.ty;
    let keys = pipe.then(
        RelOp::Aggregate {
            input: std::sync::Arc::clone(&pipe.rel),
            keys: vec![key],
            aggregates: Vec::new(),
        },
        vec![Column::new("key", ty)],
        span,
    );
    // A query that is only checked is bound once, with a key that nobody knows.
    let keys = match b.read(&keys.rel)? {
        Some(rows) => rows.into_iter().flatten().collect(),
        None => vec![Value::missing(ty)],
    };
    if keys.len() > LIMIT {
        return Err(b.fail(
            vigie_syntax::Diagnostic::error(
                "too-many-partitions",
                span,
                format!(
                    "`partition` in braces takes at most {LIMIT} keys, found {}",
                    keys.len()
                ),
            )
            .help("write the subquery in parentheses, as `partition by key (top 1 by x)`"),
        ));
    }
    let none = keys.is_empty();
    let mut results = Vec::new();
    for key in if none { vec![Value::missing(ty)] } else { keys } {
        let value = Expr::literal(key, ty, span);
        let inner = env.with(&name, Binding::Scalar(value));
        results.push((String::new(), b.tabular(&partition.body, &inner)?.rel));
    }
    let all = of(results, None, false, span);
    if none {
        return super::take::bind(b, all, 0, span);
    }
    Ok(all)
}
