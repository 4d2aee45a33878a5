//! `unknown-field`: a field that the events of a log never have.

use vigie_languages::Language;
use vigie_syntax::diagnostic::nearest;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::searches::{Kind, Origin, is_object, may_have, near, searched};
use super::sigma;

pub(super) const CHECK: Check = Check {
    name: "unknown-field",
    severity: Severity::Warning,
    summary: "A rule reads a field that the events of its log never have.",
    language: None,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    match subject.rule.language {
        Language::Sigma => of_sigma(subject),
        Language::Spl => of_search(subject),
        // The binder knows the columns of tables.
        Language::Kql => Vec::new(),
    }
}

fn of_sigma(subject: &Subject<'_>) -> Vec<Diagnostic> {
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

fn of_search(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(searched) = searched(subject) else {
        return Vec::new();
    };
    let Some(log) = searched.log else {
        return Vec::new();
    };
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for used in &searched.uses {
        let is_other = used.origin != Origin::Event || used.kind != Kind::Value;
        if is_other
            || said.contains(&used.field.as_str())
            || may_have(log, &used.field) != Some(false)
            || is_object(log, &used.field)
        {
            continue;
        }
        said.push(&used.field);
        let sourcetype = log.sourcetypes.first().map_or("", String::as_str);
        let mut finding = CHECK.finding(
            used.span,
            format!("no event of `{sourcetype}` has the field `{}`", used.field),
        );
        if let Some(near) = near(log, &used.field) {
            finding = finding.help(if near.eq_ignore_ascii_case(&used.field) {
                format!("`{near}` is how it is written: letter case counts in names of fields")
            } else {
                format!("`{near}` has a similar name")
            });
        }
        found.push(finding);
    }
    found
}
