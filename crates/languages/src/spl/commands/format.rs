use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "format",
    aliases: &[],
    summary: "Makes a search of rows; a subsearch that ends with it is compared row by row.",
    usage: "format",
    examples: &[],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let _ = (lowering, command);
    Ok(flow)
}
