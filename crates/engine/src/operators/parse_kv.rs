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
    let mut options = [" ", "=", "", "", ""].map(str::to_owned);
    for (name, value) in properties {
        let at = match name.text.as_str() {
            "pair_delimiter" => 0,
            "kv_delimiter" => 1,
            "quote" => 2,
            "escape" => 3,
            "regex" => 4,
            "greedy" => continue,
            other => {
                return Err(b.error(
                    "unknown-option",
                    name.span,
                    format!("`parse-kv` has no option `{other}`"),
                ));
            }
        };
        let value = b.scalar(value, env)?;
        options[at] = b.value(&value)?.map(|v| v.to_text()).unwrap_or_default();
    }
    let mut args = vec![text];
    args.extend(options.map(|o| Expr::literal(Value::String(o), Type::String, span)));
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
