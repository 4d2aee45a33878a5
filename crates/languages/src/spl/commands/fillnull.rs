use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "fillnull",
    aliases: &[],
    summary: "Gives fields without a value one, 0 by default.",
    usage: "fillnull [value=TEXT] [FIELD, …]",
    examples: &[example(
        r#"| makeresults | eval a=null() | fillnull value="x" a | table a"#,
        "x",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "fillnull", &["value"])?;
    let span = command.span;
    let names = words.names();
    let mut fields: Vec<String> = Vec::new();
    if names.is_empty() {
        fields = flow.fields.matching("*");
    }
    for name in names {
        if name.text.contains('*') {
            fields.extend(flow.fields.matching(&name.text));
        } else {
            lowering.known(&mut flow.fields, &name.text);
            fields.push(name.text);
        }
    }
    let value = words.option("value").unwrap_or("0");
    let columns = fields.into_iter().map(|name| {
        let field = flow.fields.known.get(&name).copied();
        let fill = build::text(value, span);
        let filled = match field {
            Some(_) => {
                let own = build::column(&name, span);
                build::iff(build::is_null(own.clone()), fill, own)
            }
            None => fill,
        };
        (name, field.unwrap_or(Field::ONE), filled)
    });
    let columns: Vec<_> = columns.collect();
    flow.assign(columns, span);
    Ok(flow)
}
