use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "regex",
    aliases: &[],
    summary: "Keeps the rows whose field a regular expression matches.",
    usage: "regex FIELD=REGEX | regex FIELD!=REGEX | regex REGEX",
    examples: &[
        example(
            r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | regex x="[12]" | stats count"#,
            "2",
        ),
        example(
            r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | regex x!="[12]" | stats count"#,
            "2",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let span = command.span;
    let spl::Body::Words(list) = &command.body else {
        return Err(Failed);
    };
    let (field, op, pattern) = match list.first().map(|w| &w.kind) {
        Some(spl::WordKind::Option { name, op, value }) => (name.text.clone(), *op, value.text()),
        Some(_) => (
            "_raw".to_owned(),
            spl::CompareOp::Equal,
            list.first().and_then(|w| w.text()),
        ),
        None => {
            return Err(lowering.error(
                "syntax-error",
                span,
                "`regex` requires a regular expression",
            ));
        }
    };
    let Some(pattern) = pattern else {
        return Err(lowering.error(
            "syntax-error",
            span,
            "`regex` requires a regular expression",
        ));
    };
    let value = lowering.field(&mut flow.fields, &field, span);
    let matches = build::call(
        "__spl_regex",
        vec![value, build::string(pattern, span)],
        span,
    );
    let matches = build::iff(
        matches,
        build::boolean(true, span),
        build::boolean(false, span),
    );
    flow.push(build::where_(match op {
        spl::CompareOp::NotEqual => build::not(matches),
        _ => matches,
    }));
    Ok(flow)
}
