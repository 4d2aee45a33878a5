use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "tail",
    aliases: &[],
    summary: "Keeps the last rows, the last one first.",
    usage: "tail [N]",
    examples: &[example(
        "| makeresults count=3 | streamstats count as n | tail 2 | table n",
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let names = words(command).names();
    let count = names
        .first()
        .and_then(|n| n.text.parse().ok())
        .unwrap_or(10);
    let mut flow = super::reverse::reversed(lowering, flow, command.span)?;
    flow.push(build::take(count, command.span));
    Ok(flow)
}
