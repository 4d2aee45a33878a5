use super::def::*;
use vigie_syntax::kql::ast::{LetValue, Statement};
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "appendpipe",
    aliases: &[],
    summary: "Puts what a subsearch makes of the rows behind the rows.",
    usage: "appendpipe [SUBSEARCH]",
    examples: &[example(
        "| makeresults count=2 | appendpipe [stats count] | stats count as n",
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let span = command.span;
    let Some(search) = subsearches(&words).into_iter().next() else {
        return Err(lowering.error("syntax-error", span, "`appendpipe` requires a subsearch"));
    };
    flow.decide_order(span);
    let name = lowering.temporary();
    let shared = Flow {
        source: Some(build::column(&name, span)),
        operators: Vec::new(),
        ..flow.clone()
    };
    lowering.statements.push(Statement::Let {
        name: build::name(&name, span),
        value: LetValue::Expr(flow.table(span)),
        span,
    });
    let mut more = shared.clone();
    for command in &search.commands {
        more = lowering.command(more, command)?;
    }
    super::append::appended(lowering, shared, more, span)
}
