use super::def::*;
use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Expr, ExprKind, Literal};
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "transaction",
    aliases: &["transam"],
    summary: "Puts events of the same values that are near in time together in one row.",
    usage: "transaction FIELD, … [maxspan=SPAN] [maxpause=SPAN] [maxevents=N]",
    examples: &[example(
        r#"| makeresults count=3 | streamstats count as n | eval _time=case(n=1, 0, n=2, 50, n=3, 500), k="a" | transaction k maxpause=1m | where eventcount=2 | table duration"#,
        "50",
    )],
    generates: None,
    body: run,
};

/// Events that a transaction has at most unless it says otherwise.
const MAX_EVENTS: i64 = 1000;

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    let known = [
        "maxspan",
        "maxpause",
        "maxevents",
        "connected",
        "keepevicted",
    ];
    words.only(lowering, "transaction", &known)?;
    let span = command.span;
    let names = words.names();
    if names.is_empty() {
        return Err(lowering.unsupported(span, "a `transaction` without fields"));
    }
    if names.len() > 1 && !words.flag("connected", true) {
        return Err(lowering.unsupported(span, "`connected=f` with several fields"));
    }
    let longest = time_option(lowering, &words, "maxspan", span)?;
    let pause = time_option(lowering, &words, "maxpause", span)?;
    let most = match words.option("maxevents") {
        None => MAX_EVENTS,
        Some(text) => match text.parse::<i64>() {
            Ok(most) if most > 0 => most,
            _ => return Err(lowering.error("syntax-error", span, "`maxevents` is a number")),
        },
    };
    if names.len() > 1 {
        lowering.warn(
            "incomplete-events",
            command.name.span,
            "events without one of the fields are in no transaction here",
        );
    }
    lowering.known(&mut flow.fields, "_time");
    let mut keys = Vec::new();
    for name in &names {
        let value = lowering.field(&mut flow.fields, &name.text, name.span);
        flow.push(build::where_(build::is_not_null(value.clone())));
        keys.push(build::call("__spl_text", vec![value], name.span));
    }
    let (key, mirrored, session, number) = (
        lowering.temporary(),
        lowering.temporary(),
        lowering.temporary(),
        lowering.temporary(),
    );
    let column = |name: &str| build::column(name, span);
    // Splunk goes from the newest event to the oldest; a session is cut on a clock that runs so.
    let time = build::call("__spl_datetime", vec![column("_time")], span);
    let base = build::expr(
        ExprKind::Literal(Literal::Datetime(Some("2000-01-01".to_owned()))),
        span,
    );
    let away = build::binary(
        vigie_syntax::kql::ast::BinaryOp::Subtract,
        base.clone(),
        time,
    );
    let mirror = build::binary(
        vigie_syntax::kql::ast::BinaryOp::Add,
        base,
        build::parenthesized(away),
    );
    flow.push(build::extend(
        vec![
            (key.clone(), super::lookup::join_key(keys, span)),
            (mirrored.clone(), mirror),
        ],
        span,
    ));
    flow.push(build::sort(
        vec![(column(&key), true), (column(&mirrored), true)],
        span,
    ));
    let other_key = |span: Span| {
        let before = build::call("prev", vec![column(&key)], span);
        build::binary(
            vigie_syntax::kql::ast::BinaryOp::NotEqual,
            column(&key),
            before,
        )
    };
    let begins = build::call(
        "row_window_session",
        vec![column(&mirrored), longest, pause, other_key(span)],
        span,
    );
    flow.push(build::extend(vec![(session.clone(), begins)], span));
    let changed = build::binary(
        vigie_syntax::kql::ast::BinaryOp::NotEqual,
        column(&session),
        build::call("prev", vec![column(&session)], span),
    );
    let restarts = build::any(
        vec![
            build::parenthesized(other_key(span)),
            build::parenthesized(changed),
        ],
        span,
    );
    let count = build::call("row_number", vec![build::long(0, span), restarts], span);
    let chunk = build::call("bin", vec![count, build::long(most, span)], span);
    flow.push(build::extend(vec![(number.clone(), chunk)], span));
    summed(lowering, flow, &[key, session, number], span)
}

/// One row for each transaction: its first time, its length, and what its events have.
fn summed(lowering: &mut Lowering<'_>, mut flow: Flow, keys: &[String], span: Span) -> Lower<Flow> {
    let mut aggregates = Vec::new();
    let mut columns = Vec::new();
    let mut fields = Vec::new();
    let mut add = |name: &str, field: Field, call: Expr, lowering: &mut Lowering<'_>| {
        let temporary = lowering.temporary();
        aggregates.push((temporary.clone(), call));
        columns.push((name.to_owned(), build::column(&temporary, span)));
        fields.push((name.to_owned(), field));
    };
    let names: Vec<String> = flow.fields.known.keys().cloned().collect();
    let time = || build::column("_time", span);
    let of_time = |function: &str| build::call(function, vec![time()], span);
    add("_time", Field::ONE, of_time("__spl_min"), lowering);
    add("duration", Field::ONE, of_time("__spl_range"), lowering);
    let count = build::call("count", Vec::new(), span);
    add(
        "eventcount",
        Field::ONE,
        build::call("__spl_value", vec![count], span),
        lowering,
    );
    for name in names {
        if matches!(name.as_str(), "_time" | "duration" | "eventcount") {
            continue;
        }
        let values = build::call("__spl_values", vec![build::column(&name, span)], span);
        add(&name, Field::SEVERAL, values, lowering);
    }
    let keys = keys.iter().map(|k| (k.clone(), build::column(k, span)));
    flow.push(build::summarize(
        aggregates,
        keys.collect(),
        Vec::new(),
        span,
    ));
    flow.push(build::project(columns, span));
    let open = std::mem::take(&mut flow.fields.open);
    flow.fields.known = fields.into_iter().collect();
    // A field that is asked for later goes through the transaction as well.
    flow.fields.open = open;
    flow.order = Order::Events;
    flow.decide_order(span);
    Ok(flow)
}

/// A length of time; an hour for `1h`, and as good as no limit where there is none.
fn time_option(
    lowering: &mut Lowering<'_>,
    words: &Words<'_>,
    name: &str,
    span: Span,
) -> Lower<Expr> {
    let ticks = match words.option(name) {
        None | Some("-1") => 36_500 * 864_000_000_000,
        Some(text) => {
            let digits = text
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(text.len());
            let (count, unit) = text.split_at(digits);
            let seconds = match unit {
                "" | "s" | "sec" | "secs" | "second" | "seconds" => Some(1),
                "m" | "min" | "mins" | "minute" | "minutes" => Some(60),
                "h" | "hr" | "hrs" | "hour" | "hours" => Some(3_600),
                "d" | "day" | "days" => Some(86_400),
                "w" | "week" | "weeks" => Some(604_800),
                _ => None,
            };
            let ticks = seconds
                .zip(count.parse::<i64>().ok())
                .and_then(|(unit, count)| count.checked_mul(unit)?.checked_mul(10_000_000));
            match ticks {
                Some(ticks) => ticks,
                None => {
                    return Err(lowering.error(
                        "syntax-error",
                        span,
                        format!("`{text}` is no length of time"),
                    ));
                }
            }
        }
    };
    Ok(build::expr(
        ExprKind::Literal(Literal::Timespan(Some(ticks))),
        span,
    ))
}
