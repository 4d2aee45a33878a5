use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "makemv",
    aliases: &[],
    summary: "Cuts the text of a field into several values.",
    usage: "makemv [delim=TEXT | tokenizer=REGEX] [allowempty=t] FIELD",
    examples: &[
        example(
            r#"| makeresults | eval x="a,b,,c" | makemv delim="," x | mvexpand x | stats count"#,
            "3",
        ),
        example(
            r#"| makeresults | eval x="a1 b22" | makemv tokenizer="([0-9]+)" x | eval x=mvjoin(x, "+") | table x"#,
            "1+22",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(
        lowering,
        "makemv",
        &["delim", "allowempty", "setsv", "tokenizer"],
    )?;
    let span = command.span;
    for name in words.names() {
        let value = lowering.field(&mut flow.fields, &name.text, span);
        if let Some(tokenizer) = words.option("tokenizer") {
            // The first group of each match is a value.
            let arguments = vec![
                value,
                build::string(tokenizer, span),
                build::string("1", span),
                build::long(0, span),
            ];
            let parts = build::call("__spl_rex", arguments, span);
            flow.assign(vec![(name.text, Field::SEVERAL, parts)], span);
            continue;
        }
        let delimiter = build::string(words.option("delim").unwrap_or(" "), span);
        let mut parts = build::call("__spl_split", vec![value, delimiter], span);
        if !words.flag("allowempty", false) {
            let (test, empty) = (build::string("!=", span), build::string("", span));
            let wanted = build::boolean(true, span);
            parts = build::call("__spl_mvfilter", vec![parts, test, empty, wanted], span);
        }
        flow.assign(vec![(name.text, Field::SEVERAL, parts)], span);
    }
    Ok(flow)
}
