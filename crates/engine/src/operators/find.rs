//! `find in (T1, T2) where predicate project …`: rows of any table that fit, in common columns.
//!
//! Source: the page "find operator" of the Kusto documentation. Without `project` the columns are
//! those that the predicate names and those that all tables have; the others go to the bag `pack_`.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr as Ast, ExprKind, Find, FindColumn, Operator};

use super::search::{filtered, sources};
use super::union::{given_name, of};
use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Failed, Pipe};
use crate::bound::{Expr, RelRef};
use crate::types::{Column, Type, Value};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Option<Pipe>,
    find: &Find,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let source = parameter(op, "withsource")
        .and_then(|p| word(&p.value))
        .unwrap_or("source_");
    let inputs = match input {
        Some(pipe) => {
            let label = given_name(&pipe.rel, env).unwrap_or_else(|| "find_arg0".to_owned());
            vec![(label, pipe.rel)]
        }
        None => sources(b, &find.tables, env, span)?,
    };
    if inputs.is_empty() {
        return Err(b.error("missing-table", span, "there is no table to find in"));
    }
    let mut filtered_inputs = Vec::new();
    for (name, rel) in inputs {
        let before = b.diagnostics.len();
        let asked = Pipe::new(Arc::clone(&rel));
        let pipe = match filtered(b, asked, &find.predicate, false, env, span) {
            Ok(pipe) => pipe,
            Err(Failed) => {
                // A table without the predicate's columns has nothing to find; nor has one that has
                // them with types of which the predicate says nothing.
                if b.diagnostics[before..]
                    .iter()
                    .all(|d| matches!(d.code, "unknown-column" | "type-mismatch"))
                {
                    b.diagnostics.truncate(before);
                    continue;
                }
                return Err(Failed);
            }
        };
        // A table without any column that the predicate names has nothing to find.
        let mut names = Vec::new();
        mentioned(&find.predicate, &mut names);
        if names.is_empty() || names.iter().any(|n| rel.column(n).is_some()) {
            filtered_inputs.push((name, rel, pipe));
        }
    }
    let inputs: Vec<(String, RelRef)> = filtered_inputs
        .iter()
        .map(|(name, rel, _)| (name.clone(), Arc::clone(rel)))
        .collect();
    let wanted = wanted(b, find, &inputs)?;
    let mut found = Vec::new();
    for (name, _, pipe) in filtered_inputs {
        found.push((name, shape(b, &pipe, &wanted, span)?.rel));
    }
    if found.is_empty() {
        return Err(b.error(
            "missing-table",
            span,
            "no table has the columns of this predicate",
        ));
    }
    Ok(of(found, Some(source), false, span))
}

/// What the result shows.
struct Wanted {
    columns: Vec<Column>,
    pack: bool,
    away: Vec<String>,
}

fn wanted(b: &mut Binder<'_>, find: &Find, inputs: &[(String, RelRef)]) -> Bind<Wanted> {
    let any = |name: &str| inputs.iter().find_map(|(_, rel)| rel.column(name)).cloned();
    let mut columns: Vec<Column> = Vec::new();
    let mut pack = false;
    match &find.project {
        Some(items) => {
            for item in items {
                match item {
                    FindColumn::Pack(_) => pack = true,
                    FindColumn::Star(_) => {
                        for (_, rel) in inputs {
                            for column in &rel.columns {
                                if !columns.contains(column) {
                                    columns.push(column.clone());
                                }
                            }
                        }
                    }
                    FindColumn::Column { name, ty } => {
                        let ty = match ty {
                            Some(ty) => Type::from_name(&ty.text).ok_or_else(|| {
                                b.error("unknown-type", ty.span, format!("no type `{}`", ty.text))
                            })?,
                            None => any(&name.text).map_or(Type::String, |c| c.ty),
                        };
                        columns.push(Column::new(&name.text, ty));
                    }
                }
            }
        }
        None => {
            let mut names = Vec::new();
            mentioned(&find.predicate, &mut names);
            for name in names {
                if let Some(column) = any(&name)
                    && !columns.contains(&column)
                {
                    columns.push(column);
                }
            }
            if let Some((_, first)) = inputs.first() {
                for column in &first.columns {
                    if inputs.iter().all(|(_, rel)| rel.columns.contains(column))
                        && !columns.contains(column)
                    {
                        columns.push(column.clone());
                    }
                }
            }
            // The bag is there only when there is something to put in.
            pack = inputs
                .iter()
                .flat_map(|(_, rel)| crate::bind::visible(rel))
                .any(|c| columns.iter().all(|own| own.name != c.name));
        }
    }
    let away = find
        .project_away
        .iter()
        .filter_map(|e| match &e.kind {
            ExprKind::Name(name) => Some(name.clone()),
            _ => None,
        })
        .collect();
    Ok(Wanted {
        columns,
        pack,
        away,
    })
}

/// The names in an expression, in order.
fn mentioned(e: &Ast, names: &mut Vec<String>) {
    match &e.kind {
        ExprKind::Name(name) => names.push(name.clone()),
        ExprKind::Parenthesized(inner) => mentioned(inner, names),
        ExprKind::Binary { left, right, .. } => {
            mentioned(left, names);
            mentioned(right, names);
        }
        ExprKind::In { left, list, .. } => {
            mentioned(left, names);
            for item in list {
                mentioned(item, names);
            }
        }
        ExprKind::Between {
            operand, low, high, ..
        } => {
            for part in [operand, low, high] {
                mentioned(part, names);
            }
        }
        ExprKind::Member { base, .. } | ExprKind::Index { base, .. } => mentioned(base, names),
        ExprKind::Call { arguments, .. } => {
            for argument in arguments {
                mentioned(&argument.value, names);
            }
        }
        _ => {}
    }
}

fn shape(b: &mut Binder<'_>, pipe: &Pipe, wanted: &Wanted, span: Span) -> Bind<Pipe> {
    let mut columns: Vec<(Column, Expr)> = Vec::new();
    for column in &wanted.columns {
        if wanted.away.contains(&column.name) {
            continue;
        }
        let value = match pipe.rel.column(&column.name) {
            Some(own) => {
                let value = Expr::column(own, span);
                b.converted(value, column.ty)
            }
            None => Expr::literal(Value::missing(column.ty), column.ty, span),
        };
        columns.push((column.clone(), value));
    }
    if wanted.pack {
        let mut pairs = Vec::new();
        for column in pipe.visible() {
            if columns.iter().all(|(c, _)| c.name != column.name) {
                pairs.push(Expr::literal(
                    Value::string(column.name.clone()),
                    Type::String,
                    span,
                ));
                pairs.push(Expr::column(&column, span));
            }
        }
        let bag = if pairs.is_empty() {
            Expr::literal(
                Value::Dynamic(crate::types::Json::Object(serde_json::Map::new())),
                Type::Dynamic,
                span,
            )
        } else {
            b.function("bag_pack", pairs, span)?
        };
        columns.push((Column::new("pack_", Type::Dynamic), bag));
    }
    Ok(pipe.project(columns, span))
}
