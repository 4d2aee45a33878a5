use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "search",
    aliases: &[],
    summary: "Keeps the rows for which its terms hold.",
    usage: "search TERMS",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | search x=1 OR x=2 | stats count"#,
        "2",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    if let spl::Body::Search(Some(term)) = &command.body {
        let condition = lowering.term(&mut flow.fields, term, flow.events)?;
        flow.push(build::where_(condition));
    }
    Ok(flow)
}
