//! `never-a-number`: a number, an address or a time is asked of a field that holds words.

use vigie_languages::Language;
use vigie_languages::sigma::condition::{How, Kind};
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::sigma;

pub(super) const CHECK: Check = Check {
    name: "never-a-number",
    severity: Severity::Warning,
    summary: "A modifier asks for a number, a network or a time in a field that only holds words.",
    language: Some(Language::Sigma),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (field, test, log) in sigma::tests(subject) {
        let Some(words) = log.words(&field.name) else {
            continue;
        };
        let asked = match &test.kind {
            Kind::Match { how, .. } => match how {
                How::Less | How::LessOrEqual | How::Greater | How::GreaterOrEqual => "a number",
                How::Cidr => "an address",
                _ => continue,
            },
            Kind::Part { .. } => "a time",
            _ => continue,
        };
        let number = |word: &&str| word.trim().parse::<f64>().is_ok();
        if words.iter().any(number) || !subject.is_place(field.span) {
            continue;
        }
        let message = format!("`{}` is never {asked}", field.name);
        let shown: Vec<String> = words.iter().take(3).map(|w| format!("`{w}`")).collect();
        let note = format!("it holds words such as {}", shown.join(", "));
        found.push(CHECK.finding(field.span, message).note(note));
    }
    found
}
