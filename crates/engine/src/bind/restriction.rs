//! `restrict access to (…)`: which tables the statements behind it may read.
//!
//! The restriction is part of what names mean from there on, so that a view that was defined before
//! it still reads what it was written over.

use vigie_syntax::kql::ast::{Expr as Ast, ExprKind};

use super::{Binding, Env};
use crate::bound::Expr;
use crate::operators::project_away::matches;
use crate::operators::union::pattern;
use crate::types::{Json, Type, Value};

/// The name under which the restriction stands. A `$` begins no name that a query could write.
const NAME: &str = "$restrict";

/// What names mean behind a restriction to these tables; one behind another leaves what both do.
pub(super) fn restricted(entities: &[Ast], env: &Env) -> Env {
    let named = entities.iter().filter_map(entity);
    let names = named.map(|name| Json::String(name.to_owned())).collect();
    let span = entities.first().map_or_else(Default::default, |e| e.span);
    let list = Expr::literal(Value::Dynamic(Json::Array(names)), Type::Dynamic, span);
    env.with(NAME, Binding::Scalar(list))
}

/// Whether a table of the catalog may be read where names mean this.
pub(crate) fn allows(env: &Env, table: &str) -> bool {
    let mut restrictions = env.entries().filter(|(name, _)| *name == NAME);
    restrictions.all(|(_, binding)| {
        let Binding::Scalar(list) = binding else {
            return true;
        };
        match list.as_literal() {
            Some(Value::Dynamic(Json::Array(names))) => names
                .iter()
                .filter_map(Json::as_str)
                .any(|name| matches(name, table)),
            _ => true,
        }
    })
}

fn entity(e: &Ast) -> Option<&str> {
    match &e.kind {
        ExprKind::Parenthesized(inner) => entity(inner),
        ExprKind::Name(name) => Some(name),
        ExprKind::Member { name, .. } => Some(&name.text),
        _ => pattern(e),
    }
}
