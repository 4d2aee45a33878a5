use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "fromjson",
    aliases: &[],
    summary: "Takes the fields out of a text that holds a JSON object.",
    usage: "fromjson FIELD [prefix=TEXT]",
    examples: &[example(
        r#"| makeresults | eval j="{\"a\":{\"b\":1}, \"c\":2}" | fromjson j | table c"#,
        "2",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "fromjson", &["prefix"])?;
    if words.option("prefix").is_some() {
        return Err(lowering.unsupported(command.span, "the option `prefix` of `fromjson`"));
    }
    let Some(field) = words.names().first().map(|n| n.text.clone()) else {
        return Err(lowering.error("syntax-error", command.span, "`fromjson` requires a field"));
    };
    super::spath::automatic(lowering, flow, &field, command.span)
}
