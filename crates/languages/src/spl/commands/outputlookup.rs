use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "outputlookup",
    aliases: &[],
    summary: "Would write a lookup; here the rows go on and nothing is written.",
    usage: "outputlookup NAME",
    examples: &[example(
        "| makeresults | outputlookup x.csv | stats count",
        "1",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    lowering.warn(
        "nothing-written",
        command.name.span,
        "`outputlookup` writes nothing here: the rows go on",
    );
    Ok(flow)
}
