use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "table",
    aliases: &[],
    summary: "Keeps these fields in this order.",
    usage: "table FIELD, …",
    examples: &[example("| makeresults | eval a=1, b=2 | table b, a", "2")],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let mut names: Vec<String> = Vec::new();
    for name in words.names() {
        let mut found = lowering.fields_of(&mut flow.fields, &name.text);
        if found.is_empty() && !name.text.contains('*') {
            // A field that no row has is an empty column.
            flow.assign(
                vec![(name.text.clone(), Field::ONE, build::null(name.span))],
                name.span,
            );
            found.push(name.text.clone());
        }
        for name in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if flow.order == Order::Events {
        flow.decide_order(command.span);
    }
    let known: Vec<(String, Field)> = names
        .iter()
        .map(|n| {
            (
                n.clone(),
                flow.fields.known.get(n).copied().unwrap_or(Field::ONE),
            )
        })
        .collect();
    flow.keep(&names, command.span);
    flow.fields = Fields::closed(known);
    flow.events = false;
    Ok(flow)
}
