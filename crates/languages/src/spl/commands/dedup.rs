use super::def::*;
use vigie_syntax::spl::ast as spl;

use super::super::eval::compare;

pub(super) const COMMAND: Command = Command {
    name: "dedup",
    aliases: &[],
    summary: "Keeps the first rows of each combination of values; rows without one are left out.",
    usage: "dedup [N] FIELD, … [keepempty=t] [sortby [-]FIELD]",
    examples: &[example(
        r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | dedup x | stats count"#,
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(
        lowering,
        "dedup",
        &["keepempty", "keepevents", "consecutive"],
    )?;
    if words.flag("keepevents", false) || words.flag("consecutive", false) {
        return Err(lowering.unsupported(command.span, "`keepevents` and `consecutive` of `dedup`"));
    }
    let span = command.span;
    let mut names = words.names();
    let mut count = 1;
    if let Some(most) = names.first().and_then(|n| n.text.parse::<i64>().ok()) {
        count = most;
        names.remove(0);
    }
    if let Some(at) = names
        .iter()
        .position(|n| n.text.eq_ignore_ascii_case("sortby"))
    {
        let sorted = names.split_off(at);
        let mut keys = Vec::new();
        let mut minus = false;
        for name in sorted.iter().skip(1) {
            if matches!(name.text.as_str(), "-" | "+") {
                minus = name.text == "-";
                continue;
            }
            let descending = minus || name.text.starts_with('-');
            let field = name.text.trim_start_matches(['-', '+']);
            if lowering.known(&mut flow.fields, field).is_some() {
                keys.push((
                    aggregate::sort_key(field, "auto", descending, name.span),
                    !descending,
                ));
            }
            minus = false;
        }
        flow.decide_order(span);
        if !keys.is_empty() {
            aggregate::sorted(lowering, &mut flow, keys, span);
        }
    }
    let mut missing = Vec::new();
    for name in &names {
        let value = lowering.field(&mut flow.fields, &name.text, name.span);
        if words.flag("keepempty", false) {
            missing.push(build::is_null(value));
        } else {
            flow.push(build::where_(build::is_not_null(value)));
        }
    }
    let (mut flow, number) = lowering.numbered(flow, &names, span)?;
    let limit = build::number(count as f64, span);
    missing.push(compare(build::column(&number, span), "<=", limit, span));
    flow.push(build::where_(build::any(missing, span)));
    flow.push(build::project_away(std::slice::from_ref(&number), span));
    flow.fields.remove(&number);
    Ok(flow)
}
