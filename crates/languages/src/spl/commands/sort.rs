use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "sort",
    aliases: &[],
    summary: "Sorts the rows; keeps the first 10,000 unless a number says otherwise.",
    usage: "sort [N] [+|-]FIELD, … [desc]",
    examples: &[
        example(
            r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | sort - x | table x"#,
            "3",
        ),
        example(
            r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | sort 1 x | stats count"#,
            "1",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let mut limit = words.number("limit").unwrap_or(10_000);
    let mut keys: Vec<(String, &'static str, bool, vigie_syntax::Span)> = Vec::new();
    let mut sign = None;
    let mut reversed = false;
    for (i, name) in words.names().into_iter().enumerate() {
        let mut text = name.text.as_str();
        if i == 0
            && let Ok(count) = text.parse::<i64>()
        {
            limit = count;
            continue;
        }
        if matches!(text, "-" | "+") {
            sign = Some(text == "-");
            continue;
        }
        if matches!(text, "desc" | "d") && !keys.is_empty() {
            reversed = true;
            continue;
        }
        if matches!(text, "asc" | "a") && !keys.is_empty() {
            continue;
        }
        let mut descending = sign.unwrap_or(false);
        if let Some(rest) = text.strip_prefix('-') {
            (descending, text) = (true, rest);
        } else if let Some(rest) = text.strip_prefix('+') {
            (descending, text) = (false, rest);
        }
        let inside = |kind: &str| {
            text.strip_prefix(kind)?
                .strip_prefix('(')?
                .strip_suffix(')')
        };
        let (kind, field) = ["auto", "str", "num", "ip"]
            .iter()
            .find_map(|kind| inside(kind).map(|field| (*kind, field)))
            .unwrap_or(("auto", text));
        keys.push((field.to_owned(), kind, descending, name.span));
    }
    let mut order = Vec::new();
    for (field, kind, descending, span) in keys {
        if lowering.known(&mut flow.fields, &field).is_some() {
            let descending = descending != reversed;
            order.push((
                aggregate::sort_key(&field, kind, descending, span),
                !descending,
            ));
        }
    }
    flow.decide_order(command.span);
    if !order.is_empty() {
        aggregate::sorted(lowering, &mut flow, order, command.span);
    }
    if limit > 0 {
        flow.push(build::take(limit, command.span));
    }
    Ok(flow)
}
