//! Calls: what the binder makes by itself, functions of the query, functions of ours.

use std::rc::Rc;

use vigie_syntax::kql::ast::{self, Argument, ExprKind as Ast, Name};
use vigie_syntax::{Diagnostic, Span, diagnostic::nearest};

use super::compare::{common, fold_constant, wider};
use super::expr::not;
use super::{Bind, Binder, Binding, Env, RowScope};
use crate::bound::{Expr, ExprKind};
use crate::functions::def::{Body, Function, Param, ParamKind, Returns, Takes};
use crate::functions::{self, FUNCTIONS};
use crate::types::{Type, Value};
use crate::{aggregates, operators, registry};

impl Binder<'_> {
    pub(super) fn call(
        &mut self,
        name: &Name,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        if let Some(Binding::Function(f)) = env.get(&name.text) {
            let f = Rc::clone(f);
            return self.call_function(&f, arguments, span, env, scope);
        }
        if let Some(of_graph) =
            operators::graph::call::call(self, &name.text, arguments, span, env, scope)
        {
            return of_graph;
        }
        if let Some(special) = self.special(&name.text, arguments, span, env, scope) {
            return special;
        }
        if operators::window::is_window(&name.text) {
            return operators::window::call(self, name, arguments, span, env, scope);
        }
        // `hll_merge` and its kin are both: between rows in `summarize`, between columns elsewhere.
        let among_rows = scope.aggregates.is_some() || registry::function(&name.text).is_none();
        if registry::aggregate(&name.text).is_some() && among_rows {
            return self.aggregate_call(name, arguments, span, env, scope);
        }
        let Some(function) = registry::function(&name.text) else {
            if self.is_table_function(&name.text) {
                let rel = self.table_call(name, arguments, span, env)?.rel;
                return Ok(self.first_cell(rel, span));
            }
            return Err(self.unknown_function(name, env));
        };
        let args = match arguments {
            // The size of the whole row.
            [argument]
                if matches!(argument.value.kind, Ast::Star)
                    && function.name == "estimate_data_size" =>
            {
                let columns = scope.pipe.as_ref().map(super::Pipe::visible);
                let columns = columns.unwrap_or_default();
                columns.iter().map(|c| Expr::column(c, span)).collect()
            }
            _ => self.plain_arguments(arguments, env, scope)?,
        };
        self.may_open(function, &args, span)?;
        self.apply(function, args, span)
    }

    /// A rule comes from a stranger, and opens no file but that which the command line names.
    fn may_open(&mut self, function: &Function, args: &[Expr], span: Span) -> Bind<()> {
        if function.name != "__spl_iplocation" {
            return Ok(());
        }
        let file = args.get(2).and_then(Expr::as_literal).map(Value::as_str);
        if file.is_some_and(|file| file.is_empty() || self.addresses.as_deref() == Some(file)) {
            return Ok(());
        }
        Err(self.error(
            "file-not-given",
            span,
            "the database of addresses is not the one that was given with `--mmdb`",
        ))
    }

    /// The arguments of a function of ours, all failures reported.
    pub(crate) fn plain_arguments(
        &mut self,
        arguments: &[Argument],
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Vec<Expr>> {
        let mut args = Vec::new();
        for argument in arguments {
            args.push(match &argument.value.kind {
                // `typeof(long)` as an argument is the name of the type.
                Ast::TypeOf(types) => match types.first() {
                    Some(ast::TypeArgument::Type(ty)) => Ok(Expr::literal(
                        Value::string(ty.text.clone()),
                        Type::String,
                        ty.span,
                    )),
                    _ => Err(self.error(
                        "unexpected-expression",
                        argument.value.span,
                        "a type is expected",
                    )),
                },
                _ => self.expr(&argument.value, env, scope),
            });
        }
        args.into_iter().collect()
    }

    pub(super) fn unknown_function(&mut self, name: &Name, env: &Env) -> super::Failed {
        if let Some(reason) = registry::unsupported(&name.text) {
            return self.fail(
                Diagnostic::error(
                    "unsupported-function",
                    name.span,
                    format!("the function `{}` is not supported", name.text),
                )
                .note(reason),
            );
        }
        let ours = FUNCTIONS.iter().map(|f| f.name);
        let aggregates = aggregates::AGGREGATES.iter().map(|a| a.name);
        let theirs = env
            .entries()
            .filter(|(_, b)| matches!(b, Binding::Function(_)))
            .map(|(n, _)| n);
        let near = nearest(&name.text, ours.chain(aggregates).chain(theirs)).map(str::to_owned);
        let mut diagnostic = Diagnostic::error(
            "unknown-function",
            name.span,
            format!("no function `{}`", name.text),
        );
        if let Some(near) = near {
            diagnostic = diagnostic.help(format!("`{near}` has a similar name"));
        } else {
            diagnostic = diagnostic.help(
                "functions of a workspace can be given as `.kql` files with `--functions DIR`",
            );
        }
        self.fail(diagnostic)
    }

    /// Calls that need more than values: the clock, the types of branches, the names of columns.
    fn special(
        &mut self,
        name: &str,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Option<Bind<Expr>> {
        Some(match name {
            "iff" | "iif" => self.case(arguments, span, env, scope, Some(3)),
            "case" => self.case(arguments, span, env, scope, None),
            "not" => (|| {
                let args = self.plain_arguments(arguments, env, scope)?;
                let [value] = self.exactly(args, span, name)?;
                Ok(not(self.condition(value)?))
            })(),
            "now" => (|| {
                let args = self.plain_arguments(arguments, env, scope)?;
                let now = Expr::literal(Value::Datetime(self.now), Type::Datetime, span);
                match args.into_iter().next() {
                    None => Ok(now),
                    Some(offset) => self.arithmetic("add", "+", span, now, offset, span),
                }
            })(),
            "ago" => (|| {
                let args = self.plain_arguments(arguments, env, scope)?;
                let [offset] = self.exactly(args, span, name)?;
                let now = Expr::literal(Value::Datetime(self.now), Type::Datetime, span);
                self.arithmetic("subtract", "-", span, now, offset, span)
            })(),
            "ingestion_time" => match scope
                .column("_TimeReceived")
                .or(scope.column("TimeGenerated"))
            {
                Some(column) if column.ty == Type::Datetime => Ok(Expr::column(column, span)),
                _ => Ok(Expr::literal(Value::Null, Type::Datetime, span)),
            },
            "toscalar" => (|| {
                let [argument] = arguments else {
                    return Err(self.wrong_count(span, name, "1", arguments.len()));
                };
                let e = &argument.value;
                // The key of a `partition` in braces is a value already.
                let known = matches!(&e.kind, Ast::Name(name)
                    if matches!(env.get(name), Some(Binding::Scalar(_))));
                if self.is_tabular(e, env, scope) || matches!(e.kind, Ast::Name(_)) && !known {
                    let rel = self.tabular(e, env)?.rel;
                    return Ok(self.first_cell(rel, span));
                }
                self.expr(e, env, scope)
            })(),
            "materialize" => {
                let [argument] = arguments else {
                    return Some(Err(self.wrong_count(span, name, "1", arguments.len())));
                };
                self.expr(&argument.value, env, scope)
            }
            "column_ifexists" | "columnifexists" => {
                self.column_if_exists(arguments, span, env, scope)
            }
            "iscolumnexists" => (|| {
                let args = self.plain_arguments(arguments, env, scope)?;
                let [column] = self.exactly(args, span, name)?;
                let name = column
                    .as_literal()
                    .map(|v| v.as_str().to_owned())
                    .unwrap_or_default();
                Ok(Expr::literal(
                    Value::Bool(scope.column(&name).is_some()),
                    Type::Bool,
                    span,
                ))
            })(),
            "pack_all" => (|| {
                let args = self.plain_arguments(arguments, env, scope)?;
                let columns = scope
                    .pipe
                    .as_ref()
                    .map(super::Pipe::visible)
                    .unwrap_or_default();
                let mut pairs = Vec::new();
                for column in columns {
                    pairs.push(Expr::literal(
                        Value::string(column.name.clone()),
                        Type::String,
                        span,
                    ));
                    pairs.push(Expr::column(&column, span));
                }
                let ignore_empty = args
                    .first()
                    .and_then(Expr::as_literal)
                    .and_then(Value::as_bool);
                if pairs.is_empty() {
                    return Ok(Expr::literal(
                        Value::Dynamic(crate::types::Json::Object(serde_json::Map::new())),
                        Type::Dynamic,
                        span,
                    ));
                }
                let bag = self.function("bag_pack", pairs, span)?;
                if ignore_empty == Some(true) {
                    self.function("bag_without_empty", vec![bag], span)
                } else {
                    Ok(bag)
                }
            })(),
            "estimate_data_size" => (|| {
                let mut args = Vec::new();
                for argument in arguments {
                    if matches!(argument.value.kind, Ast::Star) {
                        let columns = scope.pipe.as_ref().map(super::Pipe::visible);
                        let columns = columns.unwrap_or_default();
                        args.extend(columns.iter().map(|c| Expr::column(c, span)));
                    } else {
                        args.push(self.expr(&argument.value, env, scope)?);
                    }
                }
                self.function("estimate_data_size", args, span)
            })(),
            "column_names_of" => (|| {
                let [table] = arguments else {
                    return Err(self.wrong_count(span, name, "1", arguments.len()));
                };
                let names = self.tabular(&table.value, env)?.visible().into_iter();
                let names = names.map(|c| crate::types::Json::String(c.name)).collect();
                Ok(Expr::literal(
                    Value::Dynamic(crate::types::Json::Array(names)),
                    Type::Dynamic,
                    span,
                ))
            })(),
            "rand" => operators::random::call(self, arguments, span, env, scope),
            "geo_info_from_ip_address" => match self.catalog.places() {
                Ok(Some(places)) => {
                    operators::locate::call(self, places, arguments, span, env, scope)
                }
                // It is checked as other functions are, and not answered.
                Ok(None) => return None,
                Err(reason) => Err(self.error("unreadable-database", span, reason)),
            },
            "new_guid" => operators::random::new_guid(self, arguments, span, scope),
            "bin_auto" => self.bin_auto(arguments, span, env, scope),
            "bag_pack_columns" => (|| {
                let mut pairs = Vec::new();
                for argument in arguments {
                    let value = self.expr(&argument.value, env, scope)?;
                    let column = super::naming::of_argument(argument).unwrap_or_default();
                    pairs.push(Expr::literal(
                        Value::string(column),
                        Type::String,
                        value.span,
                    ));
                    pairs.push(value);
                }
                self.function("bag_pack", pairs, span)
            })(),
            "assert" => (|| {
                let args = self.plain_arguments(arguments, env, scope)?;
                let [condition, message] = self.exactly(args, span, name)?;
                let holds = self.value(&condition)?;
                match holds.as_ref().and_then(Value::as_bool) {
                    Some(false) => {
                        let text = message
                            .as_literal()
                            .map(|v| v.as_str().to_owned())
                            .unwrap_or_default();
                        Err(self.error(
                            "assertion-failed",
                            span,
                            format!("the query's assertion failed: {text}"),
                        ))
                    }
                    _ => Ok(Expr::literal(Value::Bool(true), Type::Bool, span)),
                }
            })(),
            "gettype" => (|| {
                let args = self.plain_arguments(arguments, env, scope)?;
                let [value] = self.exactly(args, span, name)?;
                // The type of a column is known; only a dynamic value has one of its own.
                if value.ty == Type::Dynamic {
                    self.function("gettype", vec![value], span)
                } else {
                    Ok(Expr::literal(
                        Value::string(value.ty.name()),
                        Type::String,
                        span,
                    ))
                }
            })(),
            "typeof" => Err(self.error("unexpected-expression", span, "`typeof` is no value")),
            _ => return None,
        })
    }

    pub(crate) fn exactly<const N: usize>(
        &mut self,
        args: Vec<Expr>,
        span: Span,
        name: &str,
    ) -> Bind<[Expr; N]> {
        let found = args.len();
        args.try_into()
            .map_err(|_| self.wrong_count(span, name, &N.to_string(), found))
    }

    pub(crate) fn wrong_count(
        &mut self,
        span: Span,
        name: &str,
        expected: &str,
        found: usize,
    ) -> super::Failed {
        self.error(
            "wrong-argument-count",
            span,
            format!("`{name}` takes {expected} arguments, found {found}"),
        )
    }

    fn column_if_exists(
        &mut self,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        let [column, default] = arguments else {
            return Err(self.wrong_count(span, "column_ifexists", "2", arguments.len()));
        };
        let name = match &column.value.kind {
            Ast::Name(name) if scope.column(name).is_some() => name.clone(),
            _ => {
                let value = self.scalar(&column.value, env)?;
                value
                    .as_literal()
                    .map(|v| v.as_str().to_owned())
                    .unwrap_or_default()
            }
        };
        let found = scope.column(&name).map(|c| Expr::column(c, span));
        // The default counts even where the column exists: its names must be right.
        let default = self.expr(&default.value, env, scope)?;
        Ok(match found {
            Some(found) => found,
            // A query that asks this is meant for tables that are not all alike.
            None if self.reader.is_none() => self.unknown(default.ty, span),
            None => default,
        })
    }

    fn case(
        &mut self,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
        exactly: Option<usize>,
    ) -> Bind<Expr> {
        let name = if exactly.is_some() { "iff" } else { "case" };
        let args = self.plain_arguments(arguments, env, scope)?;
        let right_count =
            exactly.map_or(args.len() >= 3 && args.len() % 2 == 1, |n| args.len() == n);
        if !right_count {
            let expected = if exactly.is_some() {
                "3"
            } else {
                "an odd number of (3 or more)"
            };
            return Err(self.wrong_count(span, name, expected, args.len()));
        }
        let last = args.len() - 1;
        let is_value = |i: usize| i % 2 == 1 || i == last;
        let mut ty = None;
        for (_, arg) in args.iter().enumerate().filter(|(i, _)| is_value(*i)) {
            ty = Some(match ty {
                None => arg.ty,
                Some(so_far) => common(so_far, arg.ty).unwrap_or(Type::Dynamic),
            });
        }
        // The engine takes an int beside a long, and no whole number beside a real.
        if exactly.is_some()
            && let [_, then, otherwise] = args.as_slice()
            && then.ty.is_numeric()
            && otherwise.ty.is_numeric()
            && is_whole(then.ty) != is_whole(otherwise.ty)
        {
            return Err(self.fail(
                Diagnostic::error(
                    "type-mismatch",
                    span,
                    format!(
                        "the branches of `iff` require one type, found {} and {}",
                        then.ty, otherwise.ty
                    ),
                )
                .label(then.span, then.ty.name())
                .label(otherwise.span, otherwise.ty.name())
                .help("convert one of them with `toreal()` or `tolong()`"),
            ));
        }
        let mixed = args
            .iter()
            .enumerate()
            .filter(|(i, _)| is_value(*i))
            .any(|(_, a)| {
                args.iter()
                    .enumerate()
                    .filter(|(i, _)| is_value(*i))
                    .any(|(_, b)| common(a.ty, b.ty).is_none())
            });
        let ty = if mixed {
            Type::Dynamic
        } else {
            ty.unwrap_or(Type::Dynamic)
        };
        let mut branches = Vec::new();
        let mut args = args.into_iter();
        let otherwise = loop {
            let Some(first) = args.next() else {
                return Err(super::Failed);
            };
            match args.next() {
                None => break self.converted(first, ty),
                Some(value) => {
                    let condition = self.condition(first)?;
                    branches.push((condition, self.converted(value, ty)));
                }
            }
        };
        Ok(fold_constant(Expr {
            kind: ExprKind::Case {
                branches,
                otherwise: Box::new(otherwise),
            },
            ty,
            span,
        }))
    }

    /// Checks and converts the arguments of one of our functions; a constant call is computed.
    pub(crate) fn apply(
        &mut self,
        function: &'static Function,
        args: Vec<Expr>,
        span: Span,
    ) -> Bind<Expr> {
        let args = self.checked(function.name, function.params, args, span)?;
        let (args, ty) = self.result_type(function.name, function.returns, args, span)?;
        if let Body::Source(text) = function.body {
            return self.source(function, text, args, ty, span);
        }
        if matches!(function.body, Body::Binder) {
            return Err(self.unsupported(
                "unsupported-function",
                span,
                &format!("the function `{}` here", function.name),
            ));
        }
        if let Body::Unanswered(reason) = function.body {
            self.diagnostics.push(Diagnostic::warning(
                "differs-from-kusto",
                span,
                format!(
                    "{reason}: the query ends at the first row that `{}` is asked for",
                    function.name
                ),
            ));
            return Ok(Expr {
                kind: ExprKind::Call { function, args },
                ty,
                span,
            });
        }
        let types: Vec<Type> = args.iter().map(|a| a.ty).collect();
        let values: Option<Vec<Value>> = args.iter().map(|a| a.as_literal().cloned()).collect();
        if let Some(values) = values {
            return match crate::lower::scalar::constant_call(function, &types, ty, &values) {
                Ok(value) => Ok(Expr::literal(value, ty, span)),
                Err(message) => Err(self.error("invalid-argument", span, message)),
            };
        }
        // A bad constant (a regex that does not compile) is told before any row is read.
        let constants: Vec<Option<Value>> = args.iter().map(|a| a.as_literal().cloned()).collect();
        let site = functions::def::CallSite {
            types: &types,
            constants: &constants,
            returns: ty,
        };
        let prepared = match function.body {
            Body::Prepared(prepare) => prepare(&site).map(|_| ()),
            Body::PreparedColumns(prepare) => prepare(&site).map(|_| ()),
            _ => Ok(()),
        };
        if let Err(message) = prepared {
            return Err(self.error("invalid-argument", span, message));
        }
        Ok(Expr {
            kind: ExprKind::Call { function, args },
            ty,
            span,
        })
    }

    /// A function that is defined in the language.
    fn source(
        &mut self,
        function: &'static Function,
        text: &str,
        args: Vec<Expr>,
        ty: Type,
        span: Span,
    ) -> Bind<Expr> {
        let (query, diagnostics) = vigie_syntax::kql::parse(text);
        // Its places are not those of the author's text.
        let query = query.without_spans();
        let mut env = Env::default();
        for (param, arg) in function.params.iter().zip(args) {
            env = env.with(param.name, Binding::Scalar(arg));
        }
        let result = match query.statements.first() {
            Some(ast::Statement::Expr(e)) if diagnostics.is_empty() => {
                let e = e.clone();
                let mut scope = RowScope::none();
                self.deeper(span, |b| b.expr(&e, &env, &mut scope))?
            }
            _ => {
                return Err(self.error(
                    "internal",
                    span,
                    format!("the definition of `{}` is broken", function.name),
                ));
            }
        };
        let result = self.converted(result, ty);
        Ok(Expr { span, ..result })
    }

    /// The arguments as the parameters take them.
    pub(crate) fn checked(
        &mut self,
        name: &str,
        params: &'static [Param],
        args: Vec<Expr>,
        span: Span,
    ) -> Bind<Vec<Expr>> {
        let required = params
            .iter()
            .filter(|p| matches!(p.kind, ParamKind::Required | ParamKind::Repeated))
            .count();
        let open = params
            .last()
            .is_some_and(|p| matches!(p.kind, ParamKind::Repeated | ParamKind::Variadic));
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

    fn argument(&mut self, function: &str, param: &Param, arg: Expr) -> Bind<Expr> {
        let refuse = |b: &mut Self, arg: &Expr, expected: &str| {
            b.error(
                "type-mismatch",
                arg.span,
                format!(
                    "`{}` of `{function}` requires {expected}, found {}",
                    param.name, arg.ty
                ),
            )
        };
        match param.takes {
            Takes::Any => Ok(arg),
            Takes::One(ty) => match self.implicit(arg, ty) {
                Ok(arg) => Ok(arg),
                Err(arg) => Err(refuse(self, &arg, ty.name())),
            },
            Takes::Number if arg.ty.is_numeric() => Ok(arg),
            Takes::Summable if arg.ty.is_summable() => Ok(arg),
            Takes::Number | Takes::Summable if arg.ty == Type::Dynamic => {
                Ok(self.converted(arg, Type::Real))
            }
            Takes::Number => Err(refuse(self, &arg, "a number")),
            Takes::Summable => Err(refuse(self, &arg, "a number or a timespan")),
            Takes::Whole => match arg.ty {
                Type::Long => Ok(arg),
                Type::Int | Type::Dynamic | Type::Bool => Ok(self.converted(arg, Type::Long)),
                _ => Err(refuse(self, &arg, "a long")),
            },
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
            (Type::Dynamic, _) => true,
            (from, to) if from.is_numeric() && to.is_numeric() => wider(from, to) == to,
            // A bare null is of any type.
            _ => false,
        };
        if allowed {
            Ok(self.converted(arg, to))
        } else {
            Err(arg)
        }
    }

    fn result_type(
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
                            Some(ty) => Some(ty),
                            None => {
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

fn is_whole(ty: Type) -> bool {
    matches!(ty, Type::Int | Type::Long)
}
