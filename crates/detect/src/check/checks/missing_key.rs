//! `missing-key`: a key of groups that no row has, so that no group comes out.

use vigie_languages::Language;
use vigie_syntax::{Diagnostic, Severity};

use super::def::{Check, Subject};
use super::searches::{Kind, Origin, is_object, may_have, near, searched};

pub(super) const CHECK: Check = Check {
    name: "missing-key",
    severity: Severity::Warning,
    summary: "A search groups by a field that no row has, so that every row is left out.",
    language: Some(Language::Spl),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(searched) = searched(subject) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for used in searched.uses.iter().filter(|used| used.kind == Kind::Key) {
        let field = &used.field;
        let gone = match (used.origin, searched.log) {
            (Origin::Made, _) | (Origin::Event, None) => false,
            (Origin::Nowhere, _) => true,
            (Origin::Event, Some(log)) => {
                may_have(log, field) == Some(false) || is_object(log, field)
            }
        };
        if !gone {
            continue;
        }
        let mut finding = CHECK
            .finding(used.span, format!("no row has the field `{field}` here"))
            .note("a row without one of the keys is left out, so nothing comes out");
        if let Some(near) = searched.log.and_then(|log| near(log, field))
            && used.origin == Origin::Event
            && near != *field
        {
            finding = finding.help(format!("`{near}` has a similar name"));
        }
        found.push(finding);
    }
    found
}
