use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "mvcombine",
    aliases: &[],
    summary: "Makes one row of the rows that differ in one field only.",
    usage: "mvcombine FIELD",
    examples: &[example(
        r#"| makeresults | eval x=split("a;b", ";"), y=1 | mvexpand x | mvcombine x | eval n=mvcount(x) | table n"#,
        "2",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let span = command.span;
    let names = words(command).names();
    let Some(field) = names.first() else {
        return Err(lowering.error("syntax-error", span, "`mvcombine` requires a field"));
    };
    if lowering.known(&mut flow.fields, &field.text).is_none() {
        return Ok(flow);
    }
    flow.decide_order(span);
    let mut key = vec![build::string("\u{1}", span)];
    let mut aggregates = Vec::new();
    let shown: Vec<(String, Field)> = flow
        .fields
        .known
        .iter()
        .map(|(n, f)| (n.clone(), *f))
        .collect();
    for (name, _) in &shown {
        let value = build::column(name, span);
        if *name == field.text {
            aggregates.push((name.clone(), build::call("__spl_list", vec![value], span)));
        } else {
            key.push(build::call("__spl_text", vec![value.clone()], span));
            aggregates.push((name.clone(), build::call("__spl_first", vec![value], span)));
        }
    }
    key.push(build::string("", span));
    let by = vec![(lowering.temporary(), build::call("strcat_delim", key, span))];
    flow.push(build::summarize(aggregates, by, Vec::new(), span));
    let names: Vec<String> = shown.iter().map(|(n, _)| n.clone()).collect();
    flow.keep(&names, span);
    let open = std::mem::take(&mut flow.fields.open);
    flow.fields = Fields::closed(shown);
    flow.fields.open = open;
    flow.fields.set(&field.text, Field::SEVERAL);
    Ok(flow)
}
