//! `datatable(a:long, b:string)[1, "x"]`: rows written in the query.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{ColumnDeclaration, Expr as Ast};

use crate::bind::{Bind, Binder, Env, Names, Pipe};
use crate::bound::{Rel, RelOp};
use crate::types::{Column, Type, Value, convert};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    declarations: &[ColumnDeclaration],
    values: &[Ast],
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    let columns = columns(b, declarations)?;
    if columns.is_empty() || !values.len().is_multiple_of(columns.len()) {
        return Err(b.error(
            "bad-datatable",
            span,
            format!(
                "{} values do not fill rows of {} columns",
                values.len(),
                columns.len()
            ),
        ));
    }
    let mut cells = Vec::new();
    for (i, value) in values.iter().enumerate() {
        let ty = columns[i % columns.len()].ty;
        cells.push(cell(b, value, ty, env));
    }
    let cells: Vec<Value> = cells.into_iter().collect::<Bind<_>>()?;
    let rows = cells.chunks(columns.len()).map(<[Value]>::to_vec).collect();
    Ok(Pipe::new(Arc::new(Rel {
        op: RelOp::Values(Arc::new(rows)),
        columns,
        span,
        ordered: false,
        open: false,
    })))
}

/// Columns of a declaration.
pub(crate) fn columns(b: &mut Binder<'_>, declarations: &[ColumnDeclaration]) -> Bind<Vec<Column>> {
    let mut names = Names::default();
    let mut columns = Vec::new();
    for declaration in declarations {
        let Some(ty) = Type::from_name(&declaration.ty.text) else {
            return Err(b.error(
                "unknown-type",
                declaration.ty.span,
                format!("no type `{}`", declaration.ty.text),
            ));
        };
        if names.has(&declaration.name.text) {
            return Err(b.error(
                "duplicate-column",
                declaration.name.span,
                format!("a column `{}` is there already", declaration.name.text),
            ));
        }
        names.take(&declaration.name.text);
        columns.push(Column::new(&declaration.name.text, ty));
    }
    Ok(columns)
}

fn cell(b: &mut Binder<'_>, value: &Ast, ty: Type, env: &Env) -> Bind<Value> {
    let expr = b.scalar(value, env)?;
    match b.value(&expr)? {
        Some(value) => Ok(convert::convert(&value, ty)),
        None => Ok(Value::missing(ty)),
    }
}
