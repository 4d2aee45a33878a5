//! `or-before-and`: terms of a search that do not bind as they look.

use std::collections::BTreeSet;

use vigie_languages::Language;
use vigie_syntax::spl::ast::{Term, TermKind};
use vigie_syntax::{Diagnostic, Severity, Span};

use super::def::{Check, Subject};
use super::searches::{Searched, searched};

pub(super) const CHECK: Check = Check {
    name: "or-before-and",
    severity: Severity::Warning,
    summary: "A search mixes AND and OR without parentheses, and OR binds closer there.",
    language: Some(Language::Spl),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(searched) = searched(subject) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for term in searched.terms() {
        walk(&searched, term, &mut found);
    }
    found
}

fn walk(searched: &Searched, term: &Term, found: &mut Vec<Diagnostic>) {
    match &term.kind {
        TermKind::And(parts) => {
            for part in parts {
                if let TermKind::Or(alternatives) = &part.kind
                    && !is_in_parentheses(searched.text(), part.span)
                    && fields(alternatives).len() > 1
                {
                    let finding = CHECK.finding(
                        searched.place(part.span),
                        "these alternatives bind closer than the terms beside them",
                    );
                    found.push(
                        finding
                            .note("`a b OR c` is read as `a AND (b OR c)` in a search, unlike in `where`")
                            .help("put parentheses around what belongs together"),
                    );
                }
                walk(searched, part, found);
            }
        }
        TermKind::Or(parts) => {
            for part in parts {
                walk(searched, part, found);
            }
        }
        TermKind::Not(inner) => walk(searched, inner, found),
        _ => {}
    }
}

/// The fields that alternatives are about; those of one field are what they look like.
fn fields(alternatives: &[Term]) -> BTreeSet<&str> {
    alternatives.iter().filter_map(field).collect()
}

/// The field that a term is about; a word is about none.
fn field(term: &Term) -> Option<&str> {
    match &term.kind {
        TermKind::Compare { field, .. } | TermKind::In { field, .. } => Some(field.text.as_str()),
        TermKind::Text(_) => Some(""),
        _ => None,
    }
}

/// Whether the author put parentheses around a place.
fn is_in_parentheses(text: &str, span: Span) -> bool {
    let own = text.get(span.range()).unwrap_or_default();
    let before = text.get(..span.start as usize).unwrap_or_default();
    let behind = text.get(span.end as usize..).unwrap_or_default();
    own.starts_with('(') && own.ends_with(')')
        || before.trim_end().ends_with('(') && behind.trim_start().starts_with(')')
}
