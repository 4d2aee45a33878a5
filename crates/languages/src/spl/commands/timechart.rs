use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "timechart",
    aliases: &[],
    summary: "Makes a row for each span of time; spans without events have no row.",
    usage: "timechart [span=SPAN] AGGREGATE, … [by FIELD]",
    examples: &[example(
        "| makeresults count=2 | timechart span=1d count | table count",
        "2",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let stats = stats(command)?;
    let span = command.span;
    for (name, _) in &stats.options {
        let known = [
            "span",
            "limit",
            "useother",
            "usenull",
            "cont",
            "partial",
            "bins",
            "minspan",
            "fixedrange",
            "agg",
        ];
        if !known.contains(&name.text.to_ascii_lowercase().as_str()) {
            return Err(lowering.unsupported(
                name.span,
                &format!("the option `{}` of `timechart`", name.text),
            ));
        }
    }
    let computed = lowering.computed(&mut flow, &stats.aggregates, false)?;
    let time = lowering.field(&mut flow.fields, "_time", span);
    let step = stats_option(stats, "span").unwrap_or("1d");
    let binned = build::call("__spl_bin", vec![time, build::string(step, span)], span);
    flow.assign(vec![("_time".to_owned(), Field::ONE, binned)], span);
    let mut by = vec![spl::Name {
        text: "_time".to_owned(),
        span,
    }];
    by.extend(stats.by.iter().cloned());
    super::chart::table(lowering, flow, computed, &by, span)
}
