//! Sigma to KQL: a rule of one event as a query over the table of Sentinel that holds its log.

use vigie_languages::sigma::{Collection, Document, DocumentKind, File};
use vigie_syntax::kql;

use super::{Converted, double_quoted};

/// A document of a file, as KQL or not.
#[derive(Debug)]
pub struct Query {
    pub title: String,
    /// The query, or the sentences that say why there is none.
    pub query: Result<Converted, String>,
    document: Document,
}

/// The rules of a Sigma file. Filters are in the rules that they concern.
pub fn convert(text: &str) -> Vec<Query> {
    let collection = Collection::read(&[File { text }], &[]);
    let rules = collection.documents().iter();
    rules
        .filter(|d| d.kind != DocumentKind::Filter)
        .map(|document| Query {
            title: document.about.title.clone(),
            query: collection
                .kql(document)
                .map(|(tree, differences)| Converted {
                    text: kql::print(&tree).trim_end().to_owned(),
                    differences,
                }),
            document: document.clone(),
        })
        .collect()
}

impl Query {
    /// An analytics rule of Sentinel that runs every hour over the last hour.
    pub fn sentinel(&self, query: &Converted) -> String {
        let about = &self.document.about;
        let severity = match about.level.as_deref() {
            Some("critical" | "high") => "High",
            Some("low") => "Low",
            Some("informational") => "Informational",
            _ => "Medium",
        };
        let mut out = String::new();
        if let Some(id) = &about.id {
            out.push_str(&format!("id: {}\n", double_quoted(id)));
        }
        out.push_str(&format!("name: {}\n", double_quoted(&about.title)));
        out.push_str(&format!(
            "description: {}\n",
            double_quoted(&about.description)
        ));
        out.push_str(&format!("severity: {severity}\n"));
        out.push_str("kind: Scheduled\nqueryFrequency: 1h\nqueryPeriod: 1h\n");
        out.push_str("triggerOperator: gt\ntriggerThreshold: 0\n");
        let tags: Vec<String> = about.tags.iter().map(|t| t.to_lowercase()).collect();
        let tags: Vec<&str> = tags
            .iter()
            .filter_map(|t| t.strip_prefix("attack."))
            .collect();
        let is_technique = |tag: &str| {
            let number = tag.strip_prefix('t');
            number.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
        };
        let mut list = |name: &str, items: Vec<String>| {
            if !items.is_empty() {
                out.push_str(&format!("{name}:\n"));
                for item in items {
                    out.push_str(&format!("  - {}\n", double_quoted(&item)));
                }
            }
        };
        let tactics = tags
            .iter()
            .filter(|t| t.contains(['-', '_']) || !t.contains(|c: char| c.is_ascii_digit()));
        list("tactics", tactics.map(|t| joined(t)).collect());
        let techniques = tags.iter().filter(|t| is_technique(t));
        list(
            "relevantTechniques",
            techniques.map(|t| t.to_uppercase()).collect(),
        );
        out.push_str("query: |\n");
        for line in query.commented("// ", "").lines() {
            out.push_str(&format!("  {line}\n"));
        }
        out
    }
}

/// `defense-evasion` as `DefenseEvasion`.
fn joined(tactic: &str) -> String {
    let words = tactic.split(['-', '_', ' ']);
    words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect()
}
