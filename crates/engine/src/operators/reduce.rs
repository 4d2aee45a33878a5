//! `T | reduce by text with threshold=0.1, characters="…"`: the patterns of texts.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr as Ast, Name, Operator};

use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope};
use crate::bound::{Rel, RelOp};
use crate::kernels::reduce::Reduce;
use crate::types::{Column, Type};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    by: &Ast,
    with: &[(Name, Ast)],
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let source = match parameter(op, "kind").and_then(|p| word(&p.value)) {
        None => false,
        Some("source") => true,
        Some(other) => return Err(unknown(b, span, "kind", other)),
    };
    let mut threshold = 0.1;
    let mut separators = None;
    for (name, value) in with {
        let expr = b.scalar(value, env)?;
        let Some(value) = b.value(&expr)? else {
            continue;
        };
        match name.text.as_str() {
            "threshold" => match value.as_f64() {
                Some(share) if (0.0..=1.0).contains(&share) => threshold = share,
                _ => {
                    return Err(b.error(
                        "invalid-argument",
                        expr.span,
                        "`threshold` requires a number from 0 to 1",
                    ));
                }
            },
            "characters" => separators = Some(value.to_text()),
            other => return Err(unknown(b, name.span, "option", other)),
        }
    }
    let before = input.rel.columns.clone();
    let per = Arc::clone(&input.per);
    let mut scope = RowScope::of(input);
    let text = b.expr(by, env, &mut scope)?;
    let text = b.converted(text, Type::String);
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let column = Column::new(b.hidden_name(), Type::String);
    let pipe = pipe.extend(vec![(column, text)], span);
    let place = |c: &Column| pipe.rel.columns.iter().position(|own| own.name == c.name);
    let kernel = Reduce {
        text: pipe.rel.columns.len() - 1,
        per: per.iter().filter_map(place).collect(),
        threshold,
        separators,
        source,
    };
    let found = [
        Column::new("Pattern", Type::String),
        Column::new("Count", Type::Long),
        Column::new("Representative", Type::String),
    ];
    let mut columns = if source {
        pipe.rel.columns.clone()
    } else {
        per.to_vec()
    };
    columns.retain(|c| found.iter().all(|f| f.name != c.name));
    columns.extend(found.clone());
    let reduced = pipe.with(Arc::new(Rel {
        op: RelOp::Kernel {
            input: Arc::clone(&pipe.rel),
            kernel: Arc::new(kernel),
        },
        columns,
        span,
        ordered: true,
        open: pipe.rel.open,
    }));
    let mut shown = if source { before } else { Vec::new() };
    shown.retain(|c| found.iter().all(|f| f.name != c.name));
    shown.extend(found);
    Ok(reduced.keep(&shown, span))
}

fn unknown(b: &mut Binder<'_>, span: Span, what: &str, name: &str) -> Failed {
    b.error(
        "unknown-option",
        span,
        format!("`reduce` has no {what} `{name}`"),
    )
}
