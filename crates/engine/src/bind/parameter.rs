//! `declare query_parameters(…)`: constants whose values stand outside of the query.

use vigie_syntax::Diagnostic;
use vigie_syntax::kql::ast::{Parameter, ParameterType};

use super::{Bind, Binder, Binding, Env};
use crate::bound::Expr;
use crate::types::{Type, Value, convert};

impl Binder<'_> {
    /// The names after a declaration that could not be bound.
    pub(super) fn unknown_parameters(&mut self, parameters: &[Parameter], env: Env) -> Env {
        parameters.iter().fold(env, |env, parameter| {
            let ty = match &parameter.ty {
                ParameterType::Scalar(ty) => Type::from_name(&ty.text),
                ParameterType::Table(..) => None,
            };
            let value = self.unknown(ty.unwrap_or(Type::Dynamic), parameter.name.span);
            env.with(&parameter.name.text, Binding::Scalar(value))
        })
    }

    /// The names after a declaration. A parameter has the value that is given for it, else its
    /// default; a query that only is checked runs with values that nobody knows yet.
    pub(super) fn parameters(&mut self, parameters: &[Parameter], env: &Env) -> Bind<Env> {
        let mut env = env.clone();
        for parameter in parameters {
            let ParameterType::Scalar(type_name) = &parameter.ty else {
                continue;
            };
            let name = &parameter.name;
            let given = self.parameters.iter().find(|(n, _)| *n == name.text);
            let value = match (given, &parameter.default) {
                (Some((_, text)), _) => {
                    let ty = Type::from_name(&type_name.text).unwrap_or(Type::String);
                    let value = convert::convert(&Value::string(text.clone()), ty);
                    if ty != Type::String && value.is_null() && text != "null" {
                        return Err(self.error(
                            "bad-parameter",
                            name.span,
                            format!("the value of `{}`, `{text}`, is no {ty}", name.text),
                        ));
                    }
                    Expr::literal(value, ty, name.span)
                }
                (None, Some(default)) => self.scalar(default, &env)?,
                (None, None) if self.reader.is_none() => {
                    let ty = Type::from_name(&type_name.text).unwrap_or(Type::String);
                    self.unknown(ty, name.span)
                }
                (None, None) => {
                    return Err(self.fail(
                        Diagnostic::error(
                            "missing-parameter",
                            name.span,
                            format!("the parameter `{}` has no value", name.text),
                        )
                        .help(format!("give one with `--param {}=VALUE`", name.text)),
                    ));
                }
            };
            let value = self.parameter_value(value, type_name)?;
            env = env.with(&name.text, Binding::Scalar(value));
        }
        Ok(env)
    }
}
