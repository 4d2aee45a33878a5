use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "rare",
    aliases: &[],
    summary: "Gives the rarest values of fields, with how often and how many percent.",
    usage: "rare [limit=N] FIELD, … [by FIELD, …]",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | rare x | table count"#,
        "1",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    super::top::commonest(lowering, flow, command, false)
}
