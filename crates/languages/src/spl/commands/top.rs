use super::def::*;
use vigie_syntax::spl::ast as spl;

use super::super::eval::{arithmetic, compare};

pub(super) const COMMAND: Command = Command {
    name: "top",
    aliases: &[],
    summary: "Gives the commonest values of fields, with how often and how many percent.",
    usage: "top [limit=N] FIELD, … [by FIELD, …]",
    examples: &[
        example(
            r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | top limit=1 x | table x"#,
            "3",
        ),
        example(
            r#"| makeresults | eval x=split("3;1;2;3", ";") | mvexpand x | top x | table percent"#,
            "50",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    commonest(lowering, flow, command, true)
}

/// The commonest or the rarest values.
pub(super) fn commonest(
    lowering: &mut Lowering<'_>,
    mut flow: Flow,
    command: &spl::Command,
    common: bool,
) -> Lower<Flow> {
    let span = command.span;
    let words = words(command);
    let known = [
        "limit",
        "countfield",
        "percentfield",
        "showcount",
        "showperc",
        "useother",
    ];
    words.only(lowering, &command.name.text, &known)?;
    let mut names = words.names();
    let mut limit = words.number("limit").unwrap_or(10);
    if let Some(count) = names.first().and_then(|n| n.text.parse().ok()) {
        limit = count;
        names.remove(0);
    }
    let at = names.iter().position(|n| n.text.eq_ignore_ascii_case("by"));
    let by = at.map_or(Vec::new(), |at| {
        names.split_off(at).into_iter().skip(1).collect()
    });
    let count = words.option("countfield").unwrap_or("count").to_owned();
    let percent = words.option("percentfield").unwrap_or("percent").to_owned();
    let rows = aggregate::Computed {
        name: count.clone(),
        field: Field::ONE,
        call: build::call(
            "__spl_value",
            vec![build::call("count", Vec::new(), span)],
            span,
        ),
        ordered: false,
    };
    let keys: Vec<spl::Name> = by.iter().chain(&names).cloned().collect();
    flow = lowering.grouped(flow, vec![rows], &keys, span)?;
    let total = lowering.temporary();
    let sum = aggregate::Computed {
        name: total.clone(),
        field: Field::ONE,
        call: build::call("__spl_sum", vec![build::column(&count, span)], span),
        ordered: false,
    };
    flow = lowering.beside(flow, vec![sum], &by, aggregate::whole(span), span)?;
    let hundred = arithmetic(
        build::column(&count, span),
        "*",
        build::number(100.0, span),
        span,
    );
    let share = arithmetic(hundred, "/", build::column(&total, span), span);
    flow.assign(vec![(percent.clone(), Field::ONE, share)], span);
    let mut order: Vec<_> = by
        .iter()
        .map(|n| (aggregate::sort_key(&n.text, "auto", false, span), true))
        .collect();
    order.push((aggregate::sort_key(&count, "num", common, span), !common));
    flow.push(build::sort(order, span));
    if limit > 0 {
        let (numbered, number) = lowering.numbered(flow, &by, span)?;
        flow = numbered;
        let few = arithmetic(
            build::column(&number, span),
            "-",
            build::number(limit as f64, span),
            span,
        );
        flow.push(build::where_(compare(
            few,
            "<=",
            build::number(0.0, span),
            span,
        )));
        flow.fields.remove(&number);
    }
    let mut shown: Vec<String> = keys.iter().map(|n| n.text.clone()).collect();
    if words.flag("showcount", true) {
        shown.push(count);
    }
    if words.flag("showperc", true) {
        shown.push(percent);
    }
    flow.keep(&shown, span);
    flow.fields = Fields::closed(shown.into_iter().map(|n| (n, Field::ONE)));
    Ok(flow)
}
