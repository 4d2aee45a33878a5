use super::def::*;
use vigie_syntax::spl::ast as spl;

use super::super::eval::compare;

pub(super) const COMMAND: Command = Command {
    name: "rangemap",
    aliases: &[],
    summary: "Names the range that a number is in.",
    usage: "rangemap field=FIELD NAME=FROM-TO … [default=NAME]",
    examples: &[example(
        "| makeresults | eval n=5 | rangemap field=n low=0-4 high=5-9 default=none | table range",
        "high",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let span = command.span;
    let Some(field) = words.option("field") else {
        return Err(lowering.error("syntax-error", span, "`rangemap` requires `field`"));
    };
    let value = lowering.field(&mut flow.fields, field, span);
    let mut parts = Vec::new();
    for (name, word) in &words.options {
        if matches!(name.text.as_str(), "field" | "default") {
            continue;
        }
        let text = word.text().unwrap_or_default();
        let split = text.char_indices().skip(1).find(|(_, c)| *c == '-');
        let Some((from, to)) =
            split.and_then(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
        else {
            return Err(lowering.error(
                "syntax-error",
                name.span,
                "a range of `rangemap` is `name=from-to`",
            ));
        };
        let low = compare(value.clone(), ">=", build::text(from, span), span);
        let high = compare(value.clone(), "<=", build::text(to, span), span);
        parts.push(build::all(vec![low, high], span));
        parts.push(build::text(&name.text, span));
    }
    parts.push(build::text(words.option("default").unwrap_or("None"), span));
    let range = build::call("case", parts, span);
    flow.assign(vec![("range".to_owned(), Field::ONE, range)], span);
    Ok(flow)
}
