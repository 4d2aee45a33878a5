//! Calls: what the binder makes by itself, functions of the query, functions of ours.

use std::rc::Rc;

use vigie_syntax::kql::ast::{self, Argument, ExprKind as Ast, Name};
use vigie_syntax::{Diagnostic, Span, diagnostic::nearest};

use super::compare::{common, fold_constant, wider};
use super::expr::not;
use super::{Bind, Binder, Binding, Env, RowScope};
use crate::bound::{Expr, ExprKind};
use crate::functions::def::{Body, Function};
use crate::functions::{self, FUNCTIONS};
use crate::types::{Json, Type, Value};
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
        self.written_out(function, arguments, &args)?;
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
                match args.as_slice() {
                    [] => Ok(now),
                    [_] => {
                        let [offset] = self.exactly(args, span, name)?;
                        let offset = self.of_type(name, offset, Type::Timespan)?;
                        self.arithmetic("add", "+", span, now, offset, span)
                    }
                    _ => Err(self.wrong_count(span, name, "0 or 1", args.len())),
                }
            })(),
            "ago" => (|| {
                let args = self.plain_arguments(arguments, env, scope)?;
                let [offset] = self.exactly(args, span, name)?;
                let offset = self.of_type(name, offset, Type::Timespan)?;
                let now = Expr::literal(Value::Datetime(self.now), Type::Datetime, span);
                self.arithmetic("subtract", "-", span, now, offset, span)
            })(),
            "ingestion_time" if !arguments.is_empty() => {
                Err(self.wrong_count(span, name, "0", arguments.len()))
            }
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
                let column = self.of_type(name, column, Type::String)?;
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
                let params = registry::function(name).map_or(&[][..], |f| f.params);
                let args = self.checked(name, params, args, span)?;
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
                        Value::Dynamic(Json::Object(serde_json::Map::new())),
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
                        let value = self.expr(&argument.value, env, scope)?;
                        args.push(self.column(name, value)?);
                    }
                }
                self.function("estimate_data_size", args, span)
            })(),
            "column_names_of" => (|| {
                let [table] = arguments else {
                    return Err(self.wrong_count(span, name, "1", arguments.len()));
                };
                let names = self.tabular(&table.value, env)?.visible().into_iter();
                let names = names.map(|c| Json::String(c.name)).collect();
                Ok(Expr::literal(
                    Value::Dynamic(Json::Array(names)),
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
                    let value = self.column(name, value)?;
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
                let condition = self.condition(condition)?;
                let message = self.of_type(name, message, Type::String)?;
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

    /// An argument of a call that the binder makes, which must be of this type.
    pub(crate) fn of_type(&mut self, function: &str, arg: Expr, ty: Type) -> Bind<Expr> {
        if arg.ty == ty || self.unknowns && arg.ty == Type::Dynamic {
            return Ok(self.converted(arg, ty));
        }
        Err(self.error(
            "type-mismatch",
            arg.span,
            format!("`{function}` requires a {ty} here, found {}", arg.ty),
        ))
    }

    /// An argument that must be a column.
    pub(crate) fn column(&mut self, function: &str, arg: Expr) -> Bind<Expr> {
        if arg.reads_columns() || self.unknowns {
            return Ok(arg);
        }
        Err(self.error(
            "type-mismatch",
            arg.span,
            format!("`{function}` requires a column here"),
        ))
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
        let name = self.scalar(&column.value, env)?;
        let name = self.of_type("column_ifexists", name, Type::String)?;
        let name = name.as_literal().map(|v| v.as_str().to_owned());
        let name = name.unwrap_or_default();
        let found = scope.column(&name).map(|c| Expr::column(c, span));
        // The default counts even where the column exists: its names must be right.
        let default = self.expr(&default.value, env, scope)?;
        Ok(match found {
            Some(found) if loses_nothing(found.ty, default.ty) => self.converted(found, default.ty),
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
}

/// Whether a column is given as the type of the default that stands for it, which is the type
/// that the language service tells; where that would change values, the column stays as it is.
fn loses_nothing(column: Type, default: Type) -> bool {
    default == Type::String
        || column.is_numeric() && default.is_numeric() && wider(column, default) == default
}

fn is_whole(ty: Type) -> bool {
    matches!(ty, Type::Int | Type::Long)
}
