//! Aggregates beside the rows they are of: what `eventstats` and `streamstats` of Splunk are
//! lowered to. It is a `summarize` whose parameter `__beside` says of which rows: `group` or
//! `running`; the rows stay, and the aggregates are further columns.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{ExprKind as Ast, HintParameter, Literal, NamedExpr};

use super::summarize::group_key;
use crate::bind::{Bind, Binder, Env, Failed, Names, Pipe, RowScope};
use crate::bound::{Expr, RelOp};
use crate::kernels::beside::{Beside, Call, Of};
use crate::types::Column;

/// The parameter of `summarize` that asks for it.
pub(crate) const BESIDE: &str = "__beside";

/// Of which rows, when the operator asks for it at all.
pub(crate) fn asked(parameters: &[HintParameter]) -> Option<Of> {
    let value = |name: &str| {
        let parameter = parameters.iter().find(|p| p.name.text == name)?;
        match &parameter.value.kind {
            Ast::Literal(literal) => Some(literal),
            _ => None,
        }
    };
    let of = value(BESIDE)?;
    let running = matches!(of, Literal::String { value, .. } if value == "running");
    Some(if running {
        Of::Running {
            current: !matches!(value("__current"), Some(Literal::Bool(Some(false)))),
            window: match value("__window") {
                Some(Literal::Long(Some(window))) => usize::try_from(*window).unwrap_or(0),
                _ => 0,
            },
            global: matches!(value("__global"), Some(Literal::Bool(Some(true)))),
        }
    } else {
        Of::Group
    })
}

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    items: &[NamedExpr],
    by: &[NamedExpr],
    of: Of,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let visible = input.visible();
    let mut names = Names::default();
    let mut scope = RowScope::of(input);
    let mut keys: Vec<Expr> = Vec::new();
    for key in by {
        keys.push(group_key(b, key, env, &mut scope, &mut names)?.1);
    }
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let mut scope = Binder::aggregate_scope(&pipe);
    let mut bound = Vec::new();
    for item in items {
        bound.push(b.aggregated(item, env, &mut scope, &[], &mut names)?);
    }
    let calls = scope.aggregates.take().unwrap_or_default();
    let pipe = scope.into_pipe().ok_or(Failed)?;
    // Keys and arguments become columns, so that the kernel finds them by their place.
    let mut hidden: Vec<(Column, Expr)> = Vec::new();
    let width = pipe.rel.columns.len();
    let mut place = |b: &mut Binder<'_>, value: Expr| {
        hidden.push((Column::new(b.hidden_name(), value.ty), value));
        width + hidden.len() - 1
    };
    let keys: Vec<usize> = keys.into_iter().map(|key| place(b, key)).collect();
    let mut results = Vec::new();
    let mut kernel_calls = Vec::new();
    for (column, call) in calls {
        let constants = call.args.iter().map(|a| a.as_literal().cloned()).collect();
        kernel_calls.push(Call {
            aggregate: call.aggregate,
            types: call.args.iter().map(|a| a.ty).collect(),
            constants,
            gives: call.gives,
            arguments: call.args.into_iter().map(|arg| place(b, arg)).collect(),
        });
        results.push(column);
    }
    let pipe = pipe.extend(hidden, span);
    let mut columns = pipe.rel.columns.clone();
    columns.extend(results);
    let per = pipe.rel.columns.iter().enumerate();
    let mut all_keys = keys;
    for column in pipe.per.iter() {
        all_keys.extend(
            per.clone()
                .find(|(_, c)| c.name == column.name)
                .map(|(i, _)| i),
        );
    }
    let kernel = Beside {
        of,
        keys: all_keys,
        calls: kernel_calls,
    };
    let pipe = pipe.then(
        RelOp::Kernel {
            input: Arc::clone(&pipe.rel),
            kernel: Arc::new(kernel),
        },
        columns,
        span,
    );
    let mut shown: Vec<(Column, Expr)> = visible
        .iter()
        .map(|c| (c.clone(), Expr::column(c, span)))
        .collect();
    for (column, value) in bound.into_iter().flat_map(|item| item.columns) {
        match shown.iter_mut().find(|(c, _)| c.name == column.name) {
            Some(old) => *old = (column, value),
            None => shown.push((column, value)),
        }
    }
    Ok(pipe.project(shown, span))
}
