use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "union",
    aliases: &["multisearch"],
    summary: "Gives the rows of several searches.",
    usage: "union [SUBSEARCH], …",
    examples: &[example(
        "| union [| makeresults] [| makeresults count=2] | stats count",
        "3",
    )],
    generates: Some(generate),
    body: run,
};

fn generate(lowering: &mut Lowering<'_>, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let mut all: Option<Flow> = None;
    for search in subsearches(&words) {
        let more = lowering.search(search)?;
        all = Some(match all {
            Some(flow) => super::append::appended(lowering, flow, more, command.span)?,
            None => more,
        });
    }
    match all {
        Some(flow) => Ok(flow),
        None => Err(lowering.error("syntax-error", command.span, "`union` requires subsearches")),
    }
}

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let more = generate(lowering, command)?;
    super::append::appended(lowering, flow, more, command.span)
}
