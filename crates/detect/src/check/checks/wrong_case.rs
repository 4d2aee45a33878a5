//! `wrong-case`: a test with `cased` for a value that the log writes in other letters.

use vigie_languages::Language;
use vigie_languages::sigma::condition::{How, Kind};
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::sigma;

pub(super) const CHECK: Check = Check {
    name: "wrong-case",
    severity: Severity::Warning,
    summary: "A test with `cased` asks for a value that the log writes in other letters.",
    language: Some(Language::Sigma),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (field, test, log) in sigma::tests(subject) {
        let Kind::Match {
            how,
            cased: true,
            patterns,
        } = &test.kind
        else {
            continue;
        };
        let texts = matches!(
            how,
            How::Equals | How::Contains | How::StartsWith | How::EndsWith
        );
        if !texts || !subject.is_place(test.span) {
            continue;
        }
        let words = log.words(&field.name).unwrap_or_default();
        for pattern in patterns {
            let is_in = |word: &str, pattern: &str| match how {
                How::Equals => word == pattern,
                How::Contains => word.contains(pattern),
                How::StartsWith => word.starts_with(pattern),
                _ => word.ends_with(pattern),
            };
            let lower = pattern.to_lowercase();
            let otherwise = words
                .iter()
                .find(|word| is_in(&word.to_lowercase(), &lower));
            let finding = match otherwise {
                Some(word) if !words.iter().any(|word| is_in(word, pattern)) => {
                    let message = format!("`{}` writes `{pattern}` in other letters", field.name);
                    let finding = CHECK.finding(test.span, message);
                    finding.note(format!("it holds `{word}`"))
                }
                _ if log.is_lower(&field.name) && lower != *pattern => {
                    let message = format!("`{}` writes `{pattern}` without capitals", field.name);
                    CHECK.finding(test.span, message)
                }
                _ => continue,
            };
            found.push(finding.help("without `cased` the letters do not matter"));
        }
    }
    found
}
