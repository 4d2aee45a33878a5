use std::sync::Arc;

use indexmap::IndexMap;
use vigie_syntax::kql::ast::ExprKind as Ast;

use super::def::*;
use crate::bind::{Bind, Binder, Pipe, RowScope};
use crate::bound::{Expr, ExprKind, Rel};
use crate::functions::def::example;
use crate::operators::datatable;
use crate::types::{Column, Json, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "bag_unpack",
    summary: "Makes a column of each key of a bag.",
    usage: "T | evaluate bag_unpack(Column [, prefix] [, columnsConflict] [, ignoredProperties])",
    notes: "The columns depend on the rows, so the table is read once to find them, unless a schema stands behind the call.\nA key whose values have several types becomes a dynamic column.",
    examples: &[
        example!("print d = dynamic({'a': 7}) | evaluate bag_unpack(d) | project a" => "7"),
        example!("print x = 1, d = dynamic({'a': 1, 'd': 2}), y = 3 | evaluate bag_unpack(d) | getschema | summarize make_list(ColumnName)" => "[\"x\",\"d\",\"y\",\"a\"]"),
    ],
    body: bind,
};

struct Arguments {
    column: Column,
    prefix: String,
    conflict: String,
    ignored: Vec<String>,
}

fn arguments(b: &mut Binder<'_>, call: &Call<'_>, input: &mut Pipe) -> Bind<Arguments> {
    let Some(first) = call.arguments.first() else {
        return Err(b.wrong_count(call.span, "bag_unpack", "1 to 4", 0));
    };
    let column = match &first.value.kind {
        Ast::Name(name) => match input.rel.column(name) {
            Some(column) => column.clone(),
            None if input.rel.open => {
                *input = input.opened(name, b.unknown(Type::Dynamic, first.value.span));
                Column::new(name, Type::Dynamic)
            }
            None => {
                let scope = RowScope::of(input.clone());
                return Err(b.unknown_column(name, first.value.span, call.env, &scope));
            }
        },
        _ => {
            return Err(b.error(
                "unexpected-expression",
                first.value.span,
                "`bag_unpack` requires a column",
            ));
        }
    };
    if column.ty != Type::Dynamic {
        return Err(b.error(
            "type-mismatch",
            first.value.span,
            format!(
                "`bag_unpack` requires a dynamic column, found {}",
                column.ty
            ),
        ));
    }
    let mut texts = Vec::new();
    for (i, name) in ["OutputColumnPrefix", "columnsConflict", "ignoredProperties"]
        .iter()
        .enumerate()
    {
        let named = call.arguments.iter().find(|a| {
            a.name
                .as_ref()
                .is_some_and(|n| n.text.eq_ignore_ascii_case(name))
        });
        let positional = call.arguments.get(i + 1).filter(|a| a.name.is_none());
        texts.push(match named.or(positional) {
            Some(argument) => {
                let value = b.scalar(&argument.value, call.env)?;
                b.value(&value)?.unwrap_or(Value::Null)
            }
            None => Value::Null,
        });
    }
    let ignored = match &texts[2] {
        Value::Dynamic(Json::Array(items)) => items
            .iter()
            .filter_map(Json::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    Ok(Arguments {
        column,
        prefix: texts[0].as_str().to_owned(),
        conflict: texts[1].as_str().to_owned(),
        ignored,
    })
}

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let Some(mut input) = call.input.clone() else {
        return Err(b.error(
            "missing-table",
            call.span,
            "`bag_unpack` requires a table before it",
        ));
    };
    let span = call.span;
    let arguments = arguments(b, &call, &mut input)?;
    let bag = Expr::column(&arguments.column, span);
    let visible = input.visible();
    let place = visible
        .iter()
        .position(|c| c.name == arguments.column.name)
        .unwrap_or(visible.len());
    let others: Vec<Column> = visible
        .into_iter()
        .filter(|c| c.name != arguments.column.name)
        .collect();
    // A schema behind the call says which columns there are.
    if let Some(schema) = call.schema {
        let declared = datatable::columns(b, &schema.columns)?;
        let mut columns: Vec<(Column, Expr)> = Vec::new();
        if schema.star {
            columns.extend(others.iter().map(|c| (c.clone(), Expr::column(c, span))));
        }
        for column in declared {
            let value = match others.iter().find(|c| c.name == column.name) {
                Some(own) => Expr::column(own, span),
                None => {
                    let key = column
                        .name
                        .strip_prefix(&arguments.prefix)
                        .unwrap_or(&column.name);
                    member(b, &bag, key, column.ty, span)?
                }
            };
            columns.retain(|(c, _)| c.name != column.name);
            columns.push((column, value));
        }
        return Ok(input.project(columns, span));
    }
    let keys = input.project(vec![(arguments.column.clone(), bag.clone())], span);
    let Some(rows) = b.read(&keys.rel)? else {
        // Nobody reads rows now: every name may be a column.
        let kept = input.keep(&others, span);
        return Ok(kept.with(Arc::new(Rel {
            open: true,
            ..(*kept.rel).clone()
        })));
    };
    let mut found: IndexMap<String, Type> = IndexMap::new();
    for row in &rows {
        let Some(Value::Dynamic(Json::Object(bag))) = row.first() else {
            continue;
        };
        for (key, value) in bag {
            if arguments.ignored.contains(key) || value.is_null() && found.contains_key(key) {
                continue;
            }
            let ty = json_type(value);
            found
                .entry(key.clone())
                .and_modify(|t| *t = both(*t, ty))
                .or_insert(ty);
        }
    }
    if found.is_empty() {
        // No row has a bag, as in a table without rows: a name that the query goes on to use is
        // that of a column without values.
        let kept = input.keep(&others, span);
        return Ok(kept.with(Arc::new(Rel {
            open: true,
            ..(*kept.rel).clone()
        })));
    }
    found.sort_keys();
    let mut columns: Vec<(Column, Expr)> = others
        .iter()
        .map(|c| (c.clone(), Expr::column(c, span)))
        .collect();
    for (key, ty) in found {
        let name = format!("{}{key}", arguments.prefix);
        let value = member(b, &bag, &key, ty, span)?;
        match columns.iter_mut().find(|(c, _)| c.name == name) {
            Some(old) => match arguments.conflict.as_str() {
                "replace_source" => *old = (Column::new(name, ty), value),
                "keep_source" => {}
                _ => {
                    return Err(b.error(
                        "duplicate-column",
                        span,
                        format!("`bag_unpack` finds a key `{name}`, which is a column already"),
                    ));
                }
            },
            // The name of the bag itself stays where it is.
            None if name == arguments.column.name => {
                columns.insert(place, (Column::new(name, ty), value));
            }
            None => columns.push((Column::new(name, ty), value)),
        }
    }
    Ok(input.project(columns, span))
}

fn member(
    b: &mut Binder<'_>,
    bag: &Expr,
    key: &str,
    ty: Type,
    span: vigie_syntax::Span,
) -> Bind<Expr> {
    let key = Expr::literal(Value::string(key), Type::String, span);
    let value = b.function("dynamic_path", vec![bag.clone(), key], span)?;
    Ok(match ty {
        Type::Dynamic => value,
        _ => Expr {
            kind: ExprKind::Convert(Box::new(value)),
            ty,
            span,
        },
    })
}

fn json_type(value: &Json) -> Type {
    match value {
        Json::Bool(_) => Type::Bool,
        Json::Number(n) if n.is_f64() => Type::Real,
        Json::Number(_) => Type::Long,
        Json::String(_) => Type::String,
        Json::Null | Json::Array(_) | Json::Object(_) => Type::Dynamic,
    }
}

fn both(a: Type, b: Type) -> Type {
    match (a, b) {
        (a, b) if a == b => a,
        (Type::Long, Type::Real) | (Type::Real, Type::Long) => Type::Real,
        _ => Type::Dynamic,
    }
}
