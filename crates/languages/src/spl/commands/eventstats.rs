use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "eventstats",
    aliases: &[],
    summary: "Adds aggregates of its group to each row.",
    usage: "eventstats AGGREGATE [as NAME], … [by FIELD, …]",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | eventstats max(x) as m | table m"#,
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let stats = stats(command)?;
    let computed = lowering.computed(&mut flow, &stats.aggregates, true)?;
    if computed.iter().any(|c| c.ordered) {
        flow.decide_order(command.span);
    }
    let parameters = aggregate::whole(command.span);
    lowering.beside(flow, computed, &stats.by, parameters, command.span)
}
