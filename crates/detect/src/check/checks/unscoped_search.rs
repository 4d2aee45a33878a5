//! `unscoped-search`: a query that reads every table.

use vigie_languages::Language;
use vigie_syntax::kql::ast::{ExprKind, OperatorKind};
use vigie_syntax::{Diagnostic, Severity, Span};

use super::def::{Check, Subject};
use super::tree;

pub(super) const CHECK: Check = Check {
    name: "unscoped-search",
    severity: Severity::Info,
    summary: "`search`, `find` or `union *` without tables reads all that the workspace holds.",
    language: Some(Language::Kql),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    tree::operators(subject.tree, &mut |operator, piped| {
        let name = match &operator.kind {
            OperatorKind::Search { tables, .. } if tables.is_empty() && !piped => "search",
            OperatorKind::Find(find) if find.tables.is_empty() && !piped => "find",
            OperatorKind::Union { tables }
                if tables.iter().any(|t| match &t.kind {
                    ExprKind::Star => true,
                    ExprKind::Wildcard(pattern) => pattern == "*",
                    _ => false,
                }) =>
            {
                "union"
            }
            _ => return,
        };
        let start = operator.span.start as usize;
        let message = format!("this `{name}` reads every table of the workspace");
        let finding = CHECK.finding(Span::new(start, start + name.len()), message);
        found.push(finding.help("naming the tables makes it faster, and its columns known"));
    });
    found
}
