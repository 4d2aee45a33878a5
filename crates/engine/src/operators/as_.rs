//! `T | as name`: gives a table a name for the rest of the query.

use std::sync::Arc;

use vigie_syntax::kql::ast::Name;

use crate::bind::{Binding, Env, Pipe};

pub(crate) fn bind(input: Pipe, name: &Name, env: &mut Env) -> Pipe {
    *env = env.with(&name.text, Binding::Table(Arc::clone(&input.rel)));
    input
}
