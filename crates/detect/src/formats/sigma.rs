//! Sigma: rules, correlations and filters, one file or a folder of them at a time, because a
//! correlation names rules of other files.

use std::path::{Path, PathBuf};

use vigie_languages::Language;
use vigie_languages::sigma::pipeline::Pipeline;
use vigie_languages::sigma::{self, Collection, File, is_sigma};

use super::{Format, Rules};
use crate::rule::{EntityMapping, Reason, Refusal, Rule, Severity};

pub(super) const FORMAT: Format = Format {
    name: "Sigma",
    extensions: &["yml", "yaml"],
    read: |path, text| is_sigma(text).then(|| rules(&[(path.to_owned(), text.to_owned())], &[])),
};

/// Whether a file is one of Sigma, by its name and what stands in it.
pub(crate) fn is_one(path: &Path, text: &str) -> bool {
    super::has_extension(path, FORMAT.extensions) && is_sigma(text)
}

/// The rules of files that belong together.
pub fn rules(files: &[(PathBuf, String)], pipelines: &[Pipeline]) -> Rules {
    let texts: Vec<File<'_>> = files.iter().map(|(_, text)| File { text }).collect();
    let path = |at: usize| files.get(at).map(|(p, _)| p.clone()).unwrap_or_default();
    let text = |at: usize| files.get(at).map(|(_, t)| t.clone()).unwrap_or_default();
    Collection::read(&texts, pipelines)
        .rules()
        .into_iter()
        .map(|found| match found {
            Ok(found) => Ok(rule(found, path, text)),
            Err(refused) => Err(Refusal {
                path: path(refused.file),
                id: refused.id,
                reason: Reason::Query(refused.diagnostics, text(refused.file)),
            }),
        })
        .collect()
}

fn rule(
    found: sigma::Rule,
    path: impl Fn(usize) -> PathBuf,
    text: impl Fn(usize) -> String,
) -> Rule {
    let about = found.about;
    let id = about.id.unwrap_or_else(|| about.title.clone());
    let mut rule = Rule::bare(path(found.file), id, text(found.file));
    rule.name = about.title;
    rule.description = about.description;
    rule.language = Language::Sigma;
    rule.lowered = Some(found.query);
    rule.status = about.status;
    rule.part_of = found.part_of;
    rule.sigma = Some(found.sense);
    if let Some(level) = about.level.as_deref() {
        rule.severity = Severity::parse(level).unwrap_or(Severity::Medium);
    }
    for tag in &about.tags {
        let Some(name) = tag
            .to_lowercase()
            .strip_prefix("attack.")
            .map(str::to_owned)
        else {
            continue;
        };
        let digits = |s: &str| {
            s.strip_prefix('t')
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
        };
        if digits(&name) {
            rule.techniques.push(name.to_uppercase());
        } else if !name.starts_with(['g', 's'])
            || !name
                .get(1..)
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
        {
            rule.tactics.push(name.replace(['_', '-'], " "));
        }
    }
    rule.entities = found
        .entities
        .into_iter()
        .map(|(kind, column)| EntityMapping {
            fields: vec![(identifier(&kind).to_owned(), column)],
            kind,
        })
        .collect();
    rule
}

/// What of an entity the column holds.
fn identifier(kind: &str) -> &'static str {
    match kind {
        "IP" => "Address",
        "Account" => "FullName",
        "AzureResource" => "ResourceId",
        _ => "Name",
    }
}
