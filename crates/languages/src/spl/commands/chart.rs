use super::def::*;
use vigie_syntax::kql::ast::{Argument, OperatorKind};
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "chart",
    aliases: &[],
    summary: "Makes a table: a row for each value of the first field, a column for each of the second.",
    usage: "chart AGGREGATE [over FIELD] [by FIELD [FIELD]]",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | chart count by x | stats count as n"#,
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let stats = stats(command)?;
    let mut by = stats.by.clone();
    if let Some(over) = &stats.over {
        by.insert(0, over.clone());
    }
    let computed = lowering.computed(&mut flow, &stats.aggregates, false)?;
    table(lowering, flow, computed, &by, command.span)
}

/// One row for each value of the first key; with a second key, a column for each of its values.
pub(super) fn table(
    lowering: &mut Lowering<'_>,
    flow: Flow,
    computed: Vec<aggregate::Computed>,
    by: &[spl::Name],
    span: vigie_syntax::Span,
) -> Lower<Flow> {
    let [row, column] = by else {
        return lowering.grouped(flow, computed, by, span);
    };
    let [aggregate] = computed.as_slice() else {
        return Err(lowering.unsupported(span, "several aggregates in a table with columns"));
    };
    let value = aggregate.name.clone();
    let mut flow = lowering.grouped(flow, computed, by, span)?;
    let bag = lowering.temporary();
    let key = build::call("__spl_text", vec![build::column(&column.text, span)], span);
    let pair = build::call("bag_pack", vec![key, build::column(&value, span)], span);
    let rows = build::call("__spl_text", vec![build::column(&row.text, span)], span);
    let temporary = lowering.temporary();
    let aggregates = vec![(bag.clone(), build::call("make_bag", vec![pair], span))];
    flow.push(build::summarize(
        aggregates,
        vec![(temporary.clone(), rows)],
        Vec::new(),
        span,
    ));
    let own = build::call("__spl_value", vec![build::column(&temporary, span)], span);
    let columns = vec![
        (row.text.clone(), own),
        (bag.clone(), build::column(&bag, span)),
    ];
    flow.push(build::project(columns, span));
    let key = aggregate::sort_key(&row.text, "auto", false, span);
    flow.push(build::sort(vec![(key, true)], span));
    let arguments = vec![Argument {
        name: None,
        value: build::column(&bag, span),
    }];
    let name = build::name("bag_unpack", span);
    flow.push(build::operator(
        OperatorKind::Evaluate {
            name,
            arguments,
            schema: None,
        },
        span,
    ));
    let source = lowering.new_source();
    flow.fields = Fields::closed([(row.text.clone(), Field::ONE)]);
    let mut columns = Vec::new();
    for name in lowering.needs_of(source) {
        let arguments = vec![build::string(&name, span), build::null(span)];
        let own = build::call("column_ifexists", arguments, span);
        columns.push((
            name,
            Field::ONE,
            build::call("__spl_value", vec![own], span),
        ));
    }
    flow.assign(columns, span);
    flow.fields.open = vec![source];
    Ok(flow)
}
