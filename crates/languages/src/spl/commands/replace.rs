use super::def::*;
use vigie_syntax::spl::ast as spl;

pub(super) const COMMAND: Command = Command {
    name: "replace",
    aliases: &[],
    summary: "Replaces whole values of fields; `*` stands for any characters.",
    usage: "replace TEXT with TEXT, … in FIELD, …",
    examples: &[example(
        r#"| makeresults | eval a="::ffff:1.2.3.4" | replace "::ffff:*" with * in a | table a"#,
        "1.2.3.4",
    )],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let span = command.span;
    let names = words(command).names();
    let at = names.iter().position(|n| n.text.eq_ignore_ascii_case("in"));
    let (pairs, fields) = match at {
        Some(at) => (&names[..at], &names[at + 1..]),
        None => (names.as_slice(), &[][..]),
    };
    let mut targets = Vec::new();
    for field in fields {
        targets.extend(lowering.fields_of(&mut flow.fields, &field.text));
    }
    if fields.is_empty() {
        targets = flow.fields.matching("*");
    }
    for target in targets {
        let kind = flow
            .fields
            .known
            .get(&target)
            .copied()
            .unwrap_or(Field::ONE);
        let mut value = build::column(&target, span);
        for pair in pairs.chunks(3) {
            let [from, with, to] = pair else {
                return Err(lowering.error("syntax-error", span, "`replace` requires `a with b`"));
            };
            if !with.text.eq_ignore_ascii_case("with") {
                return Err(lowering.error(
                    "syntax-error",
                    with.span,
                    "`replace` requires `a with b`",
                ));
            }
            let (regex, text) = as_regex(&from.text, &to.text);
            let arguments = vec![
                value,
                build::string(&regex, span),
                build::string(&text, span),
            ];
            value = build::call("__spl_replace", arguments, span);
        }
        flow.assign(vec![(target, kind, value)], span);
    }
    Ok(flow)
}

/// A pattern with `*` as a regular expression of the whole text, and its replacement.
fn as_regex(from: &str, to: &str) -> (String, String) {
    let mut regex = "^".to_owned();
    for c in from.chars() {
        match c {
            '*' => regex.push_str("(.*)"),
            c if c.is_alphanumeric() || c == ' ' => regex.push(c),
            c => regex.extend(['\\', c]),
        }
    }
    regex.push('$');
    let mut text = String::new();
    let mut group = 0;
    for c in to.chars() {
        match c {
            '*' => {
                group += 1;
                text.push_str(&format!("\\{group}"));
            }
            '\\' => text.push_str("\\\\"),
            c => text.push(c),
        }
    }
    (regex, text)
}
