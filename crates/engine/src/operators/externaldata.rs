//! `externaldata(a:string)[uri]`: a table from a file.

use std::sync::Arc;

use vigie_syntax::kql::ast::{ColumnDeclaration, Expr as Ast, Name};
use vigie_syntax::{Diagnostic, Span};

use super::datatable::columns;
use crate::bind::{Bind, Binder, Env, Pipe};
use crate::bound::{Rel, RelOp};
use crate::catalog::ExternalOptions;
use crate::types::Value;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    declarations: &[ColumnDeclaration],
    uris: &[Ast],
    properties: &[(Name, Ast)],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let columns = columns(b, declarations)?;
    let mut options = ExternalOptions {
        format: None,
        ignore_first_record: false,
        allow_network: b.allow_network,
    };
    for (name, value) in properties {
        let value = b.scalar(value, env)?;
        let value = value.as_literal().cloned().unwrap_or(Value::Null);
        match name.text.to_ascii_lowercase().as_str() {
            "format" => options.format = Some(value.to_text().to_ascii_lowercase()),
            "ignorefirstrecord" => {
                options.ignore_first_record =
                    value.as_bool() == Some(true) || value.as_str().eq_ignore_ascii_case("true");
            }
            _ => {}
        }
    }
    let mut rows = Vec::new();
    for uri in uris {
        let value = b.scalar(uri, env)?;
        let Some(text) = b.value(&value)?.map(|v| v.to_text()) else {
            continue;
        };
        if b.reader.is_none() {
            continue;
        }
        match b.catalog.external(&text, &columns, &options) {
            Ok(more) => rows.extend(more),
            Err(message) => {
                let mut diagnostic = Diagnostic::error("external-data", uri.span, message);
                if text.starts_with("https://") && !options.allow_network {
                    diagnostic = diagnostic.help("allow it with `--allow-network`");
                }
                if text.contains("://") {
                    diagnostic = diagnostic.help(
                        "save the file and name its path, as `externaldata(a:string)['list.csv']`",
                    );
                }
                return Err(b.fail(diagnostic));
            }
        }
    }
    Ok(Pipe::new(Arc::new(Rel {
        op: RelOp::Values(Arc::new(rows)),
        columns,
        span,
        ordered: false,
        open: false,
    })))
}
