//! `object-field`: a field of Splunk is a text, and this one is an object in every event.

use vigie_languages::Language;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::searches::{Kind, Origin, is_object, searched};

pub(super) const CHECK: Check = Check {
    name: "object-field",
    severity: Severity::Warning,
    summary: "A search takes the text of what is an object in every event, and so has no text.",
    language: Some(Language::Spl),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(searched) = searched(subject) else {
        return Vec::new();
    };
    let Some(log) = searched.log else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for used in &searched.uses {
        let field = &used.field;
        if used.origin != Origin::Event || used.kind == Kind::Key || !is_object(log, field) {
            continue;
        }
        let message = match used.kind {
            Kind::Input => format!("`{field}` is an object, so `spath` finds no text in it"),
            _ => format!("`{field}` is an object and no field, so it has no value"),
        };
        let help = match used.kind {
            Kind::Input => {
                format!("leave `input` out and write the whole path: `path={field}.…`")
            }
            _ => format!("its members are fields: `{field}.…`"),
        };
        found.push(CHECK.finding(used.span, message).help(help));
    }
    found
}
