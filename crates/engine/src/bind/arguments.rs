//! Arguments: whether they are as many and of the types that a function takes, and what it gives.

use vigie_syntax::kql::ast::{Argument, ExprKind as Ast};
use vigie_syntax::{Diagnostic, Span};

use super::compare::{common, wider};
use super::{Bind, Binder};
use crate::bound::Expr;
use crate::functions::def::{Function, Param, ParamKind, Returns, Takes};
use crate::types::{Json, Type, Value};

impl Binder<'_> {
    /// The arguments as the parameters take them.
    pub(crate) fn checked(
        &mut self,
        name: &str,
        params: &'static [Param],
        args: Vec<Expr>,
        span: Span,
    ) -> Bind<Vec<Expr>> {
        let least = params.iter().map(|p| match p.kind {
            ParamKind::Required | ParamKind::Repeated => 1,
            ParamKind::Several => 2,
            ParamKind::Optional | ParamKind::Variadic => 0,
        });
        let required: usize = least.sum();
        let open = params.last().is_some_and(|p| {
            matches!(
                p.kind,
                ParamKind::Repeated | ParamKind::Several | ParamKind::Variadic
            )
        });
        if args.len() < required || (!open && args.len() > params.len()) {
            let expected = if open {
                format!("{required} or more")
            } else if required == params.len() {
                required.to_string()
            } else {
                format!("{required} to {}", params.len())
            };
            return Err(self.wrong_count(span, name, &expected, args.len()));
        }
        let mut checked = Vec::new();
        for (i, arg) in args.into_iter().enumerate() {
            let Some(param) = params.get(i).or(params.last()) else {
                break;
            };
            checked.push(self.argument(name, param, arg));
        }
        checked.into_iter().collect()
    }

    /// Refuses values that the query writes out as `dynamic(…)` where they have the wrong shape: what
    /// comes from elsewhere is only known when rows are read.
    pub(super) fn written_out(
        &mut self,
        function: &Function,
        arguments: &[Argument],
        args: &[Expr],
    ) -> Bind<()> {
        for (at, (argument, arg)) in arguments.iter().zip(args).enumerate() {
            let param = function.params.get(at).or(function.params.last());
            let (Some(param), Ast::Literal(_), Some(json)) = (
                param,
                &argument.value.kind,
                arg.as_literal().and_then(Value::as_json),
            ) else {
                continue;
            };
            let expected = match param.takes {
                Takes::Bag if !json.is_object() => "a bag",
                Takes::Array if !json.is_array() => "an array",
                Takes::One(Type::String) if json.is_array() => "a string",
                _ => continue,
            };
            let found = match json {
                Json::Array(_) => "an array",
                Json::Object(_) => "a bag",
                _ => "another value",
            };
            return Err(self.error(
                "type-mismatch",
                arg.span,
                format!(
                    "`{}` of `{}` requires {expected}, found {found}",
                    param.name, function.name
                ),
            ));
        }
        Ok(())
    }

    fn argument(&mut self, function: &str, param: &Param, arg: Expr) -> Bind<Expr> {
        let refuse = |b: &mut Self, arg: &Expr, expected: &str| {
            let refused = Diagnostic::error(
                "type-mismatch",
                arg.span,
                format!(
                    "`{}` of `{function}` requires {expected}, found {}",
                    param.name, arg.ty
                ),
            );
            b.fail(match arg.ty {
                Type::Dynamic => refused.help(converting(param.takes)),
                _ => refused,
            })
        };
        if param.constant && arg.reads_columns() {
            return Err(self.error(
                "not-constant",
                arg.span,
                format!("`{}` of `{function}` requires a constant", param.name),
            ));
        }
        match param.takes {
            Takes::Any => Ok(arg),
            Takes::Plain if arg.ty != Type::Dynamic || self.unknowns => Ok(arg),
            Takes::Plain => Err(refuse(self, &arg, "a value of a known type")),
            Takes::Bag | Takes::Array => match self.implicit(arg, Type::Dynamic) {
                Ok(arg) => Ok(arg),
                Err(arg) => Err(refuse(self, &arg, "dynamic")),
            },
            // A value that only data can tell of may be of any type.
            Takes::One(ty) if self.unknowns && arg.ty == Type::Dynamic => {
                Ok(self.converted(arg, ty))
            }
            Takes::One(ty) => match self.implicit(arg, ty) {
                Ok(arg) => Ok(arg),
                Err(arg) => Err(refuse(self, &arg, ty.name())),
            },
            Takes::Number if arg.ty.is_numeric() => Ok(arg),
            Takes::Summable if arg.ty.is_summable() => Ok(arg),
            Takes::Number | Takes::Summable if self.unknowns && arg.ty == Type::Dynamic => {
                Ok(self.converted(arg, Type::Real))
            }
            Takes::Number => Err(refuse(self, &arg, "a number")),
            Takes::Summable => Err(refuse(self, &arg, "a number or a timespan")),
            Takes::Whole => match arg.ty {
                Type::Long => Ok(arg),
                Type::Int => Ok(self.converted(arg, Type::Long)),
                Type::Dynamic if self.unknowns => Ok(self.converted(arg, Type::Long)),
                _ => Err(refuse(self, &arg, "a long")),
            },
            Takes::Ordered if arg.ty == Type::Guid => {
                Err(refuse(self, &arg, "a type with an order"))
            }
            Takes::Ordered if arg.ty != Type::Dynamic || arg.is_constant() || self.unknowns => {
                Ok(arg)
            }
            Takes::Ordered => Err(self.fail(
                Diagnostic::error(
                    "dynamic-key",
                    arg.span,
                    "a value of type dynamic has no order",
                )
                .help("convert with `tostring()` or `tolong()` first"),
            )),
            Takes::OneOf(types) => {
                if types.contains(&arg.ty) {
                    return Ok(arg);
                }
                let mut arg = arg;
                for ty in types {
                    match self.implicit(arg, *ty) {
                        Ok(converted) => return Ok(converted),
                        Err(same) => arg = same,
                    }
                }
                let names: Vec<&str> = types.iter().map(|t| t.name()).collect();
                Err(refuse(self, &arg, &names.join(" or ")))
            }
        }
    }

    /// What the language converts by itself; gives the argument back where it does not.
    pub(crate) fn implicit(&mut self, arg: Expr, to: Type) -> Result<Expr, Expr> {
        let allowed = match (arg.ty, to) {
            (from, to) if from == to => return Ok(arg),
            (Type::Dynamic, Type::String) | (Type::Decimal, Type::Real) => true,
            (from, to) if from.is_numeric() && to.is_numeric() => wider(from, to) == to,
            _ => false,
        };
        if allowed {
            Ok(self.converted(arg, to))
        } else {
            Err(arg)
        }
    }

    pub(super) fn result_type(
        &mut self,
        name: &str,
        returns: Returns,
        args: Vec<Expr>,
        span: Span,
    ) -> Bind<(Vec<Expr>, Type)> {
        match returns {
            Returns::Is(ty) => Ok((args, ty)),
            Returns::Same(i) => {
                let ty = args.get(i).map_or(Type::Dynamic, |a| a.ty);
                Ok((args, ty))
            }
            Returns::By(f) => {
                let types: Vec<Type> = args.iter().map(|a| a.ty).collect();
                let ty = f(&types);
                Ok((args, ty))
            }
            Returns::Fitting(fits, f) => {
                let types: Vec<Type> = args.iter().map(|a| a.ty).collect();
                let unknown = self.unknowns && types.contains(&Type::Dynamic);
                if !unknown && !fits(&types) {
                    let names: Vec<&str> = types.iter().map(|t| t.name()).collect();
                    return Err(self.error(
                        "type-mismatch",
                        span,
                        format!("`{name}` is not defined for {}", names.join(", ")),
                    ));
                }
                Ok((args, f(&types)))
            }
            Returns::ByValues(f) => {
                let types: Vec<Type> = args.iter().map(|a| a.ty).collect();
                let values: Vec<Option<Value>> =
                    args.iter().map(|a| a.as_literal().cloned()).collect();
                let ty = f(&types, &values);
                Ok((args, ty))
            }
            Returns::Common(from) => {
                let mut ty: Option<Type> = None;
                for arg in args.iter().skip(from) {
                    ty = match ty {
                        None => Some(arg.ty),
                        Some(so_far) => match common(so_far, arg.ty) {
                            Some(ty)
                                if self.unknowns
                                    || (so_far == Type::Dynamic) == (arg.ty == Type::Dynamic) =>
                            {
                                Some(ty)
                            }
                            _ => {
                                return Err(self.error(
                                    "type-mismatch",
                                    arg.span,
                                    format!("the arguments of `{name}` require one type, found {so_far} and {}", arg.ty),
                                ));
                            }
                        },
                    };
                }
                let Some(ty) = ty else {
                    return Err(self.wrong_count(span, name, "1 or more", args.len()));
                };
                let args = args
                    .into_iter()
                    .enumerate()
                    .map(|(i, a)| if i >= from { self.converted(a, ty) } else { a })
                    .collect();
                Ok((args, ty))
            }
        }
    }
}

/// How a dynamic value comes to be what a parameter takes.
fn converting(takes: Takes) -> String {
    let function = match takes {
        Takes::One(Type::Timespan) => "totimespan",
        Takes::One(Type::Datetime) => "todatetime",
        Takes::One(Type::Bool) => "tobool",
        Takes::One(Type::Guid) => "toguid",
        Takes::One(Type::Long | Type::Int) | Takes::Whole => "tolong",
        Takes::One(Type::Real) | Takes::Number | Takes::Summable => "toreal",
        _ => "tostring",
    };
    format!("convert it with `{function}()` first")
}
