use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "foreach",
    aliases: &[],
    summary: "Runs commands once for each field of a pattern.",
    usage: "foreach FIELD … [COMMANDS]",
    examples: &[example(
        "| makeresults | eval a_1=1, a_2=2, s=0 | foreach a_* [eval s=s+'<<FIELD>>'] | table s",
        "3",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let words = words(command);
    words.only(lowering, "foreach", &["mode", "fieldstr", "matchstr"])?;
    let span = command.span;
    if words
        .option("mode")
        .is_some_and(|m| !m.eq_ignore_ascii_case("multifield"))
    {
        return Err(lowering.unsupported(span, "this mode of `foreach`"));
    }
    let inside = words.rest.iter().find_map(|w| match &w.kind {
        spl::WordKind::Subsearch(_) => lowering
            .text
            .get(w.span.range())
            .map(|text| (w.span, text.to_owned())),
        _ => None,
    });
    let Some((place, inside)) = inside else {
        return Err(lowering.error(
            "syntax-error",
            span,
            "`foreach` requires commands in brackets",
        ));
    };
    let inside = inside
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    for pattern in words.names() {
        for field in lowering.fields_of(&mut flow.fields, &pattern.text) {
            let parts = captures(&pattern.text, &field).unwrap_or_default();
            let mut text = inside
                .replace("<<FIELD>>", &field)
                .replace("<<MATCHSTR>>", &parts.concat());
            for (i, part) in parts.iter().enumerate() {
                text = text.replace(&format!("<<MATCHSEG{}>>", i + 1), part);
            }
            // In front of it stand spaces, so that the places are nearly those of the text.
            let before = (place.start as usize + 1).saturating_sub(1);
            let padded = format!("{}|{text}", " ".repeat(before));
            let (search, diagnostics) = vigie_syntax::spl::parse(&padded);
            if let Some(first) = diagnostics.into_iter().next() {
                return Err(lowering.fail(vigie_syntax::Diagnostic {
                    span: place,
                    ..first
                }));
            }
            for command in &search.commands {
                flow = lowering.command(flow, command)?;
            }
        }
    }
    Ok(flow)
}
