//! `T | as name`: gives a table a name for the rest of the query.

use std::sync::Arc;

use vigie_syntax::kql::ast::Name;

use crate::bind::{Binding, Env, Flow};

pub(crate) fn bind(flow: Flow, name: &Name, env: &mut Env) -> Flow {
    let binding = match &flow {
        Flow::Table(pipe) => Binding::Table(Arc::clone(&pipe.rel)),
        Flow::Graph(graph) => Binding::Graph(std::rc::Rc::clone(graph)),
    };
    *env = env.with(&name.text, binding);
    flow
}
