//! `T | parse-kv text as (a:long, b:string) with (pair_delimiter=';', kv_delimiter='=')`.
//!
//! Source: the page "parse-kv operator" of the Kusto documentation.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{ColumnDeclaration, Expr as Ast, Name};

use super::datatable::columns;
use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope};
use crate::bound::Expr;
use crate::types::{Column, Type, Value};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    source: &Ast,
    declarations: &[ColumnDeclaration],
    properties: &[(Name, Ast)],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let declared = columns(b, declarations)?;
    let mut scope = RowScope::of(input);
    let text = b.expr(source, env, &mut scope)?;
    let text = b.converted(text, Type::String);
    // The delimiters, quotes, escapes and the regular expression.
    let mut options = ["", "", "", "", ""].map(str::to_owned);
    let mut greedy = false;
    for (name, value) in properties {
        let at = match name.text.as_str() {
            "pair_delimiter" => 0,
            "kv_delimiter" => 1,
            "quote" => 2,
            "escape" => 3,
            "regex" => 4,
            "greedy" => {
                let value = b.scalar(value, env)?;
                greedy = b.value(&value)?.and_then(|v| v.as_bool()) == Some(true);
                continue;
            }
            other => {
                return Err(b.error(
                    "unknown-option",
                    name.span,
                    format!("`parse-kv` has no option `{other}`"),
                ));
            }
        };
        let value = b.scalar(value, env)?;
        let span = value.span;
        let text = b.value(&value)?.map(|v| v.to_text()).unwrap_or_default();
        match (at, text.chars().count()) {
            // Quotes may be given several times; one character stands for both sides.
            (2, 1) => options[at].push_str(&text.repeat(2)),
            (2, 2) | (3, 1) => options[at].push_str(&text),
            (2 | 3, _) => {
                let message = format!("`{}` does not take the text `{text}`", name.text);
                return Err(b.error("invalid-argument", span, message));
            }
            _ => options[at] = text,
        }
    }
    if options[0].is_empty() != options[1].is_empty() {
        return Err(b.error(
            "missing-option",
            span,
            "`parse-kv` takes `pair_delimiter` and `kv_delimiter` together",
        ));
    }
    let mut args = vec![text];
    args.extend(options.map(|o| Expr::literal(Value::String(o), Type::String, span)));
    args.push(Expr::literal(Value::Bool(greedy), Type::Bool, span));
    let call = b.function("parse_pairs", args, span)?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    let before = pipe.rel.columns.clone();
    let bag = Column::new(b.hidden_name(), Type::Dynamic);
    let pipe = pipe.extend(vec![(bag.clone(), call)], span);
    let keys = declared
        .into_iter()
        .map(|column| {
            let key = Value::string(column.name.clone());
            (column, Expr::literal(key, Type::String, span))
        })
        .collect();
    pipe.with_parts(b, &before, &bag, keys, span)
}
