use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "streamstats",
    aliases: &[],
    summary: "Adds aggregates of the rows so far to each row.",
    usage: "streamstats [current=f] [window=N] [global=f] AGGREGATE, … [by FIELD, …]",
    examples: &[
        example(
            "| makeresults count=3 | streamstats count as n | stats max(n)",
            "3",
        ),
        example(
            "| makeresults count=3 | streamstats current=f count as n | table n",
            "0",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let stats = stats(command)?;
    for (name, _) in &stats.options {
        if !["current", "window", "global", "allnum"]
            .contains(&name.text.to_ascii_lowercase().as_str())
        {
            return Err(lowering.unsupported(
                name.span,
                &format!("the option `{}` of `streamstats`", name.text),
            ));
        }
    }
    let off = |text: &str| matches!(text.to_ascii_lowercase().as_str(), "f" | "false" | "0");
    let current = !stats_option(stats, "current").is_some_and(off);
    let window = stats_option(stats, "window")
        .and_then(|w| w.parse().ok())
        .unwrap_or(0);
    let global = !stats_option(stats, "global").is_some_and(off);
    flow.decide_order(command.span);
    let computed = lowering.computed(&mut flow, &stats.aggregates, true)?;
    let mut parameters = aggregate::running(current, window, command.span);
    // Without `by` there is one group, and both are the same.
    if global && window > 0 && !stats.by.is_empty() {
        let global = build::boolean(true, command.span);
        parameters.push(build::parameter("__global", global));
    }
    lowering.beside(flow, computed, &stats.by, parameters, command.span)
}
