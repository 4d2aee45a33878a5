//! `geo_info_from_ip_address()`: where an address is, by the catalog's database.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::Argument;

use crate::bind::{Bind, Binder, Env, RowScope};
use crate::bound::{Expr, RelOp};
use crate::catalog::Places;
use crate::kernels::locate::{Locate, place};
use crate::types::{Column, Type};

pub(crate) fn call(
    b: &mut Binder<'_>,
    places: Arc<dyn Places>,
    arguments: &[Argument],
    span: Span,
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Expr> {
    let args = b.plain_arguments(arguments, env, scope)?;
    let name = "geo_info_from_ip_address";
    let function = crate::registry::function(name);
    let args = match function {
        Some(function) => b.checked(name, function.params, args, span)?,
        None => args,
    };
    let [address] = b.exactly(args, span, name)?;
    if let Some(value) = address.as_literal() {
        let found = place(places.as_ref(), value);
        return Ok(Expr::literal(found, Type::Dynamic, span));
    }
    let Some(pipe) = scope.pipe.clone() else {
        return Err(b.unsupported("unsupported-function", span, &format!("`{name}` here")));
    };
    let input = Column::new(b.hidden_name(), Type::String);
    let found = Column::new(b.hidden_name(), Type::Dynamic);
    let pipe = pipe.extend(vec![(input, address)], span);
    let mut columns = pipe.rel.columns.clone();
    let width = columns.len();
    columns.push(found.clone());
    let op = RelOp::Kernel {
        input: Arc::clone(&pipe.rel),
        kernel: Arc::new(Locate { places, width }),
    };
    scope.pipe = Some(pipe.then(op, columns, span));
    Ok(Expr::column(&found, span))
}
