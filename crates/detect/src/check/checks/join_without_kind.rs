//! `join-without-kind`: a join that drops rows without saying so.

use vigie_languages::Language;
use vigie_syntax::kql::ast::OperatorKind;
use vigie_syntax::{Diagnostic, Severity, Span};

use super::def::{Check, Subject};
use super::tree;

pub(super) const CHECK: Check = Check {
    name: "join-without-kind",
    severity: Severity::Info,
    summary: "A join without `kind` keeps one row of its left side for each key.",
    language: Some(Language::Kql),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    tree::operators(subject.tree, &mut |operator, _| {
        let kind = || operator.parameters.iter().any(|p| p.name.text == "kind");
        if matches!(operator.kind, OperatorKind::Join { .. }) && !kind() {
            let start = operator.span.start as usize;
            let message = "a join without `kind` keeps one row of its left side for each key";
            found.push(
                CHECK
                    .finding(Span::new(start, start + "join".len()), message)
                    .help(
                        "`kind=inner` keeps all of them, `kind=innerunique` says that one is meant",
                    ),
            );
        }
    });
    found
}
