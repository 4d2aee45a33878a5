//! `T | evaluate plugin(arguments)`.

use vigie_syntax::kql::ast::{Argument, EvaluateSchema, Name};
use vigie_syntax::{Diagnostic, Span, diagnostic::nearest};

use crate::bind::{Bind, Binder, Env, Pipe};
use crate::plugins::PLUGINS;
use crate::plugins::def::Call;
use crate::registry;

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Option<Pipe>,
    name: &Name,
    arguments: &[Argument],
    schema: Option<&EvaluateSchema>,
    env: &Env,
    span: Span,
) -> Bind<Pipe> {
    if let Some(plugin) = PLUGINS.iter().find(|p| p.name == name.text) {
        return (plugin.body)(
            b,
            Call {
                input,
                arguments,
                schema,
                env,
                span,
            },
        );
    }
    if let Some(reason) = registry::unsupported_plugin(&name.text) {
        return Err(b.fail(
            Diagnostic::error(
                "unsupported-plugin",
                name.span,
                format!("the plugin `{}` is not supported", name.text),
            )
            .note(reason),
        ));
    }
    let mut diagnostic = Diagnostic::error(
        "unknown-plugin",
        name.span,
        format!("no plugin `{}`", name.text),
    );
    if let Some(near) = nearest(&name.text, PLUGINS.iter().map(|p| p.name)) {
        diagnostic = diagnostic.help(format!("`{near}` has a similar name"));
    }
    Err(b.fail(diagnostic))
}
