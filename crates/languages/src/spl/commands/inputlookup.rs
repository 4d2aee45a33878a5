use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "inputlookup",
    aliases: &[],
    summary: "Gives the rows of a lookup, which is a watchlist file.",
    usage: "inputlookup [append=t] NAME [where TERMS]",
    examples: &[],
    generates: Some(generate),
    body: run,
};

fn generate(lowering: &mut Lowering<'_>, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(
        lowering,
        "inputlookup",
        &["append", "start", "max", "strict"],
    )?;
    let span = command.span;
    let Some(name) = words.rest.iter().find_map(|w| w.text()) else {
        return Err(lowering.error("syntax-error", span, "`inputlookup` requires a name"));
    };
    let source = lowering.new_source();
    let needs = lowering.needs_of(source);
    let columns: Vec<_> = needs.iter().map(|n| (n.clone(), cell(n, span))).collect();
    let mut flow = Flow {
        source: Some(watchlist(name, span)),
        operators: Vec::new(),
        fields: Fields::closed(needs.into_iter().map(|n| (n, Field::ONE))),
        order: Order::Decided,
        events: false,
    };
    if !columns.is_empty() {
        flow.push(build::extend(columns, span));
    }
    flow.fields.open = vec![source];
    for word in &words.rest {
        if let spl::WordKind::Filter(term) = &word.kind {
            let condition = lowering.term(&mut flow.fields, term, false)?;
            flow.push(build::where_(condition));
        }
    }
    if let Some(most) = words.number("max") {
        flow.push(build::take(most, span));
    }
    Ok(flow)
}

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let more = generate(lowering, command)?;
    super::append::appended(lowering, flow, more, command.span)
}

/// The table of a lookup.
pub(super) fn watchlist(name: &str, span: vigie_syntax::Span) -> vigie_syntax::kql::ast::Expr {
    let stem = name.strip_suffix(".csv").unwrap_or(name);
    build::call("_GetWatchlist", vec![build::string(stem, span)], span)
}

/// A cell of a lookup; an empty one is no value.
pub(super) fn cell(name: &str, span: vigie_syntax::Span) -> vigie_syntax::kql::ast::Expr {
    let arguments = vec![build::string(name, span), build::string("", span)];
    let column = build::call("column_ifexists", arguments, span);
    build::call("__spl_known", vec![column], span)
}
