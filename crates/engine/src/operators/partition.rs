//! `T | partition by key (subquery)`: a subquery over the rows of each key.
//!
//! The key is carried along as a column that tells the subtables apart, and every operator of the
//! subquery works for each of its values.

use vigie_syntax::kql::ast::{Operator, Partition};

use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope};
use crate::types::Column;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    partition: &Partition,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    if partition.braces {
        return Err(b.unsupported("unsupported-option", op.span, "`partition` with braces"));
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
