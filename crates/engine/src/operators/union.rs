//! `union A, B`: rows of several tables one after another.

use std::sync::Arc;

use indexmap::IndexMap;
use vigie_syntax::kql::ast::{Expr as Ast, ExprKind, Name, Operator, OperatorKind};

use super::as_::AS;
use super::project_away::matches;
use super::{parameter, word};
use crate::bind::{Bind, Binder, Binding, Definition, Env, Names, Pipe, restriction};
use crate::bound::{Expr, Rel, RelOp, RelRef};
use crate::types::{Column, Type, Value};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Option<Pipe>,
    tables: &[Ast],
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let fuzzy = parameter(op, "isfuzzy").and_then(|p| word(&p.value)) == Some("true");
    let inner = parameter(op, "kind").and_then(|p| word(&p.value)) == Some("inner");
    let source = parameter(op, "withsource")
        .or_else(|| parameter(op, "with_source"))
        .and_then(|p| word(&p.value));
    let per = input.as_ref().map(|p| Arc::clone(&p.per));
    let mut inputs: Vec<(String, RelRef)> = Vec::new();
    if let Some(pipe) = input {
        let label = given_name(&pipe.rel, env).unwrap_or_else(|| "union_arg0".to_owned());
        inputs.push((label, pipe.rel));
    }
    let mut failed = None;
    let mut without = false;
    for table in tables {
        match members(b, table, env, fuzzy, inputs.len()) {
            Ok(members) => {
                without |= members.is_empty();
                inputs.extend(members);
            }
            Err(f) => failed = Some(f),
        }
    }
    if let Some(failed) = failed {
        return Err(failed);
    }
    // Where nobody reads rows, what is missing here may be there where the query runs.
    let open = fuzzy && without && b.reader.is_none();
    if inputs.is_empty() && open {
        return Ok(Pipe::new(Arc::new(Rel {
            op: RelOp::Values(Arc::new(Vec::new())),
            columns: Vec::new(),
            span: op.span,
            ordered: false,
            open,
        })));
    }
    if inputs.is_empty() {
        return Err(b.error(
            "empty-union",
            op.span,
            "none of the tables of this union exists",
        ));
    }
    let mut pipe = of(inputs, source, inner, op.span);
    if open {
        pipe.rel = Arc::new(Rel {
            open,
            ..(*pipe.rel).clone()
        });
    }
    Ok(match per {
        Some(per) => Pipe { rel: pipe.rel, per },
        None => pipe,
    })
}

/// The tables that one item names; a pattern may name several.
fn members(
    b: &mut Binder<'_>,
    item: &Ast,
    env: &Env,
    fuzzy: bool,
    before: usize,
) -> Bind<Vec<(String, RelRef)>> {
    if let Some(pattern) = pattern(item) {
        let found = matching(b, pattern, env, item.span)?;
        if found.is_empty() && !fuzzy && pattern != "*" {
            return Err(b.unknown_table(pattern, item.span, env));
        }
        return Ok(found);
    }
    let label = label(item, env).unwrap_or_else(|| format!("union_arg{before}"));
    if fuzzy {
        // A part that cannot be bound is left out, and said.
        let known = b.diagnostics.len();
        return match b.tabular(item, env) {
            Ok(pipe) => Ok(vec![(label, pipe.rel)]),
            Err(_) => {
                let reasons: Vec<_> = b.diagnostics.drain(known..).collect();
                for reason in reasons {
                    if reason.code != "unknown-table" && reason.code != "unknown-function" {
                        b.diagnostics.push(reason);
                        return Err(crate::bind::Failed);
                    }
                    b.diagnostics.push(vigie_syntax::Diagnostic {
                        severity: vigie_syntax::Severity::Warning,
                        code: "union-without",
                        message: format!("this union goes on without a part: {}", reason.message),
                        ..reason
                    });
                }
                Ok(Vec::new())
            }
        };
    }
    let pipe = b.tabular(item, env)?;
    Ok(vec![(label, pipe.rel)])
}

/// The pattern of names that an item is, if it is one.
pub(crate) fn pattern(item: &Ast) -> Option<&str> {
    match &item.kind {
        ExprKind::Wildcard(pattern) => Some(pattern),
        ExprKind::Star => Some("*"),
        ExprKind::Member { name, .. } if name.text.contains('*') => Some(&name.text),
        _ => None,
    }
}

/// What the rows of an item are said to come from: a table, a view, or the name that `as` gave.
pub(crate) fn label(item: &Ast, env: &Env) -> Option<String> {
    match &item.kind {
        ExprKind::Parenthesized(inner) => label(inner, env),
        ExprKind::Pipe { operators, .. } => match &operators.last()?.kind {
            OperatorKind::As { name } => Some(name.text.clone()),
            _ => None,
        },
        ExprKind::Name(name)
        | ExprKind::Call {
            name: Name { text: name, .. },
            ..
        } => match env.get(name) {
            None if matches!(item.kind, ExprKind::Name(_)) => Some(name.clone()),
            Some(Binding::Function(f)) if f.function.view => Some(name.clone()),
            Some(Binding::Table(rel)) => given_name(rel, env),
            _ => None,
        },
        ExprKind::Member { name, .. } => Some(name.text.clone()),
        _ => None,
    }
}

/// The name that a table has by itself or from `as`.
pub(crate) fn given_name(rel: &RelRef, env: &Env) -> Option<String> {
    let by_as = env.entries().find_map(|(name, binding)| match binding {
        Binding::Table(named) if Arc::ptr_eq(named, rel) => name.strip_prefix(AS),
        _ => None,
    });
    match (&rel.op, by_as) {
        (_, Some(name)) => Some(name.to_owned()),
        (RelOp::Scan(table), None) => Some(table.name().to_owned()),
        _ => None,
    }
}

/// All tables and views whose name matches a pattern.
pub(crate) fn matching(
    b: &mut Binder<'_>,
    pattern: &str,
    env: &Env,
    span: vigie_syntax::Span,
) -> Bind<Vec<(String, RelRef)>> {
    let mut views: IndexMap<String, std::rc::Rc<Definition>> = IndexMap::new();
    for (name, binding) in env.entries() {
        if let Binding::Function(f) = binding
            && f.function.view
            && f.function.parameters.iter().all(|p| p.default.is_some())
            && matches(pattern, name)
        {
            views.entry(name.to_owned()).or_insert_with(|| f.clone());
        }
    }
    let mut found: Vec<(String, RelRef)> = Vec::new();
    for (name, view) in views.into_iter().rev() {
        let pipe = b.call_table(&view, &[], span, env, None)?;
        found.push((name, pipe.rel));
    }
    for name in b.catalog.names() {
        if matches(pattern, &name)
            && restriction::allows(env, &name)
            && found.iter().all(|(n, _)| *n != name)
            && let Some(table) = b.catalog.table(&name)
        {
            let rel = Arc::new(Rel {
                columns: table.columns().to_vec(),
                op: RelOp::Scan(table),
                span,
                ordered: false,
                open: false,
            });
            found.push((name, rel));
        }
    }
    Ok(found)
}

/// The union of named tables. Columns go together by name and type; a name with several types
/// becomes one column for each (`a_long`, `a_string`).
///
/// The members keep their own columns: there may be thousands of tables, with as many columns
/// between them, and what a member lacks is only written out for the members that are read.
pub(crate) fn of(
    inputs: Vec<(String, RelRef)>,
    source: Option<&str>,
    inner: bool,
    span: vigie_syntax::Span,
) -> Pipe {
    // The types of each name, in the order in which they appear.
    let mut types: IndexMap<String, Vec<Type>> = IndexMap::new();
    for column in inputs.iter().flat_map(|(_, rel)| &rel.columns) {
        let seen = types.entry(column.name.clone()).or_default();
        if !seen.contains(&column.ty) {
            seen.push(column.ty);
        }
    }
    if inner {
        types.retain(|name, _| inputs.iter().all(|(_, rel)| rel.column(name).is_some()));
    }
    // Names with several types, together at the place of the first.
    let mut names = Names::default();
    let mut columns: Vec<Column> = Vec::new();
    let mut shown: IndexMap<(String, Type), String> = IndexMap::new();
    for (name, types) in &types {
        for ty in types {
            let free = match types.as_slice() {
                [_] => names.free(name),
                _ => names.free(&format!("{name}_{ty}")),
            };
            columns.push(Column::new(&free, *ty));
            shown.insert((name.clone(), *ty), free);
        }
    }
    let open = inputs.iter().any(|(_, rel)| rel.open);
    let source = source.map(|name| Column::new(names.free(name), Type::String));
    if let Some(column) = &source {
        columns.insert(0, column.clone());
    }
    let members = inputs.into_iter().map(|(label, rel)| {
        let shown = |c: &Column| shown.get(&(c.name.clone(), c.ty));
        if source.is_none()
            && rel
                .columns
                .iter()
                .all(|c| shown(c).is_none_or(|n| *n == c.name))
        {
            return rel;
        }
        let mut own = Vec::new();
        let mut exprs = Vec::new();
        if let Some(column) = &source {
            own.push(column.clone());
            exprs.push(Expr::literal(Value::string(label), Type::String, span));
        }
        for column in &rel.columns {
            if let Some(name) = shown(column) {
                own.push(Column::new(name, column.ty));
                exprs.push(Expr::column(column, span));
            }
        }
        Arc::new(Rel {
            op: RelOp::Project { input: rel, exprs },
            columns: own,
            span,
            ordered: false,
            open,
        })
    });
    Pipe::new(Arc::new(Rel {
        op: RelOp::Union {
            inputs: members.collect(),
        },
        columns,
        span,
        ordered: false,
        open,
    }))
}
