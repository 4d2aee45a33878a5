use super::def::*;
use vigie_syntax::Span;
use vigie_syntax::kql::ast::{BinaryOp as Kql, Expr, ExprKind, Literal};
use vigie_syntax::spl::ast as spl;

use super::super::eval::compare;

pub(super) const COMMAND: Command = Command {
    name: "transaction",
    aliases: &["transam"],
    summary: "Puts events of the same values that are near in time together in one row.",
    usage: "transaction [FIELD, …] [maxspan=SPAN] [maxpause=SPAN] [maxevents=N] [startswith=FILTER] [endswith=FILTER] [keepevicted=t]",
    examples: &[
        example(
            r#"| makeresults count=3 | streamstats count as n | eval _time=case(n=1, 0, n=2, 50, n=3, 500), k="a" | transaction k maxpause=1m | where eventcount=2 | table duration"#,
            "50",
        ),
        example(
            r#"| makeresults count=4 | streamstats count as n | eval _time=n*10, k="a" | transaction k startswith=(n=2) endswith=(n=4) | table duration"#,
            "20",
        ),
    ],
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
        "startswith",
        "endswith",
    ];
    words.only(lowering, "transaction", &known)?;
    let span = command.span;
    let names = words.names();
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
    let starts = marker(lowering, &mut flow, &words, "startswith")?;
    let ends = marker(lowering, &mut flow, &words, "endswith")?;
    let mut transaction = Transaction {
        keys: Vec::new(),
        started: None,
        ended: None,
        evicted: words.flag("keepevicted", false),
    };
    let mut temporary = || lowering.temporary();
    let (key, mirrored, session, number) = (temporary(), temporary(), temporary(), temporary());
    let (opens, part) = (temporary(), temporary());
    let column = |name: &str| build::column(name, span);
    let prev = |name: &str| build::call("prev", vec![column(name)], span);
    let differs =
        |name: &str| build::parenthesized(build::binary(Kql::NotEqual, column(name), prev(name)));
    // Splunk goes from the newest event to the oldest; a session is cut on a clock that runs so.
    let time = build::call("__spl_datetime", vec![column("_time")], span);
    let base = build::expr(
        ExprKind::Literal(Literal::Datetime(Some("2000-01-01".to_owned()))),
        span,
    );
    let away = build::binary(Kql::Subtract, base.clone(), time);
    let mirror = build::binary(Kql::Add, base, build::parenthesized(away));
    let key_of = if keys.is_empty() {
        build::string("", span)
    } else {
        super::lookup::join_key(keys, span)
    };
    let mut columns = vec![(key.clone(), key_of), (mirrored.clone(), mirror)];
    // A transaction is over at the event that starts it, and one that ends begins another.
    let mut breaks = vec![differs(&key)];
    if let Some(starts) = starts {
        let name = temporary();
        columns.push((name.clone(), starts));
        let before = build::call(
            "prev",
            vec![
                column(&name),
                build::long(1, span),
                build::boolean(false, span),
            ],
            span,
        );
        breaks.push(before);
        transaction.started = Some(name);
    }
    if let Some(ends) = ends {
        let name = temporary();
        columns.push((name.clone(), ends));
        breaks.push(column(&name));
        transaction.ended = Some(name);
    }
    flow.push(build::extend(columns, span));
    let order = vec![(column(&key), true), (column(&mirrored), true)];
    aggregate::sorted(lowering, &mut flow, order, span);
    flow.push(build::extend(
        vec![(opens.clone(), build::any(breaks, span))],
        span,
    ));
    let arguments = vec![column(&mirrored), longest, pause, column(&opens)];
    let begins = build::call("row_window_session", arguments, span);
    let one = build::iff(column(&opens), build::long(1, span), build::long(0, span));
    let parts = build::call("row_cumsum", vec![one], span);
    flow.push(build::extend(
        vec![(session.clone(), begins), (part.clone(), parts)],
        span,
    ));
    let restarts = build::any(vec![differs(&part), differs(&session)], span);
    let count = build::call("row_number", vec![build::long(0, span), restarts], span);
    let chunk = build::call("bin", vec![count, build::long(most, span)], span);
    flow.push(build::extend(vec![(number.clone(), chunk)], span));
    transaction.keys = vec![key, part, session, number];
    summed(lowering, flow, &transaction, span)
}

/// The events of a transaction are those of the same keys.
struct Transaction {
    keys: Vec<String>,
    /// The columns that tell the events which start and end one, where only such are wanted.
    started: Option<String>,
    ended: Option<String>,
    /// Whether those that do not start or end so are kept.
    evicted: bool,
}

/// Which events start or end a transaction: `startswith=(terms)`, `="terms"` or `=eval(condition)`.
fn marker(
    lowering: &mut Lowering<'_>,
    flow: &mut Flow,
    words: &Words<'_>,
    option: &str,
) -> Lower<Option<Expr>> {
    let found = words.options.iter().rev();
    let mut found = found.filter(|(name, _)| name.text.eq_ignore_ascii_case(option));
    let Some((_, word)) = found.next() else {
        return Ok(None);
    };
    let span = word.span;
    let written = lowering.text.get(span.range()).unwrap_or_default();
    let inside = |text: &str| {
        let open = text.find('(').map_or(0, |at| at + 1);
        let close = text.rfind(')').unwrap_or(text.len());
        // Spaces before it give its parts their places in the search.
        let before = " ".repeat(span.start as usize + open);
        format!("{before}{}", text.get(open..close).unwrap_or_default())
    };
    let wrong = |lowering: &mut Lowering<'_>| {
        let said = format!("`{option}` requires search terms, or a condition in `eval(…)`");
        lowering.error("syntax-error", span, said)
    };
    let condition = match &word.kind {
        spl::WordKind::Call { name, .. } if name.text.eq_ignore_ascii_case("eval") => {
            let read = vigie_syntax::spl::parse_expr(&inside(written));
            let condition = read.map_err(|_| wrong(lowering))?;
            lowering.condition_of(flow, &condition)?
        }
        kind => {
            let terms = match kind {
                spl::WordKind::Group(_) => inside(written),
                spl::WordKind::Quoted(text) | spl::WordKind::Bare(text) => {
                    format!("{}{text}", " ".repeat(span.start as usize))
                }
                _ => return Err(wrong(lowering)),
            };
            let terms = vigie_syntax::spl::parse_term(&terms).map_err(|_| wrong(lowering))?;
            let raw = flow.events;
            lowering.term(&mut flow.fields, &terms, raw)?
        }
    };
    let (yes, no) = (build::boolean(true, span), build::boolean(false, span));
    Ok(Some(build::iff(condition, yes, no)))
}

/// One row for each transaction: its first time, its length, and what its events have.
fn summed(
    lowering: &mut Lowering<'_>,
    mut flow: Flow,
    transaction: &Transaction,
    span: Span,
) -> Lower<Flow> {
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
    // 1 where an event of it starts and one ends it, as far as that is asked for.
    let mut whole = Vec::new();
    for marked in transaction.started.iter().chain(&transaction.ended) {
        let name = lowering.temporary();
        let one = build::iff(
            build::column(marked, span),
            build::long(1, span),
            build::long(0, span),
        );
        aggregates.push((name.clone(), build::call("max", vec![one], span)));
        let is_one = build::binary(Kql::Equal, build::column(&name, span), build::long(1, span));
        whole.push(build::parenthesized(is_one));
    }
    let filters = !whole.is_empty();
    if filters {
        let (one, zero) = (build::number(1.0, span), build::number(0.0, span));
        let closed = build::iff(build::all(whole, span), one, zero);
        columns.push(("closed_txn".to_owned(), closed));
        fields.push(("closed_txn".to_owned(), Field::ONE));
    }
    let keys = transaction.keys.iter();
    let keys = keys.map(|k| (k.clone(), build::column(k, span)));
    flow.push(build::summarize(
        aggregates,
        keys.collect(),
        Vec::new(),
        span,
    ));
    flow.push(build::project(columns, span));
    if filters && !transaction.evicted {
        let closed = build::column("closed_txn", span);
        let one = build::number(1.0, span);
        flow.push(build::where_(compare(closed, "=", one, span)));
    }
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
        Some(text) => match seconds(text).and_then(|s| s.checked_mul(10_000_000)) {
            Some(ticks) => ticks,
            None => {
                return Err(lowering.error(
                    "syntax-error",
                    span,
                    format!("`{text}` is no length of time"),
                ));
            }
        },
    };
    Ok(build::expr(
        ExprKind::Literal(Literal::Timespan(Some(ticks))),
        span,
    ))
}

/// The seconds of a length of time: `90`, `5m`, `1h`.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (count, unit) = text.split_at(digits);
    let unit = match unit {
        "" | "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
        "d" | "day" | "days" => 86_400,
        "w" | "week" | "weeks" => 604_800,
        _ => return None,
    };
    count.parse::<i64>().ok()?.checked_mul(unit)
}
