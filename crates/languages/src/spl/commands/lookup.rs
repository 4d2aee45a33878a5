use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "lookup",
    aliases: &[],
    summary: "Adds fields from a lookup, which is a watchlist file.",
    usage: "lookup NAME FIELD [as FIELD], … [OUTPUT|OUTPUTNEW FIELD [as FIELD], …]",
    examples: &[],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "lookup", &["local", "update", "event_time_field"])?;
    let span = command.span;
    let names = words.names();
    let Some((table, names)) = names.split_first() else {
        return Err(lowering.error("syntax-error", span, "`lookup` requires a name"));
    };
    let mut inputs = Vec::new();
    let mut outputs = Vec::new();
    let mut mode = Mode::All;
    let mut at = names;
    while let [first, rest @ ..] = at {
        at = rest;
        if first.text.eq_ignore_ascii_case("output") {
            mode = Mode::Overwrite;
            continue;
        }
        if first.text.eq_ignore_ascii_case("outputnew") {
            mode = Mode::New;
            continue;
        }
        let mut own = first;
        if let [as_, to, rest @ ..] = at
            && as_.text.eq_ignore_ascii_case("as")
        {
            own = to;
            at = rest;
        }
        let pair = (first.text.clone(), own.text.clone());
        if mode == Mode::All {
            inputs.push(pair);
        } else {
            outputs.push(pair);
        }
    }
    add(lowering, flow, &table.text, &inputs, outputs, mode, span)
}

/// What becomes of the fields of a lookup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Every field of the lookup.
    All,
    Overwrite,
    /// Only where the row has no value.
    New,
}

fn add(
    lowering: &mut Lowering<'_>,
    mut flow: Flow,
    table: &str,
    inputs: &[(String, String)],
    mut outputs: Vec<(String, String)>,
    mode: Mode,
    span: vigie_syntax::Span,
) -> Lower<Flow> {
    if mode == Mode::All {
        // Which fields a lookup has is not known here: those that are asked for later.
        let source = lowering.new_source();
        let asked = lowering.needs_of(source).into_iter();
        outputs = asked
            .filter(|n| !inputs.iter().any(|(_, own)| own == n))
            .map(|n| (n.clone(), n))
            .collect();
        flow.fields.open.push(source);
    }
    let cell = |name: &str| super::inputlookup::cell(name, span);
    let key = lowering.temporary();
    let mut parts = Vec::new();
    let mut present = Vec::new();
    for (name, _) in inputs {
        parts.push(build::call("__spl_text", vec![cell(name)], span));
        present.push(build::is_not_null(cell(name)));
    }
    let mut right = Vec::new();
    let mut columns = Vec::new();
    for (name, own) in &outputs {
        let temporary = lowering.temporary();
        let list = build::call("__spl_list", vec![cell(name)], span);
        right.push((
            temporary.clone(),
            build::call("__spl_mvdedup", vec![list], span),
        ));
        let found = build::column(&temporary, span);
        let before = match flow.fields.known.get(own) {
            Some(_) => build::column(own, span),
            None => build::null(span),
        };
        let value = match mode {
            Mode::New => build::iff(build::is_not_null(before.clone()), before, found),
            Mode::Overwrite => found,
            Mode::All => build::iff(build::is_not_null(found.clone()), found, before),
        };
        columns.push((own.clone(), Field::SEVERAL, value));
    }
    let joined = join_key(parts, span);
    let operators = vec![
        build::where_(build::all(present, span)),
        build::summarize(right, vec![(key.clone(), joined)], Vec::new(), span),
    ];
    let right = build::pipe(
        Some(super::inputlookup::watchlist(table, span)),
        operators,
        span,
    );
    let mut parts = Vec::new();
    for (_, own) in inputs {
        let value = lowering.field(&mut flow.fields, own, span);
        parts.push(build::call("__spl_text", vec![value], span));
    }
    flow.push(build::extend(
        vec![(key.clone(), join_key(parts, span))],
        span,
    ));
    flow.push(super::join::joined("leftouter", right, &key, span));
    flow.assign(columns, span);
    super::join::only_known(&mut flow, span);
    Ok(flow)
}

/// Texts as one, so that two rows can be compared by it.
pub(super) fn join_key(
    mut parts: Vec<vigie_syntax::kql::ast::Expr>,
    span: vigie_syntax::Span,
) -> vigie_syntax::kql::ast::Expr {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let mut arguments = vec![build::string("\u{1}", span)];
    arguments.extend(parts);
    arguments.push(build::string("", span));
    build::call("strcat_delim", arguments, span)
}
