//! Calls of functions that the query or the workspace defines.

use std::rc::Rc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{self, Argument, Name, ParameterType};

use super::env::Definition;
use super::{Bind, Binder, Binding, Env, RowScope};
use crate::bound::Expr;
use crate::types::{Type, Value};

impl Binder<'_> {
    /// A function of the query in scalar position.
    pub(super) fn call_function(
        &mut self,
        f: &Rc<Definition>,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        let inner = self.function_env(f, arguments, span, env, scope, None)?;
        let Some(result) = &f.function.result else {
            return Err(self.error(
                "empty-function",
                span,
                format!("`{}` returns nothing", f.name),
            ));
        };
        self.deeper(span, |b| {
            let inner = b.body_env(&f.function.statements, inner)?;
            let mut none = RowScope::none();
            if b.is_tabular(result, &inner, &none) {
                let rel = b.tabular(result, &inner)?.rel;
                return Ok(b.first_cell(rel, span));
            }
            let expr = b.expr(result, &inner, &mut none)?;
            Ok(Expr { span, ..expr })
        })
    }

    /// The names that a function's body sees: where it was written, and its arguments.
    pub(super) fn function_env(
        &mut self,
        f: &Definition,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
        piped: Option<super::Pipe>,
    ) -> Bind<Env> {
        let parameters = &f.function.parameters;
        let offset = usize::from(piped.is_some());
        if arguments.len() + offset > parameters.len() {
            return Err(self.wrong_count(
                span,
                &f.name,
                &parameters.len().to_string(),
                arguments.len() + offset,
            ));
        }
        let mut inner = f.env.clone();
        if let (Some(pipe), Some(first)) = (piped, parameters.first()) {
            if let ParameterType::Table(columns, _) = &first.ty {
                self.check_table_parameter(&pipe, columns.as_deref(), span, &f.name)?;
            }
            inner = inner.with(&first.name.text, Binding::Table(pipe.rel));
        }
        for (i, parameter) in parameters.iter().enumerate().skip(offset) {
            let named = arguments.iter().find(|a| {
                a.name
                    .as_ref()
                    .is_some_and(|n| n.text == parameter.name.text)
            });
            let positional = arguments.get(i - offset).filter(|a| a.name.is_none());
            let given = named.or(positional).map(|a| &a.value);
            let binding = match (&parameter.ty, given) {
                (ParameterType::Table(columns, _), Some(value)) => {
                    let pipe = self.tabular(value, env)?;
                    self.check_table_parameter(&pipe, columns.as_deref(), value.span, &f.name)?;
                    Binding::Table(pipe.rel)
                }
                (ParameterType::Scalar(ty), Some(value)) => {
                    let expr = self.expr(value, env, scope)?;
                    Binding::Scalar(self.parameter_value(expr, ty)?)
                }
                (ParameterType::Scalar(ty), None) => match &parameter.default {
                    Some(default) => {
                        let default = default.clone();
                        let expr = self.scalar(&default, &f.env)?;
                        Binding::Scalar(self.parameter_value(expr, ty)?)
                    }
                    None => {
                        return Err(self.error(
                            "missing-argument",
                            span,
                            format!(
                                "`{}` requires its argument `{}`",
                                f.name, parameter.name.text
                            ),
                        ));
                    }
                },
                (ParameterType::Table(..), None) => {
                    return Err(self.error(
                        "missing-argument",
                        span,
                        format!("`{}` requires its table `{}`", f.name, parameter.name.text),
                    ));
                }
            };
            inner = inner.with(&parameter.name.text, binding);
        }
        Ok(inner)
    }

    pub(crate) fn parameter_value(&mut self, expr: Expr, ty: &Name) -> Bind<Expr> {
        let Some(ty) = Type::from_name(&ty.text) else {
            return Err(self.error("unknown-type", ty.span, format!("no type `{}`", ty.text)));
        };
        match self.implicit(expr, ty) {
            Ok(expr) => Ok(expr),
            Err(expr) if expr.as_literal().is_some_and(Value::is_null) => {
                Ok(self.converted(expr, ty))
            }
            Err(expr) if expr.ty.is_numeric() && ty.is_numeric() => Ok(self.converted(expr, ty)),
            Err(expr) if ty == Type::Dynamic || expr.ty == Type::Dynamic => {
                Ok(self.converted(expr, ty))
            }
            Err(expr) => Err(self.error(
                "type-mismatch",
                expr.span,
                format!("this parameter requires {ty}, found {}", expr.ty),
            )),
        }
    }

    fn check_table_parameter(
        &mut self,
        pipe: &super::Pipe,
        columns: Option<&[ast::ColumnDeclaration]>,
        span: Span,
        function: &str,
    ) -> Bind<()> {
        for declared in columns.unwrap_or_default() {
            if pipe.rel.column(&declared.name.text).is_none() && !pipe.rel.open {
                return Err(self.error(
                    "unknown-column",
                    span,
                    format!(
                        "`{function}` requires a table with a column `{}`",
                        declared.name.text
                    ),
                ));
            }
        }
        Ok(())
    }
}
