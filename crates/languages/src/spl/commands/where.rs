use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "where",
    aliases: &[],
    summary: "Keeps the rows for which an expression holds.",
    usage: "where EXPRESSION",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | where x>1 | stats count"#,
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    if let spl::Body::Where(condition) = &command.body {
        let condition = lowering.hoisted(&mut flow, condition)?;
        let condition = lowering.condition_of(&mut flow, &condition)?;
        flow.push(build::where_(condition));
    }
    Ok(flow)
}
