//! `part-of-term`: `has` with a text that is only a part of a term in what it looks at.

use vigie_engine::bound::ExprKind;
use vigie_engine::text::case;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use crate::check::flow::facts::Condition;
use crate::check::values::test::{Test, test};
use crate::check::values::texts::{Edge, Piece, Text};

pub(super) const CHECK: Check = Check {
    name: "part-of-term",
    severity: Severity::Warning,
    summary: "`has` looks for a whole term, and the values have it only within a longer one.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (span, condition) in &subject.facts.conditions {
        let Some((needle, hay)) = near(condition).filter(|_| subject.is_place(*span)) else {
            continue;
        };
        let message = format!("`{needle}` is no whole term of any value that gets here");
        let mut finding = CHECK
            .finding(*span, message)
            .note(format!("it is only a part of `{}`", term(&hay, &needle)));
        let origin = condition.operand.as_ref().and_then(|o| o.origin);
        if let Some(origin) = origin.filter(|o| subject.is_place(*o)) {
            finding = finding.label(origin, "the values come from here");
        }
        found.push(finding.help("`has` finds whole terms, `hasprefix` their beginnings"));
    }
    found
}

/// The part of a text around another, as far as its terms go.
fn term(hay: &str, needle: &str) -> String {
    let lower = |text: &str| -> Vec<char> { text.chars().map(case::lower).collect() };
    let (all, wanted) = (lower(hay), lower(needle));
    let at = all.windows(wanted.len().max(1)).position(|w| w == wanted);
    let Some(from) = at else {
        return hay.to_owned();
    };
    let letters: Vec<char> = hay.chars().collect();
    let in_term = |at: usize| letters.get(at).is_some_and(|c| c.is_alphanumeric());
    let mut start = from;
    while start > 0 && in_term(start - 1) {
        start -= 1;
    }
    let mut end = from + wanted.len();
    while in_term(end) {
        end += 1;
    }
    letters.get(start..end).unwrap_or_default().iter().collect()
}

/// The term that a condition asks for, and a known text that has it within a longer term, where
/// every text is known and none has it whole.
pub(super) fn near(condition: &Condition) -> Option<(String, String)> {
    let operand = condition.operand.as_ref()?;
    let ExprKind::Call { function, .. } = &condition.expr.kind else {
        return None;
    };
    let (Some(Test::Pieces { any, .. }), "has" | "has_cs") = (test(&condition.expr), function.name)
    else {
        return None;
    };
    let ([wanted], Some(texts)) = (any.as_slice(), operand.value.as_texts()) else {
        return None;
    };
    let known = || texts.iter().flat_map(|t| &t.pieces);
    let has_piece = |text: &Text| text.pieces.iter().any(|p| !p.text.is_empty());
    // What stands beside a piece may end its last term.
    let bounded = |piece: &Piece| {
        let at_term = |edge: Edge| edge.max(Edge::Term);
        let (left, right) = (at_term(piece.left), at_term(piece.right));
        Piece::new(&piece.text, left, right, piece.cased)
    };
    if !texts.iter().all(has_piece) || known().any(|p| bounded(p).implies(wanted)) {
        return None;
    }
    let within = Piece::new(&wanted.text, Edge::Any, Edge::Any, wanted.cased);
    let near = known().find(|piece| piece.implies(&within))?;
    Some((wanted.text.clone(), near.text.clone()))
}
