//! Tabular expressions: where rows come from, and the chain of operators over them.

use std::rc::Rc;
use std::sync::Arc;

use vigie_syntax::kql::ast::{
    self, Argument, ExprKind as Ast, LetValue, Name, Operator, Statement,
};
use vigie_syntax::{Diagnostic, Span, diagnostic::nearest};

use super::env::Definition;
use super::{Bind, Binder, Binding, Env, Failed, Pipe, RowScope, restriction};
use crate::bound::{Rel, RelOp};
use crate::operators;
use crate::types::{Column, Type, Value};

/// Functions of ours and of Sentinel that give tables.
const TABLE_FUNCTIONS: &[&str] = &[
    "_GetWatchlist",
    "materialize",
    "table",
    "view",
    "externaldata",
    "arg",
    "graph",
];

/// The columns that every watchlist has; its own stand beside them.
/// <https://learn.microsoft.com/azure/sentinel/watchlists-queries>
const WATCHLIST: &[(&str, Type)] = &[
    ("_DTItemId", Type::String),
    ("LastUpdatedTimeUTC", Type::Datetime),
    ("SearchKey", Type::String),
    ("WatchlistItem", Type::Dynamic),
];

impl Binder<'_> {
    pub(crate) fn is_table_function(&self, name: &str) -> bool {
        TABLE_FUNCTIONS.contains(&name)
    }

    /// Binds a tabular expression.
    pub(crate) fn tabular(&mut self, e: &ast::Expr, env: &Env) -> Bind<Pipe> {
        let pipe = self.graph_or_table(e, env)?;
        if operators::graph::graph_of(&pipe.rel).is_some() {
            return Err(self.fail(
                Diagnostic::error(
                    "not-a-table",
                    e.span,
                    "a table is required here, found a graph",
                )
                .help("read it with `graph-match` or `graph-to-table`"),
            ));
        }
        Ok(pipe)
    }

    /// Binds an expression that gives a table or a graph.
    pub(crate) fn graph_or_table(&mut self, e: &ast::Expr, env: &Env) -> Bind<Pipe> {
        self.spend(e.span)?;
        self.deeper(e.span, |b| b.tabular_here(e, env))
    }

    fn tabular_here(&mut self, e: &ast::Expr, env: &Env) -> Bind<Pipe> {
        match &e.kind {
            Ast::Parenthesized(inner) => self.graph_or_table(inner, env),
            Ast::Name(name) => self.named_table(name, e.span, env),
            Ast::Call { name, arguments }
            | Ast::MemberCall {
                name, arguments, ..
            } => self.table_call(name, arguments, e.span, env),
            // `database('x').T` and `workspace('x').T` are the table T.
            Ast::Member { base, name } => match self.pattern_call(base, env) {
                Some((pattern, arguments)) => {
                    self.pattern_table(&pattern, arguments, Some(&name.text), e.span, env)
                }
                None => self.named_table(&name.text, name.span, env),
            },
            Ast::Index { base, index } if self.pattern_call(base, env).is_some() => {
                let path = self.scalar(index, env)?;
                let path = path.as_literal().map(Value::to_text);
                match self.pattern_call(base, env) {
                    Some((pattern, arguments)) => {
                        self.pattern_table(&pattern, arguments, path.as_deref(), e.span, env)
                    }
                    None => Err(Failed),
                }
            }
            Ast::Pipe { source, operators } => {
                let start = match source {
                    Some(source) => Some(self.graph_or_table(source, env)?),
                    None => None,
                };
                self.operators(start, operators, env, e.span)
            }
            Ast::Datatable {
                columns, values, ..
            } => operators::datatable::bind(self, columns, values, env, e.span),
            Ast::ExternalData {
                columns,
                uris,
                properties,
            } => operators::externaldata::bind(self, columns, uris, properties, env, e.span),
            // Where a table is kept says nothing of its rows.
            Ast::Verbatim {
                construct: "datascope",
                text,
            } => {
                let name = text.split_whitespace().next().unwrap_or(text);
                self.named_table(name, e.span, env)
            }
            Ast::Verbatim { construct, .. } => {
                Err(self.unsupported("unsupported-expression", e.span, &format!("`{construct}`")))
            }
            Ast::Error => Err(Failed),
            _ => Err(self.error("not-a-table", e.span, "this is no tabular expression")),
        }
    }

    /// Applies operators one after another; `as` names are in sight from there on.
    pub(crate) fn operators(
        &mut self,
        start: Option<Pipe>,
        operators: &[Operator],
        env: &Env,
        span: Span,
    ) -> Bind<Pipe> {
        if let Some(operator) = operators.get(super::CHAIN) {
            return Err(self.error(
                "query-too-large",
                operator.span,
                format!("more than {} operators stand in one chain", super::CHAIN),
            ));
        }
        let mut env = env.clone();
        let mut pipe = start;
        let mut failed = false;
        for operator in operators {
            self.spend(operator.span)?;
            pipe = Some(self.operator(pipe, operator, &mut env, &mut failed)?);
        }
        if failed {
            return Err(Failed);
        }
        let Some(pipe) = pipe else {
            return Err(self.error("empty-query", span, "a query requires a table"));
        };
        self.within_bounds(&pipe.rel, span)?;
        Ok(pipe)
    }

    /// Applies one operator; where it is faulty, `failed` says so, and what stands behind it is
    /// bound all the same, for its own faults.
    fn operator(
        &mut self,
        input: Option<Pipe>,
        operator: &Operator,
        env: &mut Env,
        failed: &mut bool,
    ) -> Bind<Pipe> {
        let before = input.clone();
        operators::bind(self, input, operator, env).or_else(|Failed| {
            *failed = true;
            before
                .and_then(|before| operators::after_failure(before, operator))
                .ok_or(Failed)
        })
    }

    /// A subquery in parentheses after an operator: its operators over the given table.
    pub(crate) fn over(&mut self, body: &ast::Expr, input: Pipe, env: &Env) -> Bind<Pipe> {
        match &body.kind {
            Ast::Parenthesized(inner) => self.over(inner, input, env),
            Ast::Pipe {
                source: None,
                operators,
            } => self.operators(Some(input), operators, env, body.span),
            _ => self.tabular(body, env),
        }
    }

    fn named_table(&mut self, name: &str, span: Span, env: &Env) -> Bind<Pipe> {
        match env.get(name) {
            Some(Binding::Table(rel)) => return Ok(Pipe::new(Arc::clone(rel))),
            Some(Binding::Function(f)) => {
                let f = Rc::clone(f);
                return self.call_table(&f, &[], span, env, None);
            }
            Some(Binding::Scalar(_) | Binding::Pattern(_)) => {
                return Err(self.error(
                    "not-a-table",
                    span,
                    format!("`{name}` is a scalar, not a table"),
                ));
            }
            None => {}
        }
        if !restriction::allows(env, name) {
            return Err(self.error(
                "restricted-table",
                span,
                format!("`restrict access` leaves no table `{name}`"),
            ));
        }
        if let Some(table) = self.catalog.table(name) {
            return Ok(Pipe::new(Arc::new(Rel {
                columns: table.columns().to_vec(),
                op: RelOp::Scan(table),
                span,
                ordered: false,
                open: false,
            })));
        }
        Err(self.unknown_table(name, span, env))
    }

    pub(crate) fn unknown_table(&mut self, name: &str, span: Span, env: &Env) -> Failed {
        if self.catalog.known(name) {
            return self.error(
                "unknown-table",
                span,
                format!("no log that is given feeds the table `{name}`"),
            );
        }
        let tables = self.catalog.names();
        let variables = env
            .entries()
            .filter(|(_, b)| matches!(b, Binding::Table(_) | Binding::Function(_)))
            .map(|(n, _)| n);
        let near =
            nearest(name, tables.iter().map(String::as_str).chain(variables)).map(str::to_owned);
        let mut diagnostic = Diagnostic::error("unknown-table", span, format!("no table `{name}`"));
        if let Some(near) = near {
            diagnostic = diagnostic.help(format!("`{near}` has a similar name"));
        }
        self.fail(diagnostic)
    }

    /// A call that gives a table.
    pub(super) fn table_call(
        &mut self,
        name: &Name,
        arguments: &[Argument],
        span: Span,
        env: &Env,
    ) -> Bind<Pipe> {
        if let Some(Binding::Function(f)) = env.get(&name.text) {
            let f = Rc::clone(f);
            return self.call_table(&f, arguments, span, env, None);
        }
        if let Some(Binding::Pattern(pattern)) = env.get(&name.text) {
            let pattern = Rc::clone(pattern);
            return self.pattern_table(&pattern, arguments, None, span, env);
        }
        match (name.text.as_str(), arguments) {
            ("materialize" | "view", [argument]) => self.graph_or_table(&argument.value, env),
            ("graph", _) => Err(self.fail(
                Diagnostic::error(
                    "unknown-graph",
                    name.span,
                    "no graph is stored here: graphs of a database are not among the logs",
                )
                .help("make one with `edges | make-graph source --> target with nodes on id`"),
            )),
            ("table", [argument, ..]) => {
                let value = self.scalar(&argument.value, env)?;
                match value.as_literal() {
                    Some(Value::String(table)) => {
                        let table = table.clone();
                        self.named_table(&table, argument.value.span, env)
                    }
                    _ => Err(self.error(
                        "not-constant",
                        argument.value.span,
                        "`table` requires a constant name",
                    )),
                }
            }
            ("_GetWatchlist", [argument, ..]) => {
                let value = self.scalar(&argument.value, env)?;
                let name = value
                    .as_literal()
                    .map(|v| v.as_str().to_owned())
                    .unwrap_or_default();
                match self.catalog.watchlist(&name) {
                    Some(table) => Ok(Pipe::new(Arc::new(Rel {
                        columns: table.columns().to_vec(),
                        op: RelOp::Scan(table),
                        span,
                        ordered: false,
                        open: false,
                    }))),
                    // Its columns are those of a file that nobody reads now.
                    None if self.reader.is_none() => Ok(Pipe::new(Arc::new(Rel {
                        op: RelOp::Values(Arc::new(Vec::new())),
                        columns: WATCHLIST
                            .iter()
                            .map(|(name, ty)| Column::new(*name, *ty))
                            .collect(),
                        span,
                        ordered: false,
                        open: true,
                    }))),
                    None => Err(self.fail(
                        Diagnostic::error(
                            "unknown-watchlist",
                            argument.value.span,
                            format!("no watchlist `{name}`"),
                        )
                        .help("give the folder of its CSV file with `--watchlists DIR`"),
                    )),
                }
            }
            _ => Err(self.unknown_function(name, env)),
        }
    }

    /// A function of the query in tabular position; `piped` is the table before `invoke`.
    pub(crate) fn call_table(
        &mut self,
        f: &Rc<Definition>,
        arguments: &[Argument],
        span: Span,
        env: &Env,
        piped: Option<Pipe>,
    ) -> Bind<Pipe> {
        let mut none = RowScope::none();
        let inner = self.function_env(f, arguments, span, env, &mut none, piped)?;
        let Some(result) = &f.function.result else {
            return Err(self.error(
                "empty-function",
                span,
                format!("`{}` returns nothing", f.name),
            ));
        };
        self.deeper(span, |b| {
            let inner = b.body_env(&f.function.statements, inner)?;
            b.graph_or_table(result, &inner)
        })
    }

    /// Whether a function's result is a table, by its form.
    pub(super) fn gives_table(&self, f: &ast::Function, env: &Env) -> bool {
        let mut env = env.clone();
        for parameter in &f.parameters {
            let binding = match &parameter.ty {
                ast::ParameterType::Table(..) => Binding::Table(super::one_row(f.span)),
                ast::ParameterType::Scalar(_) => Binding::Scalar(crate::bound::Expr::literal(
                    Value::Null,
                    Type::Dynamic,
                    f.span,
                )),
            };
            env = env.with(&parameter.name.text, binding);
        }
        for statement in &f.statements {
            if let Statement::Let { name, value, .. } = statement {
                let scope = RowScope::none();
                let binding = match value {
                    LetValue::Function(function) => Binding::Function(Rc::new(Definition {
                        name: name.text.clone(),
                        function: (**function).clone(),
                        env: env.clone(),
                    })),
                    LetValue::Expr(e) if self.is_tabular(e, &env, &scope) => {
                        Binding::Table(super::one_row(f.span))
                    }
                    LetValue::Expr(_) => Binding::Scalar(crate::bound::Expr::literal(
                        Value::Null,
                        Type::Dynamic,
                        f.span,
                    )),
                };
                env = env.with(&name.text, binding);
            }
        }
        f.result
            .as_ref()
            .is_some_and(|e| self.is_tabular(e, &env, &RowScope::none()))
    }
}
