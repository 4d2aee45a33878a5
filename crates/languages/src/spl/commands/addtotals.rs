use super::def::*;
use vigie_syntax::spl::ast as spl;

use super::super::eval::arithmetic;

pub(super) const COMMAND: Command = Command {
    name: "addtotals",
    aliases: &[],
    summary: "Adds the numbers of fields of a row.",
    usage: "addtotals [fieldname=NAME] [FIELD, …]",
    examples: &[example(
        "| makeresults | eval a=1, b=2 | addtotals a b | table Total",
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(
        lowering,
        "addtotals",
        &["row", "col", "fieldname", "labelfield", "label"],
    )?;
    let span = command.span;
    if words.flag("col", false) || !words.flag("row", true) {
        return Err(lowering.unsupported(span, "a row of totals"));
    }
    let names = words.names();
    let mut fields = Vec::new();
    for name in &names {
        fields.extend(lowering.fields_of(&mut flow.fields, &name.text));
    }
    if names.is_empty() {
        fields = flow.fields.matching("*");
    }
    let ten = build::number(10.0, span);
    let mut total = build::number(0.0, span);
    for field in fields {
        let number = build::call(
            "__spl_tonumber",
            vec![build::column(&field, span), ten.clone()],
            span,
        );
        let number = build::iff(
            build::is_null(number.clone()),
            build::number(0.0, span),
            number,
        );
        total = arithmetic(total, "+", number, span);
    }
    let name = words.option("fieldname").unwrap_or("Total").to_owned();
    flow.assign(vec![(name, Field::ONE, total)], span);
    Ok(flow)
}
