//! Fields of a JSON event by their path: `userIdentity.arn`, `items{}.id`, `items{0}.id`.

use super::Spl;
use crate::types::Json;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    /// `{}`
    Every,
    /// `{0}`, from 0.
    Element(usize),
}

/// A path that was read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    steps: Vec<Step>,
}

impl Path {
    pub fn new(text: &str) -> Self {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let mut rest = part;
            if let Some(open) = rest.find('{') {
                let (name, braces) = rest.split_at(open);
                if !name.is_empty() {
                    steps.push(Step::Member(name.to_owned()));
                }
                rest = braces;
                while let Some(inside) = rest.strip_prefix('{') {
                    let Some((index, after)) = inside.split_once('}') else {
                        break;
                    };
                    steps.push(index.parse().map_or(Step::Every, Step::Element));
                    rest = after;
                }
            } else {
                steps.push(Step::Member(rest.to_owned()));
            }
        }
        Self { steps }
    }

    /// Every value at the path.
    fn ends<'j>(&self, json: &'j Json) -> Vec<&'j Json> {
        let mut at = vec![json];
        for (i, step) in self.steps.iter().enumerate() {
            let mut next = Vec::new();
            for json in at {
                match (step, json) {
                    (Step::Member(name), Json::Object(members)) => {
                        if let Some(member) = members.get(name) {
                            next.push(member);
                        } else if let Some(found) = dotted(members, &self.steps[i..]) {
                            return vec![found];
                        }
                    }
                    (Step::Every, Json::Array(items)) => next.extend(items),
                    (Step::Element(index), Json::Array(items)) => next.extend(items.get(*index)),
                    _ => {}
                }
            }
            at = next;
        }
        at
    }

    /// The values of the leaves at the path, as fields have them: objects and arrays have none.
    pub fn leaves(&self, json: &Json) -> Spl {
        Spl::many(self.ends(json).into_iter().map(leaf))
    }

    /// As `spath` gives it: an object or an array is its JSON text.
    pub fn texts(&self, json: &Json) -> Spl {
        Spl::many(self.ends(json).into_iter().map(|end| match end {
            Json::Array(_) | Json::Object(_) => Spl::Text(end.to_string()),
            other => Spl::of_json(other),
        }))
    }
}

/// A member whose name has dots in it: the rest of the path as one name.
fn dotted<'j>(members: &'j serde_json::Map<String, Json>, steps: &[Step]) -> Option<&'j Json> {
    let mut name = String::new();
    for step in steps {
        let Step::Member(part) = step else {
            return None;
        };
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(part);
    }
    members.get(&name)
}

/// A leaf as the value of a field.
pub fn leaf(json: &Json) -> Spl {
    match json {
        Json::Array(_) | Json::Object(_) => Spl::Null,
        other => Spl::of_json(other),
    }
}
