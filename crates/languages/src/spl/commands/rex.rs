use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "rex",
    aliases: &[],
    summary: "Takes fields out of a text with the named groups of a regular expression.",
    usage: "rex [field=FIELD] REGEX [max_match=N] | rex mode=sed SCRIPT",
    examples: &[
        example(
            r#"| makeresults | eval t="a=1 b=2" | rex field=t "b=(?<b>[0-9]+)" | table b"#,
            "2",
        ),
        example(
            r#"| makeresults | eval t="a b" | rex field=t mode=sed "s/ /-/g" | table t"#,
            "a-b",
        ),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "rex", &["field", "max_match", "mode"])?;
    let span = command.span;
    let source = words.option("field").unwrap_or("_raw").to_owned();
    let quoted = words
        .rest
        .iter()
        .find(|w| matches!(w.kind, spl::WordKind::Quoted(_)));
    let unquoted = || {
        // Without quotes it is the rest of the command.
        let first = words.rest.first()?;
        lowering
            .text
            .get(first.span.start as usize..span.end as usize)
    };
    let Some(pattern) = quoted
        .and_then(|w| w.text())
        .or_else(unquoted)
        .map(str::trim)
    else {
        return Err(lowering.error("syntax-error", span, "`rex` requires a regular expression"));
    };
    let value = lowering.field(&mut flow.fields, &source, span);
    if words
        .option("mode")
        .is_some_and(|m| m.eq_ignore_ascii_case("sed"))
    {
        let field = flow
            .fields
            .known
            .get(&source)
            .copied()
            .unwrap_or(Field::ONE);
        let changed = build::call("__spl_sed", vec![value, build::string(pattern, span)], span);
        flow.assign(vec![(source, field, changed)], span);
        return Ok(flow);
    }
    let most = words.number("max_match").unwrap_or(1);
    let groups = groups(pattern);
    if groups.is_empty() {
        return Err(lowering.error(
            "syntax-error",
            span,
            "`rex` requires a named group, `(?<name>…)`",
        ));
    }
    let mut columns = Vec::new();
    for group in groups {
        let before = match flow.fields.known.get(&group) {
            Some(_) => build::column(&group, span),
            None => build::null(span),
        };
        let arguments = vec![
            value.clone(),
            build::string(pattern, span),
            build::string(&group, span),
            build::long(most, span),
        ];
        let found = build::call("__spl_rex", arguments, span);
        let kept = build::iff(build::is_not_null(found.clone()), found, before);
        columns.push((group, Field { several: most != 1 }, kept));
    }
    flow.assign(columns, span);
    Ok(flow)
}

/// The names of the groups of a regular expression.
fn groups(pattern: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find("(?") {
        rest = rest.get(at + 2..).unwrap_or_default();
        let inside = rest.strip_prefix('P').unwrap_or(rest);
        let Some(inside) = inside.strip_prefix('<') else {
            continue;
        };
        if inside.starts_with(['=', '!']) {
            continue;
        }
        let name = inside.split('>').next().unwrap_or_default().to_owned();
        if !names.contains(&name) && !name.is_empty() {
            names.push(name);
        }
    }
    names
}
