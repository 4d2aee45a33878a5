//! YAML as rule files use it: scalars that remember how they were written, and where.
//!
//! The tree is made from the parser's events, so that a hostile file cannot nest without end or grow
//! by aliases within aliases.

use saphyr_parser::{Event, Parser, ScalarStyle};

/// Nodes within nodes.
const MAX_DEPTH: usize = 64;
/// Bytes in memory of the nodes of one file, those within others counted again, aliases written out.
const MAX_SIZE: usize = 32 << 20;

/// A value and the place where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub value: Yaml,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// Line and column of the key that this is the value of.
    pub key: Option<(usize, usize)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// A text; `plain` when it was written without quotes and may be a number, a bool or null.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    /// In the order of the file. A key that comes twice has its last value.
    Map(Vec<(String, Node)>),
}

/// Why a text is no YAML that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub message: String,
    pub line: usize,
    pub column: usize,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} (line {}, column {})",
            self.message, self.line, self.column
        )
    }
}

/// The documents of a text.
///
/// # Errors
/// The first thing that is no YAML, or beyond what a rule file needs.
pub fn parse(text: &str) -> Result<Vec<Node>, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| Error {
            message: e.info().to_owned(),
            line: e.marker().line(),
            column: e.marker().col() + 1,
        })?;
        let place = (span.start.line(), span.start.col() + 1);
        builder.event(event, place).map_err(|message| Error {
            message: message.to_owned(),
            line: place.0,
            column: place.1,
        })?;
    }
    Ok(builder.documents)
}

#[derive(Default)]
struct Builder {
    documents: Vec<Node>,
    /// Lists and maps that are not closed yet, outermost first.
    open: Vec<Open>,
    /// Nodes by the number of their anchor.
    anchors: Vec<(usize, Node)>,
    size: usize,
}

struct Open {
    node: Node,
    anchor: usize,
    /// The key that waits for its value, and where it stands.
    key: Option<(String, (usize, usize))>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, place: (usize, usize)) -> Result<(), &'static str> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let value = Yaml::Scalar {
                    text: text.into_owned(),
                    plain,
                };
                self.close(node(value, place), anchor)
            }
            Event::SequenceStart(anchor, _) => {
                self.push(node(Yaml::List(Vec::new()), place), anchor)
            }
            Event::MappingStart(anchor, _) => self.push(node(Yaml::Map(Vec::new()), place), anchor),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(done) => self.close(done.node, done.anchor),
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let known = self.anchors.iter().rev().find(|(a, _)| *a == anchor);
                let Some((_, node)) = known else {
                    return Err("an alias stands inside the value it is an alias of");
                };
                let node = node.clone();
                self.close(node, 0)
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn push(&mut self, node: Node, anchor: usize) -> Result<(), &'static str> {
        if self.open.len() >= MAX_DEPTH {
            return Err("values nest too deeply");
        }
        self.open.push(Open {
            node,
            anchor,
            key: None,
        });
        Ok(())
    }

    /// A node is complete: it goes into the one that is open, or is a document.
    fn close(&mut self, mut node: Node, anchor: usize) -> Result<(), &'static str> {
        self.size = self.size.saturating_add(node.size());
        if self.size > MAX_SIZE {
            return Err("the file is too large");
        }
        if self.open.len() + node.depth() > MAX_DEPTH {
            return Err("values nest too deeply");
        }
        if anchor > 0 {
            self.anchors.push((anchor, node.clone()));
        }
        let Some(parent) = self.open.last_mut() else {
            self.documents.push(node);
            return Ok(());
        };
        match (&mut parent.node.value, parent.key.take()) {
            (Yaml::List(items), _) => items.push(node),
            (Yaml::Map(entries), Some((key, place))) => {
                node.key = Some(place);
                match entries.iter_mut().find(|(k, _)| *k == key) {
                    Some(entry) => entry.1 = node,
                    None => entries.push((key, node)),
                }
            }
            (Yaml::Map(_), None) => match node.value {
                Yaml::Scalar { text, .. } => parent.key = Some((text, (node.line, node.column))),
                _ => return Err("a key is a list or a map"),
            },
            (Yaml::Scalar { .. }, _) => {}
        }
        Ok(())
    }
}

fn node(value: Yaml, (line, column): (usize, usize)) -> Node {
    Node {
        value,
        line,
        column,
        key: None,
    }
}

impl Node {
    /// The value of a key of a map, unless it is null.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Yaml::Map(entries) => entries
                .iter()
                .find(|(k, _)| k == key)
                .map(|(_, node)| node)
                .filter(|node| !node.is_null()),
            _ => None,
        }
    }

    /// The entries of a map; none of anything else.
    pub fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Yaml::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; a single value is a list of itself, null of nothing.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Yaml::List(items) => items,
            _ if self.is_null() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The text of a scalar, as it was written.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Yaml::Scalar { text, .. } if !self.is_null() => Some(text),
            _ => None,
        }
    }

    /// Nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.plain()
            .is_some_and(|t| matches!(t, "" | "~" | "null" | "Null" | "NULL"))
    }

    /// `true` or `false` in any letter case, with or without quotes.
    pub fn bool(&self) -> Option<bool> {
        let text = self.text()?.trim();
        if text.eq_ignore_ascii_case("true") {
            Some(true)
        } else if text.eq_ignore_ascii_case("false") {
            Some(false)
        } else {
            None
        }
    }

    /// A whole number, with or without quotes.
    pub fn integer(&self) -> Option<i64> {
        self.text()?.trim().parse().ok()
    }

    /// The text of a scalar without quotes.
    pub fn plain(&self) -> Option<&str> {
        match &self.value {
            Yaml::Scalar { text, plain: true } => Some(text),
            _ => None,
        }
    }

    fn size(&self) -> usize {
        size_of::<Self>()
            + match &self.value {
                Yaml::Scalar { text, .. } => text.len(),
                Yaml::List(items) => items.iter().map(Self::size).sum(),
                Yaml::Map(entries) => entries.iter().map(|(k, v)| k.len() + v.size()).sum(),
            }
    }

    fn depth(&self) -> usize {
        match &self.value {
            Yaml::Scalar { .. } => 0,
            Yaml::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Yaml::Map(entries) => 1 + entries.iter().map(|(_, v)| v.depth()).max().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Node {
        let mut documents = parse(text).unwrap();
        assert_eq!(documents.len(), 1);
        documents.remove(0)
    }

    #[test]
    fn keeps_what_was_written() {
        let rule = one("version: 1.10\nname: 'true'\nquery: |\n  T\n  | count\nlist: [a, b]\n");
        assert_eq!(rule.get("version").unwrap().text(), Some("1.10"));
        assert_eq!(rule.get("query").unwrap().text(), Some("T\n| count\n"));
        assert_eq!(rule.get("list").unwrap().items().len(), 2);
        assert_eq!(rule.get("list").unwrap().line, 6);
        assert!(rule.get("nothing").is_none());
    }

    #[test]
    fn refuses_bombs() {
        let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (name, of) in ('b'..='k').zip('a'..) {
            let aliases = vec![format!("*{of}"); 10].join(", ");
            text += &format!("{name}: &{name} [{aliases}]\n");
        }
        assert_eq!(parse(&text).unwrap_err().message, "the file is too large");
        let deep = "[".repeat(100_000);
        assert!(parse(&deep).is_err());
    }

    #[test]
    fn says_where_it_is_wrong() {
        let error = parse("a: b\n c: [\n").unwrap_err();
        assert!(error.line >= 2, "{error}");
    }
}
