use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "nomv",
    aliases: &[],
    summary: "Joins the values of a field to one text, a line each.",
    usage: "nomv FIELD",
    examples: &[example(
        r#"| makeresults | eval x=split("a;b", ";") | nomv x | eval n=mvcount(x) | table n"#,
        "1",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    for name in words(command).names() {
        if lowering.known(&mut flow.fields, &name.text).is_some() {
            let span = name.span;
            let value = build::column(&name.text, span);
            let joined = build::call("__spl_text", vec![value.clone()], span);
            let joined = build::call("__spl_value", vec![joined], span);
            let kept = build::iff(build::is_null(value), build::null(span), joined);
            flow.assign(vec![(name.text, Field::ONE, kept)], span);
        }
    }
    Ok(flow)
}
