use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "xmlkv",
    aliases: &[],
    summary: "Takes the texts between tags out of a text that holds XML, as fields of their names.",
    usage: "xmlkv [FIELD] [maxinputs=N]",
    examples: &[example(
        r#"| makeresults | eval x="<Task><Command>cmd</Command></Task>" | xmlkv x | table Command"#,
        "cmd",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "xmlkv", &["maxinputs"])?;
    let span = command.span;
    let names = words.names();
    let input = names.first().map_or("_raw", |n| n.text.as_str());
    super::spath::extracted(lowering, flow, input, span, |value, name| {
        build::call("__spl_xmlkv", vec![value, build::string(name, span)], span)
    })
}
