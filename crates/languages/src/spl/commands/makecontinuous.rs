use super::def::*;
use vigie_syntax::kql::ast::{ExprKind, LetValue, Literal, MvColumn, OperatorKind, Statement};
use vigie_syntax::spl::ast as spl;

use super::super::eval::arithmetic;

pub(super) const COMMAND: Command = Command {
    name: "makecontinuous",
    aliases: &[],
    summary: "Cuts a field down to multiples of a span, and adds a row for each one between that is missing.",
    usage: "makecontinuous [FIELD] span=SPAN",
    examples: &[example(
        r#"| makeresults | eval n=split("1;16", ";") | mvexpand n | makecontinuous n span=5 | stats count"#,
        "4",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "makecontinuous", &["span"])?;
    let span = command.span;
    let Some(step) = words.option("span") else {
        return Err(lowering.unsupported(span, "`makecontinuous` without `span`"));
    };
    let Some(width) = seconds(step).filter(|width| *width > 0.0) else {
        let said = format!("`makecontinuous` with spans of `{step}`");
        return Err(lowering.unsupported(span, &said));
    };
    let names = words.names();
    let field = names.first().map_or("_time", |n| n.text.as_str());
    flow.decide_order(span);
    let value = lowering.field(&mut flow.fields, field, span);
    let binned = build::call("__spl_bin", vec![value, build::string(step, span)], span);
    flow.assign(vec![(field.to_owned(), Field::ONE, binned)], span);
    let column = |name: &str| build::column(name, span);
    flow.push(build::where_(build::is_not_null(column(field))));
    let rows = lowering.temporary();
    lowering.statements.push(Statement::Let {
        name: build::name(&rows, span),
        value: LetValue::Expr(Flow::table(
            Flow {
                source: flow.source.take(),
                operators: std::mem::take(&mut flow.operators),
                ..flow.clone()
            },
            span,
        )),
        span,
    });
    // Every multiple from the least to the most, each with the rows that have it.
    let (least, most) = (lowering.temporary(), lowering.temporary());
    let (place, key) = (lowering.temporary(), lowering.temporary());
    let number = |name: &str| build::call("toreal", vec![column(name)], span);
    let step = build::expr(ExprKind::Literal(Literal::Real(Some(width))), span);
    let all = build::call("range", vec![number(&least), number(&most), step], span);
    let bounds = vec![
        (least, build::call("__spl_min", vec![column(field)], span)),
        (most, build::call("__spl_max", vec![column(field)], span)),
    ];
    flow.source = Some(column(&rows));
    flow.push(build::summarize(bounds, Vec::new(), Vec::new(), span));
    flow.push(build::extend(vec![(place.clone(), all)], span));
    let columns = vec![MvColumn {
        name: None,
        expr: column(&place),
        to: None,
    }];
    let limit = None;
    flow.push(build::operator(
        OperatorKind::MvExpand { columns, limit },
        span,
    ));
    flow.push(build::where_(build::is_not_null(column(&place))));
    let zero = build::number(0.0, span);
    let value = arithmetic(column(&place), "+", zero, span);
    flow.push(build::project(vec![(place.clone(), value)], span));
    let text = |name: &str| build::call("__spl_text", vec![column(name)], span);
    flow.push(build::extend(vec![(key.clone(), text(&place))], span));
    let mut there = vec![(key.clone(), text(field))];
    let mut results = vec![(field.to_owned(), Field::ONE, column(&place))];
    let known: Vec<(String, Field)> = flow
        .fields
        .known
        .iter()
        .map(|(n, f)| (n.clone(), *f))
        .collect();
    for (name, kind) in known.into_iter().filter(|(name, _)| name != field) {
        let temporary = lowering.temporary();
        there.push((temporary.clone(), column(&name)));
        results.push((name, kind, column(&temporary)));
    }
    let table = build::pipe(Some(column(&rows)), vec![build::project(there, span)], span);
    flow.push(super::join::joined("leftouter", table, &key, span));
    flow.assign(results, span);
    super::join::only_known(&mut flow, span);
    Ok(flow)
}

/// The length of a span that is always the same: a number, or a time up to weeks in seconds.
fn seconds(span: &str) -> Option<f64> {
    if let Ok(number) = span.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    super::transaction::seconds(span).map(|seconds| seconds as f64)
}
