use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "fields",
    aliases: &[],
    summary: "Keeps these fields, or takes them away.",
    usage: "fields [+|-] FIELD, …",
    examples: &[example(
        "| makeresults | eval a=1, b=2 | fields - a, _time",
        "2",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let mut names = words.names();
    let mut away = false;
    if let Some(first) = names.first_mut() {
        if first.text == "-" || first.text == "+" {
            away = first.text == "-";
            names.remove(0);
        } else if let Some(rest) = first.text.strip_prefix('-') {
            away = true;
            first.text = rest.to_owned();
        }
    }
    if away {
        let mut gone = Vec::new();
        for name in &names {
            for found in flow.fields.known.keys().filter(|n| glob(&name.text, n)) {
                gone.push(found.clone());
            }
        }
        for name in names {
            flow.fields.gone.insert(name.text);
        }
        for name in &gone {
            flow.fields.remove(name);
        }
        if !gone.is_empty() {
            flow.push(build::project_away(&gone, command.span));
        }
        return Ok(flow);
    }
    let mut kept: Vec<String> = Vec::new();
    for name in &names {
        kept.extend(lowering.fields_of(&mut flow.fields, &name.text));
    }
    // The time and the raw event stay unless they are taken away.
    for own in ["_time", "_raw"] {
        if flow.fields.known.contains_key(own) {
            kept.push(own.to_owned());
        }
    }
    let mut unique: Vec<String> = Vec::new();
    for name in kept {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    let known = unique
        .iter()
        .map(|n| {
            (
                n.clone(),
                flow.fields.known.get(n).copied().unwrap_or(Field::ONE),
            )
        })
        .collect();
    flow.keep(&unique, command.span);
    flow.fields.known = known;
    flow.fields.only = Some(
        names
            .iter()
            .filter(|n| n.text.contains('*'))
            .map(|n| n.text.clone())
            .collect(),
    );
    if !names.iter().any(|n| n.text.contains('*')) {
        flow.fields.open.clear();
    }
    Ok(flow)
}
