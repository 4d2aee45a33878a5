use super::def::*;
use vigie_syntax::kql::ast::OperatorKind;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "makeresults",
    aliases: &[],
    summary: "Makes rows with the time of the search.",
    usage: "makeresults [count=N]",
    examples: &[example("| makeresults count=3 | stats count", "3")],
    generates: Some(generate),
    body: run,
};

fn generate(lowering: &mut Lowering<'_>, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(
        lowering,
        "makeresults",
        &["count", "annotate", "splunk_server"],
    )?;
    let span = command.span;
    let count = words.number("count").unwrap_or(1);
    let name = lowering.temporary();
    let range = build::operator(
        OperatorKind::Range {
            name: build::name(&name, span),
            from: build::long(1, span),
            to: build::long(count, span),
            step: build::long(1, span),
        },
        span,
    );
    let now = build::call("now", Vec::new(), span);
    let time = build::call("__spl_value", vec![now], span);
    Ok(Flow {
        source: None,
        operators: vec![
            range,
            build::project(vec![("_time".to_owned(), time)], span),
        ],
        fields: Fields::closed([("_time".to_owned(), Field::ONE)]),
        order: Order::Decided,
        events: false,
    })
}

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let more = generate(lowering, command)?;
    super::append::appended(lowering, flow, more, command.span)
}
