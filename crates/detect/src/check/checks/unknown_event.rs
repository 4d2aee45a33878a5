//! `unknown-event`: an event source or an event of AWS that is not there.

use vigie_languages::Language;
use vigie_logs::known::aws_names;
use vigie_syntax::diagnostic::nearest;
use vigie_syntax::spl::ast::Value;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::searches::{asked, searched};

pub(super) const CHECK: Check = Check {
    name: "unknown-event",
    severity: Severity::Warning,
    summary: "A search asks for an event, or the source of one, that AWS does not have.",
    language: Some(Language::Spl),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(searched) = searched(subject) else {
        return Vec::new();
    };
    if searched.log.is_none_or(|log| log.table != "aws_cloudtrail") {
        return Vec::new();
    }
    let values = |names: &[&str]| {
        let mut values: Vec<&Value> = Vec::new();
        for term in searched.terms() {
            for name in names {
                asked(term, name, &mut values);
            }
        }
        values.retain(|v| !v.text.contains('*'));
        values
    };
    let sources = values(&["eventSource", "dvc", "api.service.name"]);
    let events = values(&["eventName", "signature", "command", "api.operation"]);
    let mut found = Vec::new();
    for source in &sources {
        if aws_names::is_event_source(&source.text) {
            continue;
        }
        let mut finding = CHECK.finding(
            searched.place(source.span),
            format!("no service of AWS writes events as `{}`", source.text),
        );
        let names: Vec<String> = aws_names::event_sources().collect();
        finding = if source.text.eq_ignore_ascii_case("compute.amazonaws.com") {
            finding.help("instances, images, snapshots and volumes are of `ec2.amazonaws.com`")
        } else {
            match nearest(&source.text, names.iter().map(String::as_str)) {
                Some(near) => finding.help(format!("`{near}` has a similar name")),
                None => finding,
            }
        };
        found.push(finding);
    }
    // A call is one of a service only where the search says which.
    let services: Vec<&str> = sources
        .iter()
        .map(|source| source.text.as_str())
        .filter(|source| aws_names::is_event_source(source))
        .collect();
    let [service] = services.as_slice() else {
        return found;
    };
    for event in &events {
        let Some(others) = aws_names::other_calls(service, &event.text) else {
            continue;
        };
        let help = match (
            event.text.as_str(),
            nearest(&event.text, others.iter().copied()),
        ) {
            ("DeleteImage", _) => Some("`DeregisterImage` takes an image away".to_owned()),
            (_, Some(near)) => Some(format!("`{near}` has a similar name")),
            _ => None,
        };
        let mut finding = CHECK
            .finding(
                searched.place(event.span),
                format!("`{service}` has no event `{}`", event.text),
            )
            .note(format!("it has {}", list(others)));
        if let Some(help) = help {
            finding = finding.help(help);
        }
        found.push(finding);
    }
    found
}

fn list(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(5).map(|n| format!("`{n}`")).collect();
    let more = names.len().saturating_sub(shown.len());
    match more {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
