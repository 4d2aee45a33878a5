use super::def::*;
use vigie_syntax::spl::ast as spl;

use super::super::eval::may_be_several;

pub(super) const COMMAND: Command = Command {
    name: "eval",
    aliases: &[],
    summary: "Computes fields; each expression sees the fields before it.",
    usage: "eval FIELD=EXPRESSION, …",
    examples: &[example("| makeresults | eval a=1, b=a+1 | table b", "2")],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let spl::Body::Eval(assignments) = &command.body else {
        return Err(Failed);
    };
    for assignment in assignments {
        let target = &assignment.target;
        if target.text.contains('{') && !target.text.contains("{}") {
            return Err(lowering.unsupported(target.span, "a field whose name comes from another"));
        }
        let several = may_be_several(&flow.fields, &assignment.value);
        let value = lowering.value_of(&mut flow, &assignment.value)?;
        flow.assign(
            vec![(target.text.clone(), Field { several }, value)],
            target.span,
        );
    }
    Ok(flow)
}
