//! `T | top-hitters n of a by x`: the values with the greatest sums, or the most rows.
//!
//! Source: the page "top-hitters operator" of the Kusto documentation. Differs from Kusto, which
//! counts approximately: here the counts are exact.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr as Ast, NamedExpr};

use super::summarize::{aggregate_call, grouped};
use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope, implied};
use crate::bound::{Expr, Rel, RelOp};
use crate::kernels::hitters::Hitters;
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    count: &Ast,
    of: &NamedExpr,
    by: Option<&Ast>,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let count = b.count(count, env, "`top-hitters`")?;
    let per = Arc::clone(&input.per);
    let mut scope = RowScope::of(input);
    let key = b.expr(&of.expr, env, &mut scope)?;
    let weight = by.map(|by| b.expr(by, env, &mut scope)).transpose()?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let name = match of.names.first() {
        Some(name) => name.text.clone(),
        None => implied(&of.expr).unwrap_or_else(|| "Column1".to_owned()),
    };
    let (aggregate, args, ty, value_name) = match (weight, by) {
        (Some(weight), Some(by)) => {
            let ty = match weight.ty {
                Type::Int => Type::Long,
                ty => ty,
            };
            let name = format!("approximate_sum_{}", implied(by).unwrap_or_default());
            ("sum", vec![weight], ty, name)
        }
        _ => {
            let name = format!("approximate_count_{name}");
            ("count", Vec::new(), Type::Long, name)
        }
    };
    let call = aggregate_call(b, aggregate, args, vec![ty], false, span)?;
    let value = Column::new(value_name, ty);
    let mut keys = vec![(Column::new(name, key.ty), key)];
    keys.extend(per.iter().map(|c| (c.clone(), Expr::column(c, span))));
    let groups = grouped(&pipe, &keys, vec![(value, call)], span);
    let columns = groups.rel.columns.clone();
    let kernel = Hitters {
        value: columns.len() - 1,
        per: (1..keys.len()).collect(),
        count,
    };
    let best = groups.with(Arc::new(Rel {
        op: RelOp::Kernel {
            input: Arc::clone(&groups.rel),
            kernel: Arc::new(kernel),
        },
        columns: columns.clone(),
        span,
        ordered: true,
        open: groups.rel.open,
    }));
    let shown = [columns[0].clone(), columns[columns.len() - 1].clone()];
    Ok(best.keep(&shown, span))
}
