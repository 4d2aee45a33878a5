use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "mstats",
    aliases: &[],
    summary: "Gives aggregates over metrics, where the user names a log that holds them.",
    usage: "mstats AGGREGATE, … where index=NAME [by FIELD, …] [span=SPAN]",
    examples: &[],
    generates: Some(generate),
    body: run,
};

/// Metrics are records whose fields are the measures and their dimensions.
fn generate(lowering: &mut Lowering<'_>, command: &spl::Command) -> Lower<Flow> {
    let stats = stats(command)?;
    let span = command.span;
    if !lowering.logs.sourcetypes.iter().any(|g| g.name == "*") {
        return Err(lowering.error("no-such-logs", span, "no metrics can be read here"));
    }
    let mut flow = lowering.base(stats.filter.as_ref(), span)?;
    if let Some(step) = stats_option(stats, "span") {
        let time = lowering.field(&mut flow.fields, "_time", span);
        let binned = build::call("__spl_bin", vec![time, build::string(step, span)], span);
        flow.assign(vec![("_time".to_owned(), Field::ONE, binned)], span);
    }
    let computed = lowering.computed(&mut flow, &stats.aggregates, false)?;
    lowering.grouped(flow, computed, &stats.by, span)
}

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let _ = flow;
    Err(lowering.error(
        "misplaced-command",
        command.name.span,
        "`mstats` makes rows itself, so it stands first in a search",
    ))
}
