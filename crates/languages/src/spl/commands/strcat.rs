use super::def::*;
use vigie_syntax::spl::ast as spl;

use super::super::eval::arithmetic;

pub(super) const COMMAND: Command = Command {
    name: "strcat",
    aliases: &[],
    summary: "Joins fields and texts to one field.",
    usage: "strcat [allrequired=t] PART … NAME",
    examples: &[example(
        r#"| makeresults | eval a="x" | strcat a "-" a r | table r"#,
        "x-x",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "strcat", &["allrequired"])?;
    let span = command.span;
    let Some((target, parts)) = words.rest.split_last() else {
        return Err(lowering.error(
            "syntax-error",
            span,
            "`strcat` requires a field for the result",
        ));
    };
    let Some(target) = name(target) else {
        return Err(lowering.error(
            "syntax-error",
            span,
            "`strcat` requires a field for the result",
        ));
    };
    let mut joined = build::text("", span);
    for part in parts {
        let value = match &part.kind {
            spl::WordKind::Quoted(text) => build::text(text, part.span),
            _ => {
                let text = part.text().unwrap_or_default();
                let value = lowering.field(&mut flow.fields, text, part.span);
                if words.flag("allrequired", false) {
                    value
                } else {
                    build::iff(build::is_null(value.clone()), build::text("", span), value)
                }
            }
        };
        joined = arithmetic(joined, ".", value, span);
    }
    flow.assign(vec![(target.text, Field::ONE, joined)], span);
    Ok(flow)
}
