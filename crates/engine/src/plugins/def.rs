//! What one plugin of `evaluate` is made of.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Argument, EvaluateSchema};

use crate::bind::{Bind, Binder, Env, Pipe};
use crate::functions::def::Example;

/// One plugin: what it is called, what it does.
pub(crate) struct Plugin {
    /// The name a query writes. It is also the name of the file.
    pub(crate) name: &'static str,
    /// One sentence, third person, ending in a full stop.
    pub(crate) summary: &'static str,
    /// How a call looks.
    pub(crate) usage: &'static str,
    /// What a reader must know beyond the summary; a line `Differs from Kusto: …` where we do.
    pub(crate) notes: &'static str,
    /// Whole queries and their first cell: shown in the reference, and run as tests.
    pub(crate) examples: &'static [Example],
    /// Binds a call.
    pub(crate) body: fn(&mut Binder<'_>, Call<'_>) -> Bind<Pipe>,
}

/// A call of a plugin.
pub(crate) struct Call<'a> {
    pub(crate) input: Option<Pipe>,
    pub(crate) arguments: &'a [Argument],
    /// `: (*, a:long)` behind the call.
    pub(crate) schema: Option<&'a EvaluateSchema>,
    pub(crate) env: &'a Env,
    pub(crate) span: Span,
}
