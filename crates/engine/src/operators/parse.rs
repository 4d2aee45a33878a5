//! `T | parse text with "a=" a:long " " *`: columns out of text.
//!
//! The pattern becomes a regular expression with one group for each column; `parse_captures` reads
//! the groups. `kind=simple` takes texts and columns as they stand, and a row whose part does not
//! have its column's type has no parts at all; `kind=relaxed` leaves only that column null;
//! `kind=regex` takes the texts as regular expressions.
//!
//! Source: the pages "parse operator" and "parse-where operator" of the Kusto documentation, and
//! the engine's answers (in `regex`, columns are greedy).

use std::sync::Arc;

use vigie_syntax::kql::ast::{Expr as Ast, Literal, Operator, ParsePart};

use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope};
use crate::bound::{Expr, RelOp};
use crate::types::{Column, Type, Value};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    where_: bool,
    source: &Ast,
    pattern: &[ParsePart],
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let kind = parameter(op, "kind")
        .and_then(|p| word(&p.value))
        .unwrap_or("simple");
    let flags = parameter(op, "flags")
        .and_then(|p| word(&p.value))
        .unwrap_or("");
    if !matches!(kind, "simple" | "relaxed" | "regex") {
        return Err(b.error(
            "unknown-option",
            span,
            format!("`parse` has no kind `{kind}`"),
        ));
    }
    if let Some(flag) = flags.chars().find(|c| !"imsUx".contains(*c)) {
        return Err(b.error(
            "unknown-option",
            span,
            format!("`parse` has no flag `{flag}`"),
        ));
    }
    let mut scope = RowScope::of(input);
    let text = b.expr(source, env, &mut scope)?;
    let text = match text.ty {
        Type::String => text,
        _ => b.converted(text, Type::String),
    };
    let parts = parts(b, pattern)?;
    well_placed(b, &parts, pattern)?;
    let regex = regex(kind, flags, &parts);
    let types: Vec<&str> = if kind == "simple" || (where_ && kind == "regex") {
        columns(&parts).map(|c| c.ty.name()).collect()
    } else {
        Vec::new()
    };
    let literal = |text: String| Expr::literal(Value::String(text), Type::String, span);
    let call = b.function(
        "parse_captures",
        vec![text, literal(regex), literal(types.join(","))],
        span,
    )?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let before = pipe.rel.columns.clone();
    let captured = Column::new(b.hidden_name(), Type::Dynamic);
    let mut pipe = pipe.extend(vec![(captured.clone(), call)], span);
    if where_ {
        let found = b.function("isnotnull", vec![Expr::column(&captured, span)], span)?;
        let all = pipe.rel.columns.clone();
        pipe = pipe.then(
            RelOp::Filter {
                input: Arc::clone(&pipe.rel),
                predicate: found,
            },
            all,
            span,
        );
    }
    let mut given: Vec<(Column, Expr)> = Vec::new();
    for (i, column) in columns(&parts).enumerate() {
        if given.iter().any(|(c, _)| c.name == column.name) {
            return Err(b.error(
                "duplicate-column",
                span,
                format!("a column `{}` is there already", column.name),
            ));
        }
        let place = Expr::literal(Value::Long(i as i64), Type::Long, span);
        given.push((column.clone(), place));
    }
    pipe.with_parts(b, &before, &captured, given, span)
}

/// Refuses patterns in which nothing says where a part ends: each column but the first follows a
/// text, so does what follows a `*`, and no `*` follows a column of type string.
fn well_placed(b: &mut Binder<'_>, parts: &[Part], pattern: &[ParsePart]) -> Bind<()> {
    let place = |at: usize| match &pattern[at] {
        ParsePart::Star(span) | ParsePart::Text(_, span) => *span,
        ParsePart::Column { name, .. } => name.span,
    };
    for (at, two) in parts.windows(2).enumerate() {
        let message = match two {
            [Part::Column(_), Part::Column(_)] => "a column follows a text, not another column",
            [Part::Star, Part::Column(_) | Part::Star] => "`*` requires a text after it",
            [Part::Column(column), Part::Star] if column.ty == Type::String => {
                "`*` after a column of type string says nothing of where the column ends"
            }
            _ => continue,
        };
        return Err(b.error("ambiguous-pattern", place(at + 1), message));
    }
    Ok(())
}

/// A pattern's part with its type known.
enum Part {
    Star,
    Text(String),
    Column(Column),
}

fn columns(parts: &[Part]) -> impl Iterator<Item = &Column> {
    parts.iter().filter_map(|p| match p {
        Part::Column(column) => Some(column),
        _ => None,
    })
}

fn parts(b: &mut Binder<'_>, pattern: &[ParsePart]) -> Bind<Vec<Part>> {
    let mut parts = Vec::new();
    for part in pattern {
        parts.push(match part {
            ParsePart::Star(_) => Part::Star,
            ParsePart::Text(Literal::String { value, .. }, _) => Part::Text(value.clone()),
            ParsePart::Text(_, span) => {
                return Err(b.error("unexpected-expression", *span, "a string is expected"));
            }
            ParsePart::Column { name, ty } => {
                let ty = match ty {
                    None => Type::String,
                    Some(ty) => Type::from_name(&ty.text).ok_or_else(|| {
                        b.error("unknown-type", ty.span, format!("no type `{}`", ty.text))
                    })?,
                };
                Part::Column(Column::new(&name.text, ty))
            }
        });
    }
    Ok(parts)
}

fn regex(kind: &str, flags: &str, parts: &[Part]) -> String {
    let by_regex = kind == "regex";
    let mut out = if by_regex {
        if flags.is_empty() {
            String::new()
        } else {
            format!("(?{flags})")
        }
    } else {
        "(?s)^".to_owned()
    };
    let mut group = 0;
    for (i, part) in parts.iter().enumerate() {
        let last = i + 1 == parts.len();
        match part {
            Part::Star if by_regex => out.push_str(".*"),
            Part::Star => out.push_str(if last { ".*" } else { ".*?" }),
            Part::Text(text) if by_regex => out.push_str(&format!("(?:{text})")),
            Part::Text(text) => out.push_str(&regex::escape(text)),
            Part::Column(column) => {
                // Before `*` nothing says where a column ends but its own form.
                let open = matches!(parts.get(i + 1), Some(Part::Star));
                let inside = match column.ty {
                    Type::Int | Type::Long if by_regex => "[+-]?[0-9]+",
                    Type::Real | Type::Decimal if by_regex => {
                        r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?"
                    }
                    Type::Int | Type::Long if open => r"\s*[+-]?[0-9]*",
                    Type::Real | Type::Decimal if open => {
                        r"\s*[+-]?[0-9]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?"
                    }
                    Type::Datetime | Type::Timespan if open => r"\s*[0-9TZ/:. +-]*",
                    Type::Bool if open => r"\s*[A-Za-z]*",
                    Type::Guid if open => r"\s*[0-9A-Fa-f-]*",
                    _ if by_regex || last => ".*",
                    _ => ".*?",
                };
                out.push_str(&format!("(?P<c{group}>{inside})"));
                group += 1;
            }
        }
    }
    out
}
