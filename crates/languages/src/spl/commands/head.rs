use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "head",
    aliases: &[],
    summary: "Keeps the first rows: 10, or so many.",
    usage: "head [N]",
    examples: &[
        example("| makeresults count=20 | head | stats count", "10"),
        example("| makeresults count=20 | head 3 | stats count", "3"),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let first = words.names().into_iter().next();
    let count = match (words.number("limit"), first) {
        (Some(count), _) => count,
        (None, Some(name)) => match name.text.parse() {
            Ok(count) => count,
            Err(_) => return Err(lowering.unsupported(name.span, "`head` with a condition")),
        },
        (None, None) if words.rest.is_empty() => 10,
        (None, None) => return Err(lowering.unsupported(command.span, "`head` with a condition")),
    };
    flow.decide_order(command.span);
    flow.push(build::take(count, command.span));
    Ok(flow)
}
