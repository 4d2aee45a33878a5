use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "reverse",
    aliases: &[],
    summary: "Turns the order of the rows around.",
    usage: "reverse",
    examples: &[example(
        "| makeresults count=3 | streamstats count as n | reverse | table n",
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    reversed(lowering, flow, command.span)
}

/// The rows from the last to the first.
pub(super) fn reversed(
    lowering: &mut Lowering<'_>,
    flow: Flow,
    span: vigie_syntax::Span,
) -> Lower<Flow> {
    let (mut flow, number) = lowering.numbered(flow, &[], span)?;
    let key = aggregate::sort_key(&number, "num", true, span);
    flow.push(build::sort(vec![(key, false)], span));
    flow.push(build::project_away(std::slice::from_ref(&number), span));
    flow.fields.remove(&number);
    Ok(flow)
}
