use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "tstats",
    aliases: &[],
    summary: "Gives aggregates over a data model: Change and Authentication of the Common Information Model.",
    usage: "tstats AGGREGATE, … from datamodel=MODEL [where TERMS] [by FIELD, … [span=SPAN]]",
    examples: &[],
    generates: Some(generate),
    body: run,
};

fn generate(lowering: &mut Lowering<'_>, command: &spl::Command) -> Lower<Flow> {
    let stats = stats(command)?;
    let span = command.span;
    for (name, _) in &stats.options {
        let known = [
            "summariesonly",
            "allow_old_summaries",
            "fillnull_value",
            "span",
            "chunk_size",
            "local",
            "include_reduced_buckets",
        ];
        if !known.contains(&name.text.to_ascii_lowercase().as_str()) {
            return Err(lowering.unsupported(
                name.span,
                &format!("the option `{}` of `tstats`", name.text),
            ));
        }
    }
    let Some(model) = &stats.model else {
        return Err(lowering.unsupported(span, "`tstats` without a data model"));
    };
    let mut flow = lowering.model(model, span)?;
    if let Some(filter) = &stats.filter {
        let condition = lowering.term(&mut flow.fields, filter, true)?;
        flow.push(build::where_(condition));
    }
    if let Some(step) = stats_option(stats, "span") {
        let time = lowering.field(&mut flow.fields, "_time", span);
        let binned = build::call("__spl_bin", vec![time, build::string(step, span)], span);
        flow.assign(vec![("_time".to_owned(), Field::ONE, binned)], span);
    }
    let computed = lowering.computed(&mut flow, &stats.aggregates, false)?;
    if let Some(fill) = stats_option(stats, "fillnull_value") {
        let mut columns = Vec::new();
        for name in &stats.by {
            let value = lowering.field(&mut flow.fields, &name.text, name.span);
            let field = flow
                .fields
                .known
                .get(&name.text)
                .copied()
                .unwrap_or(Field::ONE);
            let filled = build::iff(
                build::is_null(value.clone()),
                build::text(fill, span),
                value,
            );
            columns.push((name.text.clone(), field, filled));
        }
        flow.assign(columns, span);
    }
    lowering.grouped(flow, computed, &stats.by, span)
}

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let _ = flow;
    Err(lowering.error(
        "misplaced-command",
        command.name.span,
        "`tstats` makes rows itself, so it stands first in a search",
    ))
}
