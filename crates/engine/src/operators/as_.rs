//! `T | as name`: gives a table a name for the rest of the query.

use std::sync::Arc;

use vigie_syntax::kql::ast::Name;

use crate::bind::{Binding, Env, Pipe};

/// What stands before the name in a second binding, from which `withsource` tells that `as` gave
/// it. No query can write such a name.
pub(crate) const AS: &str = "$as ";

pub(crate) fn bind(input: Pipe, name: &Name, env: &mut Env) -> Pipe {
    let table = || Binding::Table(Arc::clone(&input.rel));
    *env = env
        .with(format!("{AS}{}", name.text), table())
        .with(&name.text, table());
    input
}
