use super::def::*;
use vigie_syntax::Span;
use vigie_syntax::kql::ast::Expr;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "spath",
    aliases: &[],
    summary: "Takes a field out of a JSON text by its path.",
    usage: "spath [input=FIELD] [output=NAME] [path=PATH]",
    examples: &[example(
        r#"| makeresults | eval j="{\"a\":{\"b\":[1,2]}}" | spath input=j output=o path=a.b{} | mvexpand o | stats count"#,
        "2",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "spath", &["input", "output", "path"])?;
    let span = command.span;
    let input = words.option("input").unwrap_or("_raw").to_owned();
    let path = words.option("path").map(str::to_owned);
    let path = path.or_else(|| words.names().first().map(|n| n.text.clone()));
    let Some(path) = path else {
        return automatic(lowering, flow, &input, span);
    };
    let output = words.option("output").unwrap_or(&path).to_owned();
    let value = lowering.field(&mut flow.fields, &input, span);
    let found = build::call("__spl_spath", vec![value, build::string(&path, span)], span);
    let several = path.contains('{');
    flow.assign(vec![(output, Field { several }, found)], span);
    Ok(flow)
}

/// Every leaf becomes a field. Those of the raw event are fields already.
pub(super) fn automatic(
    lowering: &mut Lowering<'_>,
    flow: Flow,
    input: &str,
    span: Span,
) -> Lower<Flow> {
    if input == "_raw" && flow.events {
        return Ok(flow);
    }
    let most = lowering.logs.spath_characters;
    extracted(lowering, flow, input, span, |value, name| {
        let mut arguments = vec![value, build::string(name, span)];
        arguments.extend(most.map(|most| build::long(most, span)));
        build::call("__spl_spath", arguments, span)
    })
}

/// What is found in a text under the names that are asked for becomes fields.
pub(super) fn extracted(
    lowering: &mut Lowering<'_>,
    mut flow: Flow,
    input: &str,
    span: Span,
    find: impl Fn(Expr, &str) -> Expr,
) -> Lower<Flow> {
    let value = lowering.field(&mut flow.fields, input, span);
    let source = lowering.new_source();
    let mut columns = Vec::new();
    for name in lowering.needs_of(source) {
        let before = match flow.fields.known.get(&name) {
            Some(_) => build::column(&name, span),
            None => build::null(span),
        };
        let found = find(value.clone(), &name);
        let kept = build::iff(build::is_not_null(found.clone()), found, before);
        let several = name.contains('{');
        columns.push((name, Field { several }, kept));
    }
    flow.assign(columns, span);
    flow.fields.open.push(source);
    Ok(flow)
}
