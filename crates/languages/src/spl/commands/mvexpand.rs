use super::def::*;
use vigie_syntax::kql::ast::OperatorKind;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "mvexpand",
    aliases: &[],
    summary: "Makes one row of each value of a field.",
    usage: "mvexpand FIELD [limit=N]",
    examples: &[
        example(
            r#"| makeresults | eval x=split("a;b", ";") | mvexpand x | stats count"#,
            "2",
        ),
        example(
            r#"| makeresults | eval x=split("a;b;c", ";") | mvexpand x limit=2 | stats count"#,
            "2",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "mvexpand", &["limit"])?;
    let limit = words.number("limit").filter(|limit| *limit > 0);
    for name in words.names() {
        if lowering
            .known(&mut flow.fields, &name.text)
            .is_some_and(|f| f.several)
        {
            let mut expanded = aggregate::expand(&name.text, name.span);
            if let OperatorKind::MvExpand { limit: most, .. } = &mut expanded.kind {
                *most = limit.map(|limit| build::long(limit, name.span));
            }
            flow.push(expanded);
            flow.fields.set(&name.text, Field::ONE);
        }
    }
    Ok(flow)
}
