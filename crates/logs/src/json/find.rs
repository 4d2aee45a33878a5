//! Finding the values of several paths in one pass over a record.

use super::is_absent;
use super::skip::{Fault, byte, key, skip, space};
use super::text::unescape;

/// How the keys of a path are compared with those of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keys {
    /// Byte for byte.
    Exact,
    /// Without regard to ASCII letter case and underscores, because collectors rename keys:
    /// `eventTimestamp`, `EventTimestamp` and `event_timestamp` are one. An exact key goes first.
    Folded,
}

/// A set of paths, ready to be searched for.
#[derive(Debug, Clone)]
pub struct Paths {
    keys: Keys,
    nodes: Vec<Node>,
    slots: usize,
}

#[derive(Debug, Clone, Default)]
struct Node {
    children: Vec<Child>,
    /// The marks of the children's keys: most keys of a record have none of them.
    marks: u64,
    slot: Option<usize>,
}

#[derive(Debug, Clone)]
struct Child {
    key: Box<[u8]>,
    folded: Box<[u8]>,
    node: usize,
}

/// Where the values of the paths stand in a record. Reused from record to record.
#[derive(Debug, Default)]
pub struct Found {
    spans: Vec<Option<Span>>,
    /// The texts of JSON strings that a path leads into.
    inner: Vec<Vec<u8>>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    /// The text it stands in: `None` is the record.
    inner: Option<usize>,
    exact: bool,
}

impl Paths {
    /// Slots are numbered as the paths stand. A path of no keys is the whole record.
    pub fn new<'p>(keys: Keys, paths: impl IntoIterator<Item = &'p [&'p str]>) -> Self {
        let mut set = Self {
            keys,
            nodes: vec![Node::default()],
            slots: 0,
        };
        for path in paths {
            let mut node = 0;
            for key in path {
                let known = set.nodes[node]
                    .children
                    .iter()
                    .find(|child| child.key.as_ref() == key.as_bytes())
                    .map(|child| child.node);
                node = known.unwrap_or_else(|| {
                    let child = set.nodes.len();
                    set.nodes.push(Node::default());
                    let parent = &mut set.nodes[node];
                    parent.marks |= mark(key.as_bytes());
                    parent.children.push(Child {
                        key: key.as_bytes().into(),
                        folded: folded(key.as_bytes()).collect(),
                        node: child,
                    });
                    child
                });
            }
            set.nodes[node].slot = Some(set.slots);
            set.slots += 1;
        }
        set
    }

    /// Looks through a record, which must be one JSON object and white space around it.
    ///
    /// The last of several equal keys counts, as in `parse_json()`.
    pub fn find(&self, record: &[u8], found: &mut Found) -> Result<(), Fault> {
        found.spans.clear();
        found.spans.resize(self.slots, None);
        found.inner.clear();
        let start = space(record, 0);
        if byte(record, start)? != b'{' {
            return Err(Fault::Bad(start));
        }
        let end = self.object(0, record, start, None, found)?;
        if space(record, end) != record.len() {
            return Err(Fault::Bad(space(record, end)));
        }
        if let Some(slot) = self.nodes[0].slot {
            found.spans[slot] = Some(Span {
                start,
                end,
                inner: None,
                exact: true,
            });
        }
        Ok(())
    }

    /// The first value of a single path of one key, and where it ends, found without a look at what
    /// follows it.
    ///
    /// `None` when it is not there, or only under another spelling of the key, or the record is
    /// broken in front of it.
    pub fn glance<'r>(&self, record: &'r [u8]) -> Option<(&'r [u8], usize)> {
        let key = &self.nodes[0].children.first()?.key;
        let mut members = super::Members::new(record);
        while let Ok(Some((name, _))) = members.next_key() {
            let value = members.pass().ok()?;
            if name == key.as_ref() {
                return Some((value, members.position()));
            }
        }
        None
    }

    /// The depth of the recursion is that of the longest path.
    fn object(
        &self,
        node: usize,
        text: &[u8],
        start: usize,
        inner: Option<usize>,
        found: &mut Found,
    ) -> Result<usize, Fault> {
        let node = &self.nodes[node];
        let mut at = space(text, start + 1);
        if byte(text, at)? == b'}' {
            return Ok(at + 1);
        }
        loop {
            let (key_end, value) = key(text, at)?;
            let name = text.get(at + 1..key_end - 1).unwrap_or_default();
            let end = match self.child(node, name) {
                None => skip(text, value)?,
                Some((child, exact)) => {
                    let end = self.value(child, text, value, inner, found)?;
                    if let Some(slot) = self.nodes[child].slot {
                        let replaces = exact || !found.spans[slot].is_some_and(|s| s.exact);
                        if replaces {
                            found.spans[slot] = Some(Span {
                                start: value,
                                end,
                                inner,
                                exact,
                            });
                        }
                    }
                    end
                }
            };
            at = space(text, end);
            match byte(text, at)? {
                b',' => at = space(text, at + 1),
                b'}' => return Ok(at + 1),
                _ => return Err(Fault::Bad(at)),
            }
        }
    }

    /// Goes on inside a value when a path does: an object, or a string that holds one.
    fn value(
        &self,
        node: usize,
        text: &[u8],
        at: usize,
        inner: Option<usize>,
        found: &mut Found,
    ) -> Result<usize, Fault> {
        if self.nodes[node].children.is_empty() {
            return skip(text, at);
        }
        match byte(text, at)? {
            b'{' => self.object(node, text, at, inner, found),
            b'"' => {
                let end = skip(text, at)?;
                let content = text.get(at + 1..end - 1).unwrap_or_default();
                if content.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{') {
                    self.inside(node, content, found);
                }
                Ok(end)
            }
            _ => skip(text, at),
        }
    }

    /// A string that holds JSON. When it holds something else, that is no fault of the record.
    fn inside(&self, node: usize, content: &[u8], found: &mut Found) {
        let content = unescape(content).into_owned().into_bytes();
        let number = found.inner.len();
        found.inner.push(Vec::new());
        let start = space(&content, 0);
        let before = found.spans.clone();
        if self
            .object(node, &content, start, Some(number), found)
            .is_err()
        {
            found.spans = before;
        }
        found.inner[number] = content;
    }

    /// The child of this name, and whether the name is exactly the path's.
    #[inline]
    fn child(&self, node: &Node, name: &[u8]) -> Option<(usize, bool)> {
        if memchr::memchr(b'\\', name).is_some() {
            let plain = unescape(name);
            return self.child_of(node, plain.as_bytes());
        }
        self.child_of(node, name)
    }

    #[inline]
    fn child_of(&self, node: &Node, name: &[u8]) -> Option<(usize, bool)> {
        if node.marks & mark(name) == 0 {
            return None;
        }
        if let Some(child) = node.children.iter().find(|c| c.key.as_ref() == name) {
            return Some((child.node, true));
        }
        if self.keys == Keys::Exact {
            return None;
        }
        node.children
            .iter()
            .find(|child| folded(name).eq(child.folded.iter().copied()))
            .map(|child| (child.node, false))
    }
}

/// A key in lower case and without underscores.
fn folded(key: &[u8]) -> impl DoubleEndedIterator<Item = u8> + Clone + '_ {
    key.iter()
        .filter(|b| **b != b'_')
        .map(u8::to_ascii_lowercase)
}

/// One of 64 marks, the same for all keys that fold to one: made of the first and the last letter.
#[inline]
fn mark(key: &[u8]) -> u64 {
    let (first, last) = (folded(key).next(), folded(key).next_back());
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    1 << (first.wrapping_mul(7).wrapping_add(last) & 63)
}

impl Found {
    /// The text of the value in a slot, unless it is missing, null, `""` or `{}`.
    pub fn value<'f>(&'f self, slot: usize, record: &'f [u8]) -> Option<&'f [u8]> {
        self.raw(slot, record).filter(|value| !is_absent(value))
    }

    /// The text of the value in a slot, whatever it is.
    pub fn raw<'f>(&'f self, slot: usize, record: &'f [u8]) -> Option<&'f [u8]> {
        let span = (*self.spans.get(slot)?)?;
        let text = match span.inner {
            None => record,
            Some(number) => self.inner.get(number)?,
        };
        text.get(span.start..span.end)
    }
}
