//! `union A, B`: rows of several tables one after another.

use std::sync::Arc;

use indexmap::IndexMap;
use vigie_syntax::kql::ast::{Expr as Ast, ExprKind, Operator};

use super::project_away::matches;
use super::{parameter, word};
use crate::bind::{Bind, Binder, Binding, Env, Pipe};
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
        inputs.push((format!("union_arg{}", inputs.len()), pipe.rel));
    }
    let mut failed = None;
    for table in tables {
        match members(b, table, env, fuzzy, inputs.len()) {
            Ok(members) => inputs.extend(members),
            Err(f) => failed = Some(f),
        }
    }
    if let Some(failed) = failed {
        return Err(failed);
    }
    if inputs.is_empty() {
        return Err(b.error(
            "empty-union",
            op.span,
            "none of the tables of this union exists",
        ));
    }
    let pipe = of(inputs, source, inner, op.span);
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
    let pattern = match &item.kind {
        ExprKind::Wildcard(pattern) => Some(pattern.as_str()),
        ExprKind::Star => Some("*"),
        _ => None,
    };
    if let Some(pattern) = pattern {
        return matching(b, pattern, env, item.span);
    }
    let name = match &item.kind {
        ExprKind::Name(name) => Some(name.as_str()),
        ExprKind::Member { name, .. } => Some(name.text.as_str()),
        _ => None,
    };
    if fuzzy {
        // A part that cannot be bound is left out, and said.
        let known = b.diagnostics.len();
        return match b.tabular(item, env) {
            Ok(pipe) => Ok(vec![(label(name, before, env), pipe.rel)]),
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
    Ok(vec![(label(name, before, env), pipe.rel)])
}

fn label(name: Option<&str>, before: usize, env: &Env) -> String {
    match name {
        Some(name) if env.get(name).is_none() => name.to_owned(),
        _ => format!("union_arg{before}"),
    }
}

/// All tables whose name matches a pattern.
pub(crate) fn matching(
    b: &mut Binder<'_>,
    pattern: &str,
    env: &Env,
    span: vigie_syntax::Span,
) -> Bind<Vec<(String, RelRef)>> {
    let mut found: Vec<(String, RelRef)> = Vec::new();
    for (name, binding) in env.entries() {
        if let Binding::Table(rel) = binding
            && matches(pattern, name)
            && pattern != "*"
        {
            found.push((name.to_owned(), Arc::clone(rel)));
        }
    }
    for name in b.catalog.names() {
        if matches(pattern, &name)
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
    let mut columns: Vec<Column> = Vec::new();
    for (name, types) in &types {
        if let [only] = types.as_slice() {
            columns.push(Column::new(name, *only));
        } else {
            let names = types
                .iter()
                .map(|ty| Column::new(typed_name(name, *ty), *ty));
            columns.extend(names);
        }
    }
    let open = inputs.iter().any(|(_, rel)| rel.open);
    let source = source.map(|name| {
        let mut free = name.to_owned();
        while columns.iter().any(|c| c.name == free) {
            free.push('1');
        }
        Column::new(free, Type::String)
    });
    if let Some(column) = &source {
        columns.insert(0, column.clone());
    }
    let members = inputs.into_iter().map(|(label, rel)| {
        let renamed = |c: &Column| types.get(&c.name).is_some_and(|types| types.len() > 1);
        if source.is_none() && !rel.columns.iter().any(renamed) {
            return rel;
        }
        let mut own = Vec::new();
        let mut exprs = Vec::new();
        if let Some(column) = &source {
            own.push(column.clone());
            exprs.push(Expr::literal(Value::string(label), Type::String, span));
        }
        for column in rel.columns.iter().filter(|c| types.contains_key(&c.name)) {
            own.push(if renamed(column) {
                Column::new(typed_name(&column.name, column.ty), column.ty)
            } else {
                column.clone()
            });
            exprs.push(Expr::column(column, span));
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

fn typed_name(name: &str, ty: Type) -> String {
    format!("{name}_{ty}")
}
