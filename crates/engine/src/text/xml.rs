//! XML text to the JSON that `parse_xml()` gives.

use serde_json::Map;

use crate::types::{Json, dynamic};

/// Longer texts are not read, as in Kusto.
const MOST_BYTES: usize = 1 << 20;
/// How deep elements may lie in one another.
const MOST_DEPTH: usize = 128;

/// The root element as a bag; `None` when the text is no XML.
pub fn parse(text: &str) -> Option<Json> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let mut reader = Reader { rest: text };
    reader.skip_between()?;
    let (name, value) = reader.element(0)?;
    reader.skip_between()?;
    reader
        .rest
        .is_empty()
        .then(|| Json::Object(Map::from_iter([(name, value)])))
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn take(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// What stands before `end`, which is passed over.
    fn until(&mut self, end: &str) -> Option<&'t str> {
        let (before, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(before)
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Passes over what may stand outside of the root: declarations, comments, a document type.
    fn skip_between(&mut self) -> Option<()> {
        self.rest = self.rest.trim_start_matches('\u{feff}');
        loop {
            self.skip_space();
            if self.rest.starts_with("<?") {
                self.until("?>")?;
            } else if self.rest.starts_with("<!--") {
                self.until("-->")?;
            } else if self.rest.starts_with("<!DOCTYPE") {
                let head = self.rest.find(['[', '>'])?;
                if self.rest.get(head..)?.starts_with('[') {
                    self.until("]")?;
                }
                self.until(">")?;
            } else {
                return Some(());
            }
        }
    }

    fn name(&mut self) -> Option<&'t str> {
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '=' | '<' | '"' | '\''))
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!name.is_empty()).then_some(name)
    }

    /// The element that begins here: its name and what it becomes.
    fn element(&mut self, depth: usize) -> Option<(String, Json)> {
        if depth > MOST_DEPTH {
            return None;
        }
        self.take("<")?;
        let name = self.name()?;
        let mut bag = Map::new();
        loop {
            self.skip_space();
            if self.take("/>").is_some() {
                return Some((name.to_owned(), finished(bag, "")));
            }
            if self.take(">").is_some() {
                break;
            }
            let attribute = self.name()?;
            self.skip_space();
            self.take("=")?;
            self.skip_space();
            let quote = self.rest.get(..1).filter(|q| matches!(*q, "\"" | "'"))?;
            self.take(quote)?;
            let value = self.until(quote)?;
            bag.insert(format!("@{attribute}"), Json::String(unescape(value)?));
        }
        let mut text = String::new();
        let mut elements: Vec<(String, Json)> = Vec::new();
        loop {
            let at = self.rest.find('<')?;
            text.push_str(&unescape(self.rest.get(..at)?)?);
            self.rest = self.rest.get(at..)?;
            if self.take("</").is_some() {
                if self.name()? != name {
                    return None;
                }
                self.skip_space();
                self.take(">")?;
                break;
            } else if self.rest.starts_with("<!--") {
                self.until("-->")?;
            } else if self.take("<![CDATA[").is_some() {
                text.push_str(self.until("]]>")?);
            } else if self.rest.starts_with("<?") {
                self.until("?>")?;
            } else {
                elements.push(self.element(depth + 1)?);
            }
        }
        let alone = bag.is_empty() && elements.is_empty();
        let text = text.trim();
        if alone {
            return Some((name.to_owned(), finished(bag, text)));
        }
        if !text.is_empty() {
            bag.insert("#text".to_owned(), scalar(text));
        }
        for (name, value) in elements {
            add(&mut bag, name, value);
        }
        Some((name.to_owned(), Json::Object(bag)))
    }
}

/// An element without elements.
fn finished(mut bag: Map<String, Json>, text: &str) -> Json {
    match (bag.is_empty(), text.is_empty()) {
        (true, true) => Json::Null,
        (true, false) => scalar(text),
        (false, true) => Json::Object(bag),
        (false, false) => {
            bag.insert("#text".to_owned(), scalar(text));
            Json::Object(bag)
        }
    }
}

/// Puts an element beside those of its name.
fn add(bag: &mut Map<String, Json>, name: String, value: Json) {
    match bag.get_mut(&name) {
        // An element becomes a bag, a text or null; an array is always of several elements.
        Some(Json::Array(items)) => items.push(value),
        Some(first) => {
            let first_value = first.take();
            *first = Json::Array(vec![first_value, value]);
        }
        None => _ = bag.insert(name, value),
    }
}

/// A text, or the number that it spells when its text form is the same.
fn scalar(text: &str) -> Json {
    match dynamic::parse(text) {
        Some(number @ Json::Number(_)) if dynamic::to_text(&number) == text => number,
        _ => Json::String(text.to_owned()),
    }
}

/// A text with its entities replaced; `None` for an entity that is not known.
fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let (entity, behind) = behind.split_once(';')?;
        out.push(match entity {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = entity.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)?
            }
        });
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}
