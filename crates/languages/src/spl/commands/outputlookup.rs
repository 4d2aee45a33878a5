use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "outputlookup",
    aliases: &[],
    summary: "Writes a lookup where the command line gives a folder for it; the rows go on.",
    usage: "outputlookup NAME",
    examples: &[example(
        "| makeresults | outputlookup x.csv | stats count",
        "1",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    if !lowering.logs.writes_lookups {
        lowering.warn(
            "nothing-written",
            command.name.span,
            "`outputlookup` writes nothing here: the rows go on",
        );
    }
    Ok(flow)
}
