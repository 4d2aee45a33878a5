use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "filldown",
    aliases: &[],
    summary: "Gives fields without a value that of the row before.",
    usage: "filldown [FIELD, …]",
    examples: &[example(
        r#"| makeresults count=2 | streamstats count as n | eval a=if(n=1, "x", null()) | filldown a | stats count(a) as c"#,
        "2",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let span = command.span;
    let names = words(command).names();
    let mut fields = Vec::new();
    if names.is_empty() {
        fields = flow.fields.matching("*");
    }
    for name in names {
        fields.extend(lowering.fields_of(&mut flow.fields, &name.text));
    }
    flow.decide_order(span);
    let computed = fields
        .into_iter()
        .map(|name| aggregate::Computed {
            field: flow.fields.known.get(&name).copied().unwrap_or(Field::ONE),
            call: build::call("__spl_last", vec![build::column(&name, span)], span),
            name,
            ordered: true,
        })
        .collect();
    lowering.beside(flow, computed, &[], aggregate::running(true, 0, span), span)
}
