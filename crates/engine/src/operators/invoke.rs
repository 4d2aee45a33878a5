//! `T | invoke f(arguments)`: a function of the query whose first parameter is the table.

use std::rc::Rc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr as Ast, ExprKind};

use crate::bind::{Bind, Binder, Binding, Env, Pipe};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    function: &Ast,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let ExprKind::Call { name, arguments } = &function.kind else {
        return Err(b.error(
            "unexpected-expression",
            function.span,
            "`invoke` requires a call",
        ));
    };
    match env.get(&name.text) {
        Some(Binding::Function(f)) => {
            let f = Rc::clone(f);
            b.call_table(&f, arguments, span, env, Some(input))
        }
        _ => Err(b.fail(
            vigie_syntax::Diagnostic::error(
                "unknown-function",
                name.span,
                format!("no function `{}` for `invoke`", name.text),
            )
            .help("functions of a workspace can be given as `.kql` files with `--functions DIR`"),
        )),
    }
}
