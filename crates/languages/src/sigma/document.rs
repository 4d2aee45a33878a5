//! The documents of Sigma files: rules, correlations and filters, with what they say about
//! themselves.
//!
//! A file may hold several, and collections share what they have in common: `action: global` is
//! part of every document behind it, `action: repeat` is the document before it with changes,
//! `action: reset` ends what is global.

use vigie_syntax::yaml::{self, Node, Yaml};
use vigie_syntax::{Diagnostic, Span};

use super::places::Places;

/// A document that is one rule of some kind.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file it stands in, by place.
    pub file: usize,
    pub kind: DocumentKind,
    pub about: About,
    pub(crate) node: Node,
    /// Where it begins.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// One event is enough.
    Rule,
    /// Several events together.
    Correlation,
    /// What is added to the conditions of other rules.
    Filter,
}

/// What a document says about itself. A text that is not there is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    pub title: String,
    pub id: Option<String>,
    pub name: Option<String>,
    pub description: String,
    pub status: Option<String>,
    pub level: Option<String>,
    pub author: String,
    pub date: String,
    pub modified: String,
    pub tags: Vec<String>,
    pub references: Vec<String>,
    pub fields: Vec<String>,
    pub falsepositives: Vec<String>,
}

impl About {
    fn read(node: &Node) -> Self {
        let text = |key: &str| Some(node.get(key)?.text()?.trim().to_owned());
        let list = |key: &str| -> Vec<String> {
            let items = node.get(key).map_or(&[][..], Node::items);
            let texts = items.iter().filter_map(Node::text);
            texts.map(|t| t.trim().to_owned()).collect()
        };
        Self {
            title: text("title").unwrap_or_default(),
            id: text("id"),
            name: text("name"),
            description: text("description").unwrap_or_default(),
            status: text("status"),
            level: text("level"),
            author: text("author").unwrap_or_default(),
            date: text("date").unwrap_or_default(),
            modified: text("modified").unwrap_or_default(),
            tags: list("tags"),
            references: list("references"),
            fields: list("fields"),
            falsepositives: list("falsepositives"),
        }
    }
}

impl Document {
    /// Whether a correlation or a filter that names this means the document: by id or name, and by
    /// title, which the specification does not have but published rules do.
    pub fn is_called(&self, name: &str) -> bool {
        let is =
            |own: &Option<String>| own.as_deref().is_some_and(|o| o.eq_ignore_ascii_case(name));
        is(&self.about.id) || is(&self.about.name) || self.about.title == name
    }
}

/// Whether a text is likely Sigma: some line begins a detection, a correlation or a filter.
pub fn is_sigma(text: &str) -> bool {
    let begins = |line: &str, key: &str| line.trim_end().strip_prefix(key) == Some(":");
    text.lines().any(|line| {
        begins(line, "detection") || begins(line, "correlation") || begins(line, "filter")
    })
}

/// The documents of a file.
///
/// # Errors
/// What is wrong with the file, where it is no YAML or a document no rule.
pub(crate) fn read(file: usize, text: &str) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let nodes = yaml::parse(text).map_err(|error| {
        let places = Places::of(text);
        let at = Node {
            value: Yaml::List(Vec::new()),
            line: error.line,
            column: error.column,
            key: None,
        };
        let what = format!("the file is no YAML: {}", error.message);
        vec![Diagnostic::error("invalid-yaml", places.value(&at), what)]
    })?;
    let places = Places::of(text);
    let mut documents = Vec::new();
    let mut faults = Vec::new();
    let mut global: Option<Node> = None;
    let mut previous: Option<Node> = None;
    for node in nodes {
        let action = node.get("action").and_then(Node::text).map(str::to_owned);
        let span = node.entries().first().map_or_else(
            || places.value(&node),
            |(key, value)| places.key(key, value),
        );
        let node = match action.as_deref() {
            Some("global") => {
                global = Some(without_action(node));
                continue;
            }
            Some("reset") => {
                global = None;
                previous = None;
                continue;
            }
            Some("repeat") => {
                let Some(before) = previous.clone() else {
                    let what = "`action: repeat` has no document before it";
                    faults.push(Diagnostic::error("unexpected-action", span, what));
                    continue;
                };
                merged(before, without_action(node), 0)
            }
            Some(other) => {
                let what = format!("there is no action `{other}`");
                faults.push(Diagnostic::error("unexpected-action", span, what));
                continue;
            }
            None => match &global {
                Some(global) => merged(global.clone(), node, 0),
                None => node,
            },
        };
        previous = Some(node.clone());
        if matches!(&node.value, Yaml::Scalar { text, plain: true } if text.is_empty()) {
            continue;
        }
        let kind = if node.get("correlation").is_some() {
            DocumentKind::Correlation
        } else if node.get("filter").is_some() {
            DocumentKind::Filter
        } else if node.get("detection").is_some() {
            DocumentKind::Rule
        } else {
            let what = "the document has no `detection`, no `correlation` and no `filter`";
            faults.push(Diagnostic::error("no-rule", span, what));
            continue;
        };
        let about = About::read(&node);
        if about.title.is_empty() {
            let what = "a rule requires a `title`";
            faults.push(Diagnostic::error("missing-title", span, what));
            continue;
        }
        documents.push(Document {
            file,
            kind,
            about,
            node,
            span,
        });
    }
    if faults.is_empty() {
        Ok(documents)
    } else {
        Err(faults)
    }
}

fn without_action(mut node: Node) -> Node {
    if let Yaml::Map(entries) = &mut node.value {
        entries.retain(|(key, _)| key != "action");
    }
    node
}

/// The entries of two documents, those of the second where both have one; maps within are merged.
/// The parser bounds the depth of both.
fn merged(base: Node, over: Node, depth: usize) -> Node {
    match (base.value, over.value) {
        (Yaml::Map(mut entries), Yaml::Map(more)) if depth < 64 => {
            for (key, value) in more {
                match entries.iter_mut().find(|(own, _)| *own == key) {
                    Some((_, own)) => {
                        let before = std::mem::replace(own, value.clone());
                        *own = merged(before, value, depth + 1);
                    }
                    None => entries.push((key, value)),
                }
            }
            Node {
                value: Yaml::Map(entries),
                line: over.line,
                column: over.column,
                key: over.key,
            }
        }
        (_, value) => Node {
            value,
            line: over.line,
            column: over.column,
            key: over.key,
        },
    }
}
