//! `unused-selection`: a selection that the condition does not name.

use vigie_languages::Language;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::sigma;

pub(super) const CHECK: Check = Check {
    name: "unused-selection",
    severity: Severity::Warning,
    summary: "A selection of a Sigma rule is not used by its condition.",
    language: Some(Language::Sigma),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(meaning) = sigma::event(subject) else {
        return Vec::new();
    };
    let detection = &meaning.detection;
    let unused = detection
        .selections
        .iter()
        .filter(|(name, span, _)| !detection.used.contains(name) && subject.is_place(*span));
    unused
        .map(|(name, span, _)| {
            let message = format!("the condition does not use the selection `{name}`");
            CHECK.finding(*span, message)
        })
        .collect()
}
