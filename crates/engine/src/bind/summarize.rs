//! Calls of aggregates inside of `summarize` and its kin.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Argument, ExprKind as Ast, Name, NamedExpr};

use super::{Bind, Binder, Env, Names, Pipe, RowScope, naming};
use crate::aggregates::def::{Aggregate, Gives, Naming};
use crate::bound::{AggregateCall, Expr, ExprKind};
use crate::functions::def::Returns;
use crate::registry;
use crate::types::{Column, Type};

/// One aggregate of `summarize` on its way: what to compute, and the columns it gives.
pub(crate) struct Aggregated {
    /// Name and value over the hidden aggregate columns.
    pub(crate) columns: Vec<(Column, Expr)>,
}

impl Binder<'_> {
    /// A call of an aggregate inside of a larger expression: its value goes to a hidden column.
    pub(super) fn aggregate_call(
        &mut self,
        name: &Name,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
    ) -> Bind<Expr> {
        if scope.aggregates.is_none() {
            return Err(self.error(
                "aggregate-outside-summarize",
                name.span,
                format!("`{}` aggregates rows and requires `summarize`", name.text),
            ));
        }
        let Some(aggregate) = registry::aggregate(&name.text) else {
            return Err(self.unknown_function(name, env));
        };
        let call = self.bind_aggregate(aggregate, arguments, span, env, scope, &[])?;
        let gives = call.gives.clone();
        let row = call.row;
        let hidden = self.collect(call, scope);
        let ty = gives.first().copied().unwrap_or(Type::Long);
        Ok(if row {
            Expr {
                kind: ExprKind::Field {
                    row: hidden,
                    index: 0,
                },
                ty,
                span,
            }
        } else {
            Expr {
                kind: ExprKind::Column(hidden),
                ty,
                span,
            }
        })
    }

    fn collect(&mut self, call: AggregateCall, scope: &mut RowScope) -> String {
        let name = self.hidden_name();
        let ty = call.gives.first().copied().unwrap_or(Type::Long);
        if let Some(aggregates) = &mut scope.aggregates {
            aggregates.push((Column::new(name.clone(), ty), call));
        }
        name
    }

    /// Binds the arguments over the rows of the input; `star` are the columns that `*` stands for.
    fn bind_aggregate(
        &mut self,
        aggregate: &'static Aggregate,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        scope: &mut RowScope,
        star: &[Column],
    ) -> Bind<AggregateCall> {
        let outer = scope.aggregates.take();
        let mut args = Vec::new();
        for argument in arguments {
            match &argument.value.kind {
                Ast::Star if matches!(aggregate.returns, Gives::Rows) => {
                    args.extend(
                        star.iter()
                            .map(|c| Ok(Expr::column(c, argument.value.span))),
                    );
                }
                Ast::Star if aggregate.params.is_empty() => {}
                _ => args.push(self.expr(&argument.value, env, scope)),
            }
        }
        scope.aggregates = outer;
        let mut args = args.into_iter().collect::<Bind<Vec<_>>>()?;
        if aggregate.name == "count" && args.len() == 1 {
            // The engine's `count(x)` counts rows as `count()` does.
            args.clear();
        }
        let args = self.checked(aggregate.name, aggregate.params, args, span)?;
        let (gives, row) = match aggregate.returns {
            Gives::One(returns) => (vec![returned(returns, &args)], false),
            Gives::Rows => (args.iter().map(|a| a.ty).collect(), true),
            Gives::Each(from, returns) => {
                let ty = returned(returns, &args);
                (vec![ty; args.len().saturating_sub(from).max(1)], true)
            }
        };
        let types: Vec<Type> = args.iter().map(|a| a.ty).collect();
        let constants: Vec<_> = args.iter().map(|a| a.as_literal().cloned()).collect();
        if let Err(message) = crate::lower::make_groups(aggregate, &types, &constants, &gives) {
            return Err(self.error("invalid-argument", span, message));
        }
        Ok(AggregateCall {
            aggregate,
            args,
            gives,
            row,
            span,
        })
    }

    /// One item of `summarize`: `name = expr`, `expr`, `(a, b) = arg_max(…)`.
    pub(crate) fn aggregated(
        &mut self,
        item: &NamedExpr,
        env: &Env,
        scope: &mut RowScope,
        star: &[Column],
        names: &mut Names,
    ) -> Bind<Aggregated> {
        let mut at = &item.expr;
        while let Ast::Parenthesized(inner) = &at.kind {
            at = inner;
        }
        if let Ast::Call { name, arguments } = &at.kind
            && !matches!(env.get(&name.text), Some(super::Binding::Function(_)))
            && let Some(aggregate) = registry::aggregate(&name.text)
        {
            return self.direct(aggregate, arguments, item, env, scope, star, names);
        }
        let value = self.expr(&item.expr, env, scope)?;
        if let Some(column) = bare_column(&value) {
            return Err(self.fail(
                vigie_syntax::Diagnostic::error(
                    "not-aggregated",
                    value.span,
                    format!(
                        "`{column}` is a column of the rows, and an aggregate is required here"
                    ),
                )
                .help(format!("write `take_any({column})`, or put it behind `by`")),
            ));
        }
        let name = match item.names.first() {
            Some(name) => names.free(&name.text),
            None => match naming::implied(&item.expr) {
                Some(name) => names.free(&name),
                None => names.unnamed(),
            },
        };
        Ok(Aggregated {
            columns: vec![(Column::new(name, value.ty), value)],
        })
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one item of summarize"
    )]
    fn direct(
        &mut self,
        aggregate: &'static Aggregate,
        arguments: &[Argument],
        item: &NamedExpr,
        env: &Env,
        scope: &mut RowScope,
        star: &[Column],
        names: &mut Names,
    ) -> Bind<Aggregated> {
        let first = arguments.first().and_then(naming::of_argument);
        let star: Vec<Column> = star
            .iter()
            .filter(|c| Some(&c.name) != first.as_ref())
            .cloned()
            .collect();
        let call = self.bind_aggregate(aggregate, arguments, item.expr.span, env, scope, &star)?;
        let span = item.expr.span;
        let gives = call.gives.clone();
        let row = call.row;
        let implied = implied_names(aggregate, arguments, &call, &star);
        let hidden = self.collect(call, scope);
        let mut columns = Vec::new();
        for (i, ty) in gives.iter().enumerate() {
            let name = match item.names.get(i) {
                Some(name) => names.free(&name.text),
                None => match implied.get(i).filter(|n| !n.is_empty()) {
                    Some(name) => names.free(name),
                    None => names.unnamed(),
                },
            };
            let kind = if row {
                ExprKind::Field {
                    row: hidden.clone(),
                    index: i,
                }
            } else {
                ExprKind::Column(hidden.clone())
            };
            columns.push((
                Column::new(name, *ty),
                Expr {
                    kind,
                    ty: *ty,
                    span,
                },
            ));
        }
        Ok(Aggregated { columns })
    }

    /// The scope of aggregates over a table.
    pub(crate) fn aggregate_scope(pipe: &Pipe) -> RowScope {
        RowScope {
            pipe: Some(pipe.clone()),
            aggregates: Some(Vec::new()),
            ..RowScope::default()
        }
    }
}

fn returned(returns: Returns, args: &[Expr]) -> Type {
    let types: Vec<Type> = args.iter().map(|a| a.ty).collect();
    match returns {
        Returns::Is(ty) => ty,
        Returns::Same(i) | Returns::Common(i) => types.get(i).copied().unwrap_or(Type::Dynamic),
        Returns::By(f) | Returns::Fitting(_, f) => f(&types),
        Returns::ByValues(f) => {
            let values: Vec<_> = args.iter().map(|a| a.as_literal().cloned()).collect();
            f(&types, &values)
        }
    }
}

/// The names that an aggregate gives its columns when the query gives none; an empty name is none.
fn implied_names(
    aggregate: &Aggregate,
    arguments: &[Argument],
    call: &AggregateCall,
    star: &[Column],
) -> Vec<String> {
    let name_of = |at: usize| {
        arguments
            .get(at)
            .and_then(naming::of_argument)
            .unwrap_or_default()
    };
    let first = name_of(0);
    match aggregate.naming {
        Naming::Prefix(prefix) => vec![format!("{prefix}_{first}")],
        Naming::PrefixAndTwo(prefix) => vec![format!("{prefix}_{first}_{}", name_of(1))],
        Naming::PrefixAndConstant(prefix) => {
            let from = match aggregate.returns {
                Gives::Each(from, _) => from,
                _ => 1,
            };
            call.args
                .iter()
                .skip(from)
                .map(|a| {
                    let constant = a
                        .as_literal()
                        .map(crate::types::Value::to_text)
                        .unwrap_or_default();
                    let constant = constant.trim_end_matches(".0").replace('.', "_");
                    format!("{prefix}_{first}_{constant}")
                })
                .collect()
        }
        Naming::First => vec![first],
        Naming::Taken(prefix) => given_names(arguments, star, |i, name| {
            if name.is_empty() {
                format!("any_arg{i}")
            } else {
                format!("{prefix}{name}")
            }
        }),
        Naming::Chosen { prefix, older } => given_names(arguments, star, |i, name| {
            if i == 0 && (older || name.is_empty()) {
                format!("{prefix}_{name}")
            } else if name.is_empty() {
                format!("{prefix}_{first}_arg{i}")
            } else if older {
                format!("{prefix}_{first}_{name}")
            } else {
                name.to_owned()
            }
        }),
    }
}

/// Names by the place and the own name of each argument, `*` written out.
fn given_names(
    arguments: &[Argument],
    star: &[Column],
    name: impl Fn(usize, &str) -> String,
) -> Vec<String> {
    let mut names = Vec::new();
    for (i, argument) in arguments.iter().enumerate() {
        if matches!(argument.value.kind, Ast::Star) {
            names.extend(star.iter().map(|c| name(i, &c.name)));
        } else {
            names.push(name(i, &naming::of_argument(argument).unwrap_or_default()));
        }
    }
    names
}

/// A column of the rows that is no part of an aggregate.
fn bare_column(e: &Expr) -> Option<&str> {
    match &e.kind {
        ExprKind::Column(name) if !super::is_hidden(name) => Some(name),
        _ => e.children().into_iter().find_map(bare_column),
    }
}
