//! What is different at one place: values of a rule's `let` statements, its severity, whether it runs,
//! and alerts that are expected. Each file changes the rule file of the same name, which stays as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use vigie_engine::types::datetime;
use vigie_languages::Language;
use vigie_syntax::kql::ast::{LetValue, Statement};
use vigie_syntax::yaml::{self, Node, Yaml};
use vigie_syntax::{Diagnostic, kql};

use crate::rule::{Rule, Severity};

/// The changes to one rule.
#[derive(Debug, Clone, Default)]
pub struct Overlay {
    /// Name of a `let` statement and its value in KQL.
    pub knobs: Vec<(String, String)>,
    pub severity: Option<Severity>,
    pub disabled: bool,
    pub exceptions: Vec<Exception>,
}

/// Alerts that are expected.
#[derive(Debug, Clone)]
pub struct Exception {
    pub name: String,
    /// A condition in KQL on the columns of the rule's result.
    pub condition: String,
    pub owner: String,
    pub reason: String,
    /// Ticks; from then on it covers nothing.
    pub expires: i64,
}

/// The changes of a folder, by the name of the rule file without its ending.
///
/// # Errors
/// A sentence about the first file that cannot be used: half an overlay would be worse than none.
pub fn open(folder: &Path) -> Result<BTreeMap<String, Overlay>, String> {
    let failed = |e: std::io::Error| format!("`{}` cannot be read: {e}", folder.display());
    let mut overlays = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        if !matches!(ending.as_deref(), Some("yaml" | "yml")) {
            continue;
        }
        let said = |e: String| format!("the overlay `{}` cannot be used: {e}", path.display());
        let text = fs::read_to_string(&path).map_err(|e| said(e.to_string()))?;
        let documents = yaml::parse(&text).map_err(|e| said(e.to_string()))?;
        let mut overlay = Overlay::default();
        for document in &documents {
            read(document, &mut overlay).map_err(said)?;
        }
        let stem = path.file_stem().unwrap_or_default();
        overlays.insert(stem.to_string_lossy().into_owned(), overlay);
    }
    Ok(overlays)
}

fn read(document: &Node, overlay: &mut Overlay) -> Result<(), String> {
    for (key, value) in document.entries() {
        match key.as_str() {
            "knobs" => {
                for (name, value) in value.entries() {
                    overlay.knobs.push((name.clone(), literal(value)?));
                }
            }
            "severity" => {
                let text = value.text().unwrap_or_default();
                let severity = Severity::parse(text);
                overlay.severity =
                    Some(severity.ok_or_else(|| format!("`{text}` is no severity"))?);
            }
            "disabled" => {
                let disabled = value.bool();
                overlay.disabled = disabled.ok_or("`disabled` is neither true nor false")?;
            }
            "exceptions" => {
                for item in value.items() {
                    overlay.exceptions.push(exception(item)?);
                }
            }
            other => return Err(format!("`{other}` is nothing that an overlay changes")),
        }
    }
    Ok(())
}

/// The value of a knob in KQL, which is how it is written; a list is an array of texts.
fn literal(value: &Node) -> Result<String, String> {
    match &value.value {
        Yaml::Scalar { text, .. } => Ok(text.clone()),
        Yaml::List(items) => {
            let texts = items.iter().filter_map(Node::text);
            let texts: Vec<_> = texts.map(serde_json::Value::from).collect();
            Ok(format!("dynamic({})", serde_json::Value::Array(texts)))
        }
        Yaml::Map(_) => Err("a knob is a value or a list".to_owned()),
    }
}

fn exception(item: &Node) -> Result<Exception, String> {
    let name = item.get("name").and_then(Node::text);
    let name = name.ok_or("an exception has no `name`")?.to_owned();
    let text = |key: &str| {
        let value = item.get(key).and_then(Node::text).map(str::trim);
        let value = value.filter(|v| !v.is_empty());
        value
            .map(str::to_owned)
            .ok_or_else(|| format!("the exception `{name}` has no `{key}`"))
    };
    let expires = text("expires")?;
    Ok(Exception {
        condition: text("where")?,
        owner: text("owner")?,
        reason: text("reason")?,
        expires: datetime::parse(&expires)
            .ok_or_else(|| format!("the exception `{name}` expires at no date: `{expires}`"))?,
        name,
    })
}

impl Overlay {
    /// Changes a rule.
    ///
    /// # Errors
    /// A sentence about a knob that the rule does not have, or whose value is no KQL.
    pub fn apply(&self, rule: &mut Rule) -> Result<(), String> {
        if let Some(severity) = self.severity {
            rule.severity = severity;
            rule.overrides.severity_column = None;
        }
        rule.disabled |= self.disabled;
        for (name, value) in &self.knobs {
            if rule.language != Language::Kql {
                return Err(format!(
                    "the knob `{name}` is for rules in KQL: only they have `let` statements"
                ));
            }
            rule.query = turned(&rule.query, name, value)?;
        }
        Ok(())
    }
}

/// The query with another value in the `let` statement of this name.
fn turned(query: &str, name: &str, value: &str) -> Result<String, String> {
    let (tree, _) = kql::parse(query);
    let place = tree
        .statements
        .iter()
        .find_map(|statement| match statement {
            Statement::Let {
                name: own,
                value: LetValue::Expr(expr),
                ..
            } if own.text == name => Some(expr.span.range()),
            _ => None,
        });
    let place = place.ok_or_else(|| format!("the rule has no knob `{name}`"))?;
    let turned = format!(
        "{}({value}\n){}",
        &query[..place.start],
        &query[place.end..]
    );
    let (after, diagnostics) = kql::parse(&turned);
    let whole = after.statements.len() == tree.statements.len();
    if !whole || diagnostics.iter().any(Diagnostic::is_error) {
        return Err(format!(
            "the value of the knob `{name}` is no KQL: `{value}`"
        ));
    }
    Ok(turned)
}
