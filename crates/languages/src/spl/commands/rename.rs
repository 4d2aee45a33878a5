use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "rename",
    aliases: &[],
    summary: "Gives fields other names.",
    usage: "rename FIELD as NAME, …",
    examples: &[example(
        "| makeresults | eval a_x=1 | rename a_* as b_* | table b_x",
        "1",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let names = words.names();
    let mut at = names.as_slice();
    while let [from, as_, to, rest @ ..] = at {
        if !as_.text.eq_ignore_ascii_case("as") {
            return Err(lowering.error(
                "syntax-error",
                as_.span,
                "`rename` requires `field as name`",
            ));
        }
        at = rest;
        let pairs: Vec<(String, String)> = if from.text.contains('*') {
            flow.fields
                .matching(&from.text)
                .into_iter()
                .filter_map(|name| {
                    let target = filled(&to.text, &captures(&from.text, &name)?);
                    Some((name, target))
                })
                .collect()
        } else if lowering.known(&mut flow.fields, &from.text).is_some() {
            vec![(from.text.clone(), to.text.clone())]
        } else {
            Vec::new()
        };
        for (name, target) in pairs {
            if name == target {
                continue;
            }
            let field = flow.fields.known.get(&name).copied().unwrap_or(Field::ONE);
            // The new name takes the place of the old one.
            let place = flow.fields.known.get_index_of(&name);
            let value = build::column(&name, from.span);
            flow.assign(vec![(target.clone(), field, value)], from.span);
            flow.push(build::project_away(std::slice::from_ref(&name), from.span));
            flow.fields.remove(&name);
            if let (Some(to), Some(own)) = (place, flow.fields.known.get_index_of(&target)) {
                let last = flow.fields.known.len() - 1;
                flow.fields.known.move_index(own, to.min(last));
            }
        }
        if from.text.contains('*') && !flow.fields.open.is_empty() {
            flow.fields
                .renamed
                .push((from.text.clone(), to.text.clone()));
        }
    }
    if let [left, ..] = at {
        return Err(lowering.error(
            "syntax-error",
            left.span,
            "`rename` requires `field as name`",
        ));
    }
    Ok(flow)
}
