//! `T | evaluate plugin(arguments)`.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Argument, EvaluateSchema, Name};

use crate::bind::{Bind, Binder, Env, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    _input: Option<Pipe>,
    name: &Name,
    _arguments: &[Argument],
    _schema: Option<&EvaluateSchema>,
    _env: &Env,
    _span: Span,
) -> Bind<Pipe> {
    Err(b.unsupported(
        "unsupported-plugin",
        name.span,
        &format!("the plugin `{}`", name.text),
    ))
}
