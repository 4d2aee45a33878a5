use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "from",
    aliases: &[],
    summary: "Gives the events of a data model.",
    usage: "from datamodel:MODEL | from datamodel MODEL",
    examples: &[],
    generates: Some(generate),
    body: run,
};

fn generate(lowering: &mut Lowering<'_>, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let names = words.names();
    let model = match names.as_slice() {
        [kind, model] if kind.text.eq_ignore_ascii_case("datamodel") => model.clone(),
        [one] if one.text.to_ascii_lowercase().starts_with("datamodel:") => spl::Name {
            text: one.text.get(10..).unwrap_or_default().to_owned(),
            span: one.span,
        },
        _ => {
            return Err(lowering.unsupported(command.span, "`from` of anything but a data model"));
        }
    };
    lowering.fields_of_model(&model, command.span)
}

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let _ = flow;
    Err(lowering.error(
        "misplaced-command",
        command.name.span,
        "`from` makes rows itself, so it stands first in a search",
    ))
}
