//! `bin_auto()`: bins whose size a statement before the query sets.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::Argument;

use super::{Bind, Binder, Binding, Env, RowScope};
use crate::bound::Expr;

impl Binder<'_> {
    pub(super) fn bin_auto(
        &mut self,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        let args = self.plain_arguments(arguments, env, scope)?;
        let [value] = self.exactly(args, span, "bin_auto")?;
        let option = |name: &str| match env.get(name) {
            Some(Binding::Scalar(option)) => Some(option.clone()),
            _ => None,
        };
        match (option("$query_bin_auto_size"), option("$query_bin_auto_at")) {
            (Some(size), Some(at)) => self.function("bin_at", vec![value, size, at], span),
            (Some(size), None) => self.function("bin", vec![value, size], span),
            (None, _) => Err(self.error(
                "invalid-argument",
                span,
                "`bin_auto` requires `set query_bin_auto_size=…` before the query",
            )),
        }
    }
}
