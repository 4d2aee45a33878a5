use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "append",
    aliases: &[],
    summary: "Puts the rows of a subsearch behind the rows.",
    usage: "append [maxout=N] [SUBSEARCH]",
    examples: &[example(
        "| makeresults | append [| makeresults count=2] | stats count",
        "3",
    )],
    generates: None,
    body: run,
};

/// Rows of a subsearch that Splunk takes unless it is told otherwise.
///
/// Source: the pages "append" and "join" of the Splunk documentation.
pub(super) const MOST_ROWS: i64 = 50_000;

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(
        lowering,
        "append",
        &["maxout", "maxtime", "timeout", "extendtimerange"],
    )?;
    let most = words.number("maxout").filter(|most| *most > 0);
    let mut flow = flow;
    for search in subsearches(&words) {
        let mut more = lowering.search(search)?;
        lowering.capped(&mut more, most.unwrap_or(MOST_ROWS), "append", command.span);
        flow = appended(lowering, flow, more, command.span)?;
    }
    Ok(flow)
}

/// The rows of both, one after the other.
pub(super) fn appended(
    lowering: &mut Lowering<'_>,
    mut flow: Flow,
    mut more: Flow,
    span: vigie_syntax::Span,
) -> Lower<Flow> {
    if flow.order == Order::Events {
        flow.decide_order(span);
    }
    if more.order == Order::Events {
        more.decide_order(span);
    }
    // A field of one side is asked for on the other.
    let names: Vec<String> = flow.fields.known.keys().cloned().collect();
    for name in &names {
        lowering.known(&mut more.fields, name);
    }
    let others: Vec<(String, Field)> = more
        .fields
        .known
        .iter()
        .map(|(n, f)| (n.clone(), *f))
        .collect();
    for (name, _) in &others {
        lowering.known(&mut flow.fields, name);
    }
    let mut fields = flow.fields.clone();
    for (name, field) in others {
        let several = field.several || fields.known.get(&name).is_some_and(|f| f.several);
        fields.set(&name, Field { several });
    }
    fields.open.extend(more.fields.open.iter().copied());
    super::join::only_known(&mut flow, span);
    super::join::only_known(&mut more, span);
    let events = flow.events && more.events;
    Ok(Flow {
        source: Some(build::union(vec![flow.table(span), more.table(span)], span)),
        operators: Vec::new(),
        fields,
        order: Order::Decided,
        events,
    })
}
