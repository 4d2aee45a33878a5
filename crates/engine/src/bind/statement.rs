//! Statements: `let`, `set`, `declare`, and the query itself.

use std::rc::Rc;

use vigie_syntax::kql::ast::{self, LetValue, Statement};

use super::env::Definition;
use super::{Bind, Binder, Binding, Env, Failed, Pipe, RowScope, one_row, restriction};
use crate::bound::{Expr, RelOp};
use crate::types::{Column, Type, Value};

impl Binder<'_> {
    /// Binds a whole query to the table of its last expression.
    pub(crate) fn query(&mut self, query: &ast::Query, env: Env) -> Bind<Pipe> {
        let mut env = env;
        let mut result = None;
        let mut failed = false;
        for statement in &query.statements {
            for (name, rel) in std::mem::take(&mut self.exported) {
                env = env.with(name, Binding::Table(rel));
            }
            match statement {
                Statement::Expr(e) => match self.top(e, &env) {
                    Ok(pipe) if result.is_none() => result = Some(pipe),
                    // Several queries in one text give a table each.
                    Ok(pipe) => {
                        let name = format!("table {}", self.more.len() + 2);
                        self.more.push((name, pipe.rel));
                    }
                    Err(Failed) => failed = true,
                },
                other => match self.statement(other, &env) {
                    Ok(next) => env = next,
                    Err(Failed) => {
                        failed = true;
                        // The names are known from here on, so that one error does not become many.
                        match other {
                            Statement::Let { name, .. } => {
                                let mut rel = (*one_row(name.span)).clone();
                                rel.open = true;
                                let rel = std::sync::Arc::new(rel);
                                env = env.with(&name.text, Binding::Table(rel));
                            }
                            Statement::Parameters { parameters, .. } => {
                                env = self.unknown_parameters(parameters, env);
                            }
                            _ => {}
                        }
                    }
                },
            }
        }
        if failed {
            return Err(Failed);
        }
        if result.is_none() && self.reader.is_none() && !query.statements.is_empty() {
            // Definitions alone are right, though there is nothing to run.
            self.diagnostics.push(vigie_syntax::Diagnostic::warning(
                "empty-query",
                vigie_syntax::Span::default(),
                "the text has definitions and no query to run",
            ));
            return Ok(Pipe::new(one_row(vigie_syntax::Span::default())));
        }
        result.ok_or_else(|| {
            self.error(
                "empty-query",
                vigie_syntax::Span::default(),
                "the text has no query to run",
            )
        })
    }

    /// The query's expression; a scalar is a table of one row.
    fn top(&mut self, e: &ast::Expr, env: &Env) -> Bind<Pipe> {
        let scope = RowScope::none();
        let tabular = self.is_tabular(e, env, &scope)
            || matches!(&e.kind, ast::ExprKind::Name(n) if env.get(n).is_none())
            || matches!(
                &e.kind,
                ast::ExprKind::Member { .. } | ast::ExprKind::MemberCall { .. }
            )
            || matches!(&e.kind, ast::ExprKind::Call { name, .. }
                if crate::registry::function(&name.text).is_none() && !matches!(env.get(&name.text), Some(Binding::Function(_))));
        if tabular {
            let before = self.more.len();
            let pipe = self.tabular(e, env)?;
            if self.more.len() > before && !ends_in_several(e) {
                return Err(self.error(
                    "several-tables",
                    e.span,
                    "an operator that gives several tables ends a query",
                ));
            }
            return Ok(pipe.keep(&pipe.visible(), e.span));
        }
        let value = self.scalar(e, env)?;
        let pipe = Pipe::new(one_row(e.span));
        Ok(pipe.then(
            RelOp::Project {
                input: std::sync::Arc::clone(&pipe.rel),
                exprs: vec![value.clone()],
            },
            vec![Column::new("print_0", value.ty)],
            e.span,
        ))
    }

    /// The names after a statement.
    pub(super) fn statement(&mut self, statement: &Statement, env: &Env) -> Bind<Env> {
        match statement {
            Statement::Let { name, value, .. } => {
                let binding = self.let_value(&name.text, value, env)?;
                Ok(env.with(&name.text, binding))
            }
            // How `bin_auto()` bins. A `$` begins no name that a query could write.
            Statement::Set {
                name,
                value: Some(value),
                ..
            } if name.text.starts_with("query_bin_auto_") => {
                let value = self.scalar(value, env)?;
                Ok(env.with(format!("${}", name.text), Binding::Scalar(value)))
            }
            // Options of a cluster's run; none of them changes an answer of ours.
            Statement::Set { .. } | Statement::Alias { .. } => Ok(env.clone()),
            Statement::Restrict { expressions, .. } => {
                Ok(restriction::restricted(expressions, env))
            }
            Statement::Parameters { parameters, .. } => self.parameters(parameters, env),
            Statement::Pattern { pattern, .. } => {
                let declared = super::pattern::Declared {
                    pattern: (**pattern).clone(),
                    env: env.clone(),
                };
                Ok(env.with(&pattern.name.text, Binding::Pattern(Rc::new(declared))))
            }
            Statement::Expr(e) => Err(self.error(
                "unexpected-expression",
                e.span,
                "an expression before the end of a function has no effect",
            )),
        }
    }

    fn let_value(&mut self, name: &str, value: &LetValue, env: &Env) -> Bind<Binding> {
        match value {
            LetValue::Function(function) => Ok(Binding::Function(Rc::new(Definition {
                name: name.to_owned(),
                function: (**function).clone(),
                env: env.clone(),
            }))),
            // A group of databases, for `macro-expand`.
            LetValue::Expr(e) if matches!(e.kind, ast::ExprKind::List(_)) => {
                let entities = Expr::literal(Value::Null, Type::Dynamic, e.span);
                Ok(Binding::Scalar(entities))
            }
            LetValue::Expr(e) => {
                if self.is_tabular(e, env, &RowScope::none()) {
                    return Ok(Binding::Table(self.graph_or_table(e, env)?.rel));
                }
                Ok(Binding::Scalar(self.scalar(e, env)?))
            }
        }
    }

    /// The names after the statements of a function's body.
    pub(crate) fn body_env(&mut self, statements: &[Statement], env: Env) -> Bind<Env> {
        let mut env = env;
        for statement in statements {
            env = self.statement(statement, &env)?;
        }
        Ok(env)
    }
}

/// Whether the last operator but for `render` gives several tables.
fn ends_in_several(e: &ast::Expr) -> bool {
    use ast::OperatorKind as Op;
    match &e.kind {
        ast::ExprKind::Parenthesized(inner) => ends_in_several(inner),
        ast::ExprKind::Pipe { operators, .. } => operators
            .iter()
            .rev()
            .find(|op| !matches!(op.kind, Op::Render { .. }))
            .is_some_and(|op| {
                matches!(
                    op.kind,
                    Op::Fork { .. } | Op::Facet { .. } | Op::GraphToTable { .. }
                )
            }),
        _ => false,
    }
}

/// A function of the workspace from its text: `(a:long) { … }`, or a body without parameters.
pub(crate) fn workspace_function(name: &str, text: &str, env: &Env) -> Result<Definition, String> {
    let definition = |function: ast::Function| Definition {
        name: name.to_owned(),
        function,
        env: env.clone(),
    };
    let mut reason = String::new();
    for form in [
        format!("let {name} = {text}"),
        format!("let {name} = () {{\n{text}\n}}"),
    ] {
        let (query, diagnostics) = vigie_syntax::kql::parse(&form);
        if let Some(error) = diagnostics.iter().find(|d| d.is_error()) {
            reason.clone_from(&error.message);
            continue;
        }
        if let Some(Statement::Let {
            value: LetValue::Function(function),
            ..
        }) = query.statements.into_iter().next()
        {
            return Ok(definition(*function));
        }
    }
    Err(if reason.is_empty() {
        "it is no function".to_owned()
    } else {
        reason
    })
}
