//! `declare pattern`: tables by the values of some texts, `country("USA").["New York"]`.
//!
//! Source: the page "pattern statement" of the Kusto documentation.

use vigie_syntax::kql::ast::{self, Argument, Pattern};
use vigie_syntax::{Diagnostic, Span};

use super::{Bind, Binder, Binding, Env, Pipe};
use crate::types::Value;

/// A pattern with what was in sight where it was declared.
#[derive(Debug)]
pub(crate) struct Declared {
    pub(super) pattern: Pattern,
    pub(super) env: Env,
}

impl Binder<'_> {
    /// The table of a pattern's case.
    pub(super) fn pattern_table(
        &mut self,
        declared: &Declared,
        arguments: &[Argument],
        path: Option<&str>,
        span: Span,
        env: &Env,
    ) -> Bind<Pipe> {
        let pattern = &declared.pattern;
        let mut given = Vec::new();
        for argument in arguments {
            let value = self.scalar(&argument.value, env)?;
            let Some(value) = self.value(&value)? else {
                return Err(self.error(
                    "not-constant",
                    argument.value.span,
                    "a constant is required here",
                ));
            };
            given.push(value);
        }
        for case in &pattern.cases {
            let mut fits = case.arguments.len() == given.len();
            for (own, value) in case.arguments.iter().zip(&given) {
                let own = self.scalar(own, env)?;
                fits &= own.as_literal() == Some(value);
            }
            let own_path = match &case.path {
                Some(own) => self.scalar(own, env)?.as_literal().map(Value::to_text),
                None => None,
            };
            if !fits || own_path.as_deref() != path {
                continue;
            }
            let Some(result) = &case.result else {
                return Err(self.error(
                    "empty-function",
                    span,
                    "this case of the pattern has no query",
                ));
            };
            let mut inner = declared.env.clone();
            let names = pattern.parameters.iter().chain(&pattern.path);
            let texts = path.map(Value::string);
            for (parameter, value) in names.zip(given.iter().cloned().chain(texts)) {
                let value = crate::bound::Expr::literal(value, crate::types::Type::String, span);
                inner = inner.with(&parameter.name.text, Binding::Scalar(value));
            }
            return self.deeper(span, |b| {
                let inner = b.body_env(&case.statements, inner)?;
                b.tabular(result, &inner)
            });
        }
        let name = &pattern.name.text;
        Err(self.fail(
            Diagnostic::error(
                "no-such-case",
                span,
                format!("the pattern `{name}` has no case for these arguments"),
            )
            .note(format!("it has {} cases", pattern.cases.len())),
        ))
    }

    /// The pattern and its arguments, where `base` is a call of one.
    pub(super) fn pattern_call<'e>(
        &self,
        base: &'e ast::Expr,
        env: &Env,
    ) -> Option<(std::rc::Rc<Declared>, &'e [Argument])> {
        let ast::ExprKind::Call { name, arguments } = &base.kind else {
            return None;
        };
        match env.get(&name.text) {
            Some(Binding::Pattern(declared)) => Some((declared.clone(), arguments)),
            _ => None,
        }
    }
}
