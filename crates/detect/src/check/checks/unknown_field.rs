//! `unknown-field`: a field that the events of a log never have.

use vigie_languages::Language;
use vigie_syntax::diagnostic::nearest;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::sigma;

pub(super) const CHECK: Check = Check {
    name: "unknown-field",
    severity: Severity::Warning,
    summary: "A Sigma rule reads a field that the events of its log never have.",
    language: Some(Language::Sigma),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (field, log) in sigma::fields(subject) {
        if log.may_have(&field.name) || !subject.is_place(field.span) {
            continue;
        }
        let message = format!("events of `{}` have no field `{}`", log.title, field.name);
        let mut finding = CHECK.finding(field.span, message);
        let top = field.name.split('.').next().unwrap_or_default();
        let keys = log.known.iter().map(String::as_str);
        let near = nearest(top, keys).or_else(|| nearest(top, log.names()));
        if let Some(near) = near {
            finding = finding.help(format!("`{near}` has a similar name"));
        }
        found.push(finding);
    }
    found
}
