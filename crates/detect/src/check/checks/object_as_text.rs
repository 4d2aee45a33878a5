//! `object-as-text`: a test of a text on a field that holds an object.

use vigie_languages::Language;
use vigie_languages::sigma::condition::{How, Kind};
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::sigma;

pub(super) const CHECK: Check = Check {
    name: "object-as-text",
    severity: Severity::Warning,
    summary: "A test of a text, a number or an address reads a field that holds an object.",
    language: Some(Language::Sigma),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (field, test, log) in sigma::tests(subject) {
        if !log.is_object(&field.name) || !subject.is_place(field.span) {
            continue;
        }
        let how = match &test.kind {
            Kind::Match { how, .. } | Kind::Field { how, .. } => *how,
            Kind::Part { .. } => How::Number,
            Kind::Null | Kind::Exists(_) => continue,
        };
        let message = format!("`{}` holds an object, which is no text", field.name);
        let finding = CHECK.finding(field.span, message);
        found.push(match how {
            // Its JSON is looked through here; that others do not is worth knowing.
            How::Contains | How::Like | How::Regex => finding
                .note("vigie looks through its JSON text, other engines find nothing")
                .help("name the field within it, or look for a keyword"),
            _ => finding.help("name the field within it"),
        });
    }
    found
}
