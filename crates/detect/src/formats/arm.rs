//! Resource templates: what the Sentinel portal exports, and what public solutions are packed as.

use std::path::Path;

use vigie_syntax::yaml::{self, Node};

use super::{Format, Rules, sentinel};

pub(super) const FORMAT: Format = Format {
    name: "Azure resource template",
    extensions: &["json"],
    read,
};

fn read(path: &Path, text: &str) -> Option<Rules> {
    // JSON is YAML, and the parser of YAML knows the places. Other JSON is not looked at.
    if !text.contains("alertRules") || !text.contains("\"query\"") {
        return None;
    }
    let documents = yaml::parse(text).ok()?;
    let mut rules = Vec::new();
    for document in &documents {
        find(document, path, text, &mut rules);
    }
    (!rules.is_empty()).then_some(rules)
}

/// Rules stand among `resources`, in packed solutions within the template of another resource.
/// The parser bounds the depth.
fn find(node: &Node, path: &Path, text: &str, rules: &mut Rules) {
    for resource in node.get("resources").map_or(&[][..], Node::items) {
        let kind = resource
            .get("kind")
            .and_then(Node::text)
            .unwrap_or_default();
        let runs = ["Scheduled", "NRT"]
            .iter()
            .any(|k| kind.eq_ignore_ascii_case(k));
        if let Some(properties) = resource.get("properties") {
            if runs && properties.get("query").is_some() {
                let mut rule = sentinel::rule(path, properties, text);
                if let Ok(rule) = &mut rule {
                    if let Some(id) = resource.get("id").and_then(Node::text).and_then(guid) {
                        rule.id = id;
                    }
                    if kind.eq_ignore_ascii_case("NRT") {
                        rule.schedule = rule.schedule.or(Some(sentinel::NEAR_REAL_TIME));
                    }
                }
                rules.push(rule);
            }
            if let Some(template) = properties.get("mainTemplate") {
                find(template, path, text, rules);
            }
        }
        find(resource, path, text, rules);
    }
}

/// The id in an expression such as `[concat(…, '/alertRules/3c0c5299-…')]`.
fn guid(text: &str) -> Option<String> {
    let is_guid =
        |part: &&str| part.len() == 36 && part.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    text.split(['/', '\'', '"', '(', ')', '[', ']', ','])
        .rev()
        .find(is_guid)
        .map(str::to_owned)
}
