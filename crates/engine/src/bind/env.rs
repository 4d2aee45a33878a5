//! What names mean at a place of the query.

use std::rc::Rc;

use vigie_syntax::kql::ast;

use crate::bound::{Expr, RelRef};

/// What a `let`, a parameter or `as` gave a name to.
#[derive(Debug, Clone)]
pub(crate) enum Binding {
    /// A constant, or the argument of a function (then it may name columns of the caller's row).
    Scalar(Expr),
    Table(RelRef),
    Function(Rc<Definition>),
    Pattern(Rc<super::pattern::Declared>),
}

/// A function with what was in sight where it was written.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) function: ast::Function,
    pub(crate) env: Env,
}

/// A chain of names, the latest first. Cheap to copy: functions keep the one they were born in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Env(Option<Rc<Node>>);

#[derive(Debug)]
struct Node {
    name: String,
    binding: Binding,
    next: Env,
}

impl Env {
    pub(crate) fn with(&self, name: impl Into<String>, binding: Binding) -> Self {
        Self(Some(Rc::new(Node {
            name: name.into(),
            binding,
            next: self.clone(),
        })))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Binding> {
        self.entries().find(|(n, _)| *n == name).map(|(_, b)| b)
    }

    /// Names with their bindings, the latest first; a name may come twice.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Binding)> {
        let mut at = self.0.as_deref();
        std::iter::from_fn(move || {
            let node = at?;
            at = node.next.0.as_deref();
            Some((node.name.as_str(), &node.binding))
        })
    }
}

impl Drop for Env {
    /// Unlinks a long chain step by step, so that it does not use the stack.
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(node) = next {
            match Rc::try_unwrap(node) {
                Ok(mut node) => next = node.next.0.take(),
                Err(_) => break,
            }
        }
    }
}
