use super::def::*;
use vigie_syntax::Span;
use vigie_syntax::kql::ast::{BinaryOp, Expr};
use vigie_syntax::spl::ast as spl;

use super::super::eval::may_be_several;

pub(super) const COMMAND: Command = Command {
    name: "eval",
    aliases: &[],
    summary: "Computes fields; each expression sees the fields before it. `{x}` in the name of a field stands for what `x` holds.",
    usage: "eval FIELD=EXPRESSION, …",
    examples: &[
        example("| makeresults | eval a=1, b=a+1 | table b", "2"),
        example(r#"| makeresults | eval k="b", {k}=5 | table b"#, "5"),
    ],
    generates: None,
    body: run,
};

fn run(lowering: &mut Lowering<'_>, mut flow: Flow, command: &spl::Command) -> Lower<Flow> {
    let spl::Body::Eval(assignments) = &command.body else {
        return Err(Failed);
    };
    for assignment in assignments {
        let target = &assignment.target;
        let value = lowering.hoisted(&mut flow, &assignment.value)?;
        let several = may_be_several(&flow.fields, &value);
        let value = lowering.value_of(&mut flow, &value)?;
        let field = Field { several };
        match name_parts(&target.text) {
            None => flow.assign(vec![(target.text.clone(), field, value)], target.span),
            Some(parts) => {
                named_by_values(lowering, &mut flow, &parts, (field, value), target.span);
            }
        }
    }
    Ok(flow)
}

/// A part of the name of a field that takes others from fields.
enum NamePart<'t> {
    Text(&'t str),
    Field(&'t str),
}

/// The parts of a name with `{field}` in it; `{}` is a part of a plain name.
fn name_parts(target: &str) -> Option<Vec<NamePart<'_>>> {
    let mut parts = Vec::new();
    let mut plain = true;
    let (mut from, mut at) = (0, 0);
    while let Some(open) = target.get(at..).and_then(|rest| rest.find('{')) {
        let open = at + open;
        let close = open + target.get(open..)?.find('}')?;
        let inside = target.get(open + 1..close)?;
        at = close + 1;
        if inside.is_empty() || inside.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        plain = false;
        parts.push(NamePart::Text(target.get(from..open)?));
        parts.push(NamePart::Field(inside));
        from = at;
    }
    parts.push(NamePart::Text(target.get(from..)?));
    (!plain).then_some(parts)
}

/// `eval {x}=v`: of the fields that rows have or are asked for, the one that is called so changes.
fn named_by_values(
    lowering: &mut Lowering<'_>,
    flow: &mut Flow,
    parts: &[NamePart<'_>],
    (field, value): (Field, Expr),
    span: Span,
) {
    let mut pieces = Vec::new();
    let mut exists = Vec::new();
    for part in parts {
        pieces.push(match part {
            NamePart::Text(text) => build::string(text, span),
            NamePart::Field(name) => {
                let of = lowering.field(&mut flow.fields, name, span);
                exists.push(build::is_not_null(of.clone()));
                build::call("__spl_text", vec![of], span)
            }
        });
    }
    let (called, result) = (lowering.temporary(), lowering.temporary());
    let name = build::call("strcat", pieces, span);
    let name = build::iff(build::all(exists, span), name, build::string("", span));
    flow.push(build::extend(
        vec![(called.clone(), name), (result.clone(), value)],
        span,
    ));
    let source = lowering.new_source();
    let known: Vec<String> = flow.fields.known.keys().cloned().collect();
    let mut names = lowering.needs_of(source);
    names.extend(known.into_iter().filter(|name| !name.starts_with('_')));
    names.dedup();
    let mut columns: Vec<(String, Field, Expr)> = Vec::new();
    for name in names {
        if columns.iter().any(|(known, _, _)| *known == name) {
            continue;
        }
        let before = flow.fields.known.get(&name).copied();
        let own = before.map_or_else(|| build::null(span), |_| build::column(&name, span));
        let is_it = build::binary(
            BinaryOp::Equal,
            build::column(&called, span),
            build::string(&name, span),
        );
        let changed = build::iff(is_it, build::column(&result, span), own);
        let several = field.several || before.is_some_and(|f| f.several);
        columns.push((name, Field { several }, changed));
    }
    flow.assign(columns, span);
    flow.fields.open.push(source);
}
