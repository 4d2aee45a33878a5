//! What one function of `eval` is made of.

use super::super::eval::Call;
use super::super::lowering::{Lower, Lowering};
use vigie_syntax::kql::ast::Expr;

/// One function: what it is called, what it takes, what it is lowered to.
#[derive(Debug)]
pub struct Function {
    /// The name a search writes. It is also the name of the file.
    pub name: &'static str,
    /// Other spellings that mean the same.
    pub aliases: &'static [&'static str],
    /// The least and the most arguments.
    pub arguments: (usize, usize),
    /// Whether it gives a Boolean, which no field can hold.
    pub condition: bool,
    /// One sentence, third person, ending in a full stop.
    pub summary: &'static str,
    /// Expressions and what they give: shown in the reference, and run as tests.
    pub examples: &'static [Example],
    pub(crate) body: Body,
}

/// An expression and the text of its value: `null`, JSON for several values, else the text.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    pub source: &'static str,
    pub result: &'static str,
}

pub(crate) const fn example(source: &'static str, result: &'static str) -> Example {
    Example { source, result }
}

/// What it is lowered to.
#[derive(Clone, Copy)]
pub(crate) enum Body {
    /// A function of the engine with the same arguments.
    Engine(&'static str),
    /// The same, with every argument after the first as a text.
    TextBehind(&'static str),
    /// A function of the engine with the argument and this text.
    With(&'static str, &'static str),
    /// Anything else.
    Own(fn(&mut Lowering<'_>, Call<'_, '_>) -> Lower<Expr>),
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Engine(name) | Self::TextBehind(name) | Self::With(name, _) => name,
            Self::Own(_) => "own",
        })
    }
}
