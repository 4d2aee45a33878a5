use super::def::*;
use vigie_syntax::kql::ast::OperatorKind;
use vigie_syntax::spl::ast as spl;

use super::super::eval::compare;

pub(super) const COMMAND: Command = Command {
    name: "join",
    aliases: &[],
    summary: "Adds the fields of the rows of a subsearch that have the same keys.",
    usage: "join [type=inner|outer] [max=N] FIELD, … [SUBSEARCH]",
    examples: &[example(
        r#"| makeresults | eval k=1, a="x" | join k [| makeresults | eval k=1, b="y"] | table b"#,
        "y",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(
        lowering,
        "join",
        &[
            "type",
            "max",
            "overwrite",
            "usetime",
            "earlier",
            "left",
            "right",
        ],
    )?;
    let span = command.span;
    if words.flag("usetime", false) || words.option("left").is_some() {
        return Err(lowering.unsupported(span, "these options of `join`"));
    }
    let kind = match words.option("type").map(str::to_ascii_lowercase).as_deref() {
        None | Some("inner") => "inner",
        Some("outer" | "left") => "leftouter",
        Some(_) => return Err(lowering.unsupported(span, "this type of `join`")),
    };
    let Some(search) = subsearches(&words).into_iter().next() else {
        return Err(lowering.error("syntax-error", span, "`join` requires a subsearch"));
    };
    let mut right = lowering.search(search)?;
    lowering.capped(&mut right, super::append::MOST_ROWS, "join", span);
    let mut keys = words.names();
    if keys.is_empty() {
        // All fields that both sides have.
        let both = flow
            .fields
            .known
            .keys()
            .filter(|n| right.fields.known.contains_key(*n) && !n.starts_with('_'));
        keys = both
            .map(|n| spl::Name {
                text: n.clone(),
                span,
            })
            .collect();
    }
    let overwrite = words.flag("overwrite", true);
    let max = words.number("max").unwrap_or(1);
    let mut present = Vec::new();
    let mut parts = Vec::new();
    for key in &keys {
        let value = lowering.field(&mut right.fields, &key.text, span);
        present.push(build::is_not_null(value.clone()));
        parts.push(build::call("__spl_text", vec![value], span));
    }
    right.push(build::where_(build::all(present, span)));
    if max > 0 {
        let (numbered, number) = lowering.numbered(right, &keys, span)?;
        right = numbered;
        let limit = build::number(max as f64, span);
        right.push(build::where_(compare(
            build::column(&number, span),
            "<=",
            limit,
            span,
        )));
        right.fields.remove(&number);
    }
    let key = lowering.temporary();
    let mut columns = vec![(key.clone(), super::lookup::join_key(parts, span))];
    let mut results = Vec::new();
    let right_names: Vec<(String, Field)> = right
        .fields
        .known
        .iter()
        .map(|(n, f)| (n.clone(), *f))
        .collect();
    for (name, field) in right_names {
        if keys.iter().any(|k| k.text == name)
            || matches!(name.as_str(), "_raw" | "_time") && flow.fields.known.contains_key(&name)
        {
            continue;
        }
        let temporary = lowering.temporary();
        columns.push((temporary.clone(), build::column(&name, span)));
        let found = build::column(&temporary, span);
        let value = match flow.fields.known.get(&name) {
            Some(_) if overwrite => {
                let before = build::column(&name, span);
                build::iff(build::is_not_null(found.clone()), found, before)
            }
            Some(_) => continue,
            None => found,
        };
        results.push((name, field, value));
    }
    right.push(build::project(columns, span));
    let mut parts = Vec::new();
    for name in &keys {
        let value = lowering.field(&mut flow.fields, &name.text, span);
        parts.push(build::call("__spl_text", vec![value], span));
    }
    if flow.order == Order::Events {
        flow.decide_order(span);
    }
    flow.push(build::extend(
        vec![(key.clone(), super::lookup::join_key(parts, span))],
        span,
    ));
    let open = right.fields.open.clone();
    let table = right.table(span);
    flow.push(joined(kind, table, &key, span));
    flow.assign(results, span);
    only_known(&mut flow, span);
    flow.fields.open.extend(open);
    Ok(flow)
}

/// A join on one column that both sides have.
pub(super) fn joined(
    kind: &str,
    right: vigie_syntax::kql::ast::Expr,
    key: &str,
    span: vigie_syntax::Span,
) -> vigie_syntax::kql::ast::Operator {
    let mut operator = build::operator(
        OperatorKind::Join {
            kind_span: None,
            right: Box::new(build::parenthesized(right)),
            on: vec![build::column(key, span)],
            where_: None,
        },
        span,
    );
    operator
        .parameters
        .push(build::parameter("kind", build::column(kind, span)));
    operator
}

/// Takes away the columns that a command used between.
pub(super) fn only_known(flow: &mut Flow, span: vigie_syntax::Span) {
    let names: Vec<String> = flow.fields.known.keys().cloned().collect();
    flow.keep(&names, span);
}
