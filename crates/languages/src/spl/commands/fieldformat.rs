use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "fieldformat",
    aliases: &[],
    summary: "Says how a field is shown; here it changes nothing.",
    usage: "fieldformat FIELD=EXPRESSION",
    examples: &[example(
        "| makeresults | eval a=1 | fieldformat a=tostring(a) | table a",
        "1",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let _ = (lowering, command);
    Ok(flow)
}
