//! Events whose nested fields a tool has written as one name with dots: `userIdentity.arn`.

use std::collections::BTreeMap;

use super::def::Field;
use crate::json::{Members, is_absent, quote, unescape};

/// Parts of one name; further dots stay in the last.
const MAX_PARTS: usize = 16;

enum Tree {
    /// JSON text.
    Leaf(String),
    Within(BTreeMap<String, Tree>),
}

/// The event with its fields within one another again, in the order of their names.
pub(super) fn nested(fields: &[Field<'_>]) -> Option<String> {
    let record = fields.first()?.json()?;
    let mut top = BTreeMap::new();
    for member in Members::new(&record) {
        let (key, value) = member.ok()?;
        if is_absent(value) {
            continue;
        }
        let mut text = String::new();
        Field::Json(value).push_json(&mut text);
        insert(&mut top, &unescape(key), text);
    }
    let mut out = String::new();
    write(&top, &mut out);
    Some(out)
}

/// A field within a field that has a value of its own takes its place.
fn insert(top: &mut BTreeMap<String, Tree>, name: &str, value: String) {
    let mut parts: Vec<&str> = name.splitn(MAX_PARTS, '.').collect();
    if parts.iter().any(|part| part.is_empty()) {
        parts = vec![name];
    }
    let Some((last, front)) = parts.split_last() else {
        return;
    };
    let mut at = top;
    for part in front {
        let within = at
            .entry((*part).to_owned())
            .or_insert_with(|| Tree::Within(BTreeMap::new()));
        if let Tree::Leaf(_) = within {
            *within = Tree::Within(BTreeMap::new());
        }
        match within {
            Tree::Within(members) => at = members,
            Tree::Leaf(_) => return,
        }
    }
    at.entry((*last).to_owned()).or_insert(Tree::Leaf(value));
}

/// The depth of the recursion is [`MAX_PARTS`].
fn write(members: &BTreeMap<String, Tree>, out: &mut String) {
    out.push('{');
    for (number, (key, tree)) in members.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        quote(out, key);
        out.push(':');
        match tree {
            Tree::Leaf(text) => out.push_str(text),
            Tree::Within(members) => write(members, out),
        }
    }
    out.push('}');
}
