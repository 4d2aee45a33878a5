//! How a column comes out of a record: a small language of paths and words, so that only the paths
//! which a query touches are looked for.

use std::borrow::Cow;

use vigie_engine::types::datetime;

use crate::json::{self, Found, Keys, Paths, unescape};
use crate::options::Mode;
use crate::times::{self, Order};

/// What gives a column its value.
#[derive(Debug)]
pub enum Expr {
    /// The value at a path. Missing, null, `""` and `{}` are nothing.
    Path(&'static [&'static str]),
    /// The first that is something.
    First(&'static [Expr]),
    /// Always this text.
    Word(&'static str),
    /// A text made of another.
    Map(fn(&str) -> Cow<'_, str>, &'static Expr),
    /// A text that stands in another, but for letter case: what it holds, the record holds.
    Part(fn(&str) -> Cow<'_, str>, &'static Expr),
    /// A text made of several values.
    Build(fn(&[Field<'_>]) -> Option<String>, &'static [Expr]),
    /// One of two, as the table is to speak.
    ByMode {
        sentinel: &'static Expr,
        verbatim: &'static Expr,
    },
    /// What a path leads to in the JSON that an expression gives.
    Inside(&'static Expr, &'static [&'static str]),
    /// A time in the one form that JSON has for it, where cells have another.
    Time(&'static Expr),
    /// A JSON truth value, where cells have its text.
    Truth(&'static Expr),
    /// An object with the members at these paths: an event that was taken apart into columns, put
    /// together again. What is nothing is left out. Paths that share their beginning stand together.
    Object(&'static [(&'static [&'static str], Expr)]),
    Nothing,
}

impl Expr {
    /// The constant texts that it may give, when everything else that it gives stands in the record
    /// as it is, but for letter case. `None` when it may give something that does not.
    pub fn words(&self, mode: Mode) -> Option<Vec<&'static str>> {
        match self {
            Self::Path(_) | Self::Nothing => Some(Vec::new()),
            Self::Word(word) => Some(vec![word]),
            Self::Part(_, of) => of.words(mode).filter(Vec::is_empty),
            Self::First(of) => {
                let words: Option<Vec<_>> = of.iter().map(|expr| expr.words(mode)).collect();
                words.map(|words| words.concat())
            }
            Self::ByMode { sentinel, verbatim } => match mode {
                Mode::Sentinel => sentinel.words(mode),
                Mode::Verbatim => verbatim.words(mode),
            },
            Self::Truth(of) => of.words(mode),
            Self::Map(..)
            | Self::Build(..)
            | Self::Inside(..)
            | Self::Time(_)
            | Self::Object(_) => None,
        }
    }
}

/// A value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field<'a> {
    Nothing,
    /// The text of a JSON value.
    Json(&'a [u8]),
    Text(Cow<'a, str>),
}

impl<'a> Field<'a> {
    /// What a string column holds: the text of a string, the JSON text of anything else.
    pub fn text(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Nothing => None,
            Self::Text(text) => Some(text.clone()),
            Self::Json([b'"', inner @ .., b'"']) => Some(unescape(inner)),
            Self::Json(json @ [b'{' | b'[', ..]) => json::compact(json),
            Self::Json(token) => Some(String::from_utf8_lossy(token)),
        }
    }

    /// The JSON text of an object or array, also of one that stands in a string.
    pub fn json(&self) -> Option<Cow<'a, [u8]>> {
        let inside = |text: Cow<'a, str>| {
            let bytes = match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim().as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.trim().as_bytes().to_vec()),
            };
            let is_json = matches!(bytes.first(), Some(b'{' | b'['))
                && json::skip(&bytes, 0) == Ok(bytes.len());
            is_json.then_some(bytes)
        };
        match self {
            Self::Nothing => None,
            Self::Text(text) => inside(text.clone()),
            Self::Json(json @ [b'{' | b'[', ..]) => Some(Cow::Borrowed(json)),
            Self::Json([b'"', inner @ .., b'"']) => inside(unescape(inner)),
            Self::Json(_) => None,
        }
    }

    /// Writes the value as JSON; an object or array that stands in a text is that object.
    pub(crate) fn push_json(&self, out: &mut String) {
        match (self.json(), self) {
            (Some(json), _) => out.push_str(&String::from_utf8_lossy(&json)),
            (None, Self::Nothing) => out.push_str("null"),
            (None, Self::Json(token)) => out.push_str(&String::from_utf8_lossy(token)),
            (None, Self::Text(text)) => json::quote(out, text),
        }
    }

    /// Nothing when the text is empty.
    pub fn from_text(text: Cow<'a, str>) -> Self {
        if text.is_empty() {
            Self::Nothing
        } else {
            Self::Text(text)
        }
    }
}

/// Expressions whose paths are numbered, ready to run over records.
#[derive(Debug)]
pub struct Program {
    list: Vec<Vec<&'static str>>,
    paths: Paths,
    roots: Vec<Node>,
    /// How local times are read.
    order: Option<Order>,
}

#[derive(Debug)]
enum Node {
    Slot(usize),
    First(Vec<Node>),
    Word(&'static str),
    Map(fn(&str) -> Cow<'_, str>, Box<Node>),
    Build(fn(&[Field<'_>]) -> Option<String>, Vec<Node>),
    Inside(Box<Node>, Paths),
    Time(Box<Node>),
    Truth(Box<Node>),
    Object(Vec<(&'static str, Node)>),
    Nothing,
}

impl Program {
    /// Paths begin at the value that `within` leads to.
    pub fn new<'e>(
        keys: Keys,
        mode: Mode,
        within: &[&'static str],
        exprs: impl IntoIterator<Item = &'e Expr>,
    ) -> Self {
        let mut paths = Vec::new();
        let roots = exprs
            .into_iter()
            .map(|expr| compile(expr, mode, &mut paths))
            .collect();
        let list: Vec<Vec<&str>> = paths.iter().map(|path| [within, *path].concat()).collect();
        Self {
            paths: Paths::new(keys, list.iter().map(Vec::as_slice)),
            list,
            roots,
            order: None,
        }
    }

    /// The same over records with local times.
    pub fn with_order(self, order: Option<Order>) -> Self {
        Self { order, ..self }
    }

    /// The paths it looks for.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// The same, as they are written; their positions are their slots.
    pub fn list(&self) -> &[Vec<&'static str>] {
        &self.list
    }

    /// The slot of an expression that is no more than a path.
    pub fn slot(&self, root: usize) -> Option<usize> {
        match self.roots.get(root)? {
            Node::Slot(slot) => Some(*slot),
            _ => None,
        }
    }

    /// The slots of the paths that an expression looks at.
    pub fn slots(&self, root: usize) -> Vec<usize> {
        let mut slots = Vec::new();
        let mut waiting: Vec<&Node> = self.roots.get(root).into_iter().collect();
        while let Some(node) = waiting.pop() {
            match node {
                Node::Slot(slot) => slots.push(*slot),
                Node::First(of) | Node::Build(_, of) => waiting.extend(of),
                Node::Map(_, of) | Node::Inside(of, _) | Node::Time(of) | Node::Truth(of) => {
                    waiting.push(of);
                }
                Node::Object(members) => waiting.extend(members.iter().map(|(_, of)| of)),
                Node::Word(_) | Node::Nothing => {}
            }
        }
        slots
    }

    /// Whether an expression never gives anything.
    pub fn is_nothing(&self, root: usize) -> bool {
        matches!(self.roots.get(root), None | Some(Node::Nothing))
    }

    /// The same for records that have nothing in some slots.
    pub fn without(&mut self, absent: &dyn Fn(usize) -> bool) {
        for root in &mut self.roots {
            let whole = std::mem::replace(root, Node::Nothing);
            *root = without(whole, absent);
        }
    }

    /// The value of an expression, by its position, in a record of JSON.
    pub fn eval<'a>(&self, root: usize, record: &'a [u8], found: &'a Found) -> Field<'a> {
        self.eval_with(root, &|slot| {
            found
                .value(slot, record)
                .map_or(Field::Nothing, Field::Json)
        })
    }

    /// The value of an expression over values that stand elsewhere, by their slots.
    pub fn eval_with<'a, F: Fn(usize) -> Field<'a>>(&self, root: usize, value: &F) -> Field<'a> {
        self.roots
            .get(root)
            .map_or(Field::Nothing, |node| eval(node, self.order, value))
    }
}

fn compile(expr: &Expr, mode: Mode, paths: &mut Vec<&'static [&'static str]>) -> Node {
    match expr {
        Expr::Path(path) => Node::Slot(paths.iter().position(|p| p == path).unwrap_or_else(|| {
            paths.push(path);
            paths.len() - 1
        })),
        Expr::First(exprs) => Node::First(exprs.iter().map(|e| compile(e, mode, paths)).collect()),
        Expr::Word(word) => Node::Word(word),
        Expr::Map(f, expr) | Expr::Part(f, expr) => {
            Node::Map(*f, Box::new(compile(expr, mode, paths)))
        }
        Expr::Build(f, exprs) => {
            Node::Build(*f, exprs.iter().map(|e| compile(e, mode, paths)).collect())
        }
        Expr::ByMode { sentinel, verbatim } => compile(
            match mode {
                Mode::Sentinel => sentinel,
                Mode::Verbatim => verbatim,
            },
            mode,
            paths,
        ),
        Expr::Inside(of, path) => {
            let paths_inside = Paths::new(Keys::Exact, [*path]);
            Node::Inside(Box::new(compile(of, mode, paths)), paths_inside)
        }
        Expr::Time(of) => Node::Time(Box::new(compile(of, mode, paths))),
        Expr::Truth(of) => Node::Truth(Box::new(compile(of, mode, paths))),
        Expr::Object(members) => {
            let members: Vec<(&[&'static str], &Expr)> =
                members.iter().map(|(path, expr)| (*path, expr)).collect();
            object(&members, mode, paths)
        }
        Expr::Nothing => Node::Nothing,
    }
}

/// The depth of the recursion is that of the longest path.
fn object(
    members: &[(&[&'static str], &Expr)],
    mode: Mode,
    paths: &mut Vec<&'static [&'static str]>,
) -> Node {
    let groups = members.chunk_by(|(a, _), (b, _)| a.first() == b.first());
    let member = |group: &[(&[&'static str], &Expr)]| -> Option<(&'static str, Node)> {
        let (path, expr) = group.first()?;
        let (key, rest) = path.split_first()?;
        if rest.is_empty() {
            return Some((key, compile(expr, mode, paths)));
        }
        let within: Vec<_> = group
            .iter()
            .map(|(path, expr)| (path.get(1..).unwrap_or_default(), *expr))
            .collect();
        Some((key, object(&within, mode, paths)))
    };
    Node::Object(groups.filter_map(member).collect())
}

fn without(node: Node, absent: &dyn Fn(usize) -> bool) -> Node {
    match node {
        Node::Slot(slot) if absent(slot) => Node::Nothing,
        Node::First(nodes) => {
            let mut left: Vec<Node> = nodes
                .into_iter()
                .map(|node| without(node, absent))
                .filter(|node| !matches!(node, Node::Nothing))
                .collect();
            match left.len() {
                0 => Node::Nothing,
                1 => left.remove(0),
                _ => Node::First(left),
            }
        }
        Node::Map(f, of) => match without(*of, absent) {
            Node::Nothing => Node::Nothing,
            of => Node::Map(f, Box::new(of)),
        },
        Node::Build(f, nodes) => {
            let each = nodes.into_iter().map(|node| without(node, absent));
            Node::Build(f, each.collect())
        }
        Node::Inside(of, path) => match without(*of, absent) {
            Node::Nothing => Node::Nothing,
            of => Node::Inside(Box::new(of), path),
        },
        Node::Time(of) => Node::Time(Box::new(without(*of, absent))),
        Node::Truth(of) => Node::Truth(Box::new(without(*of, absent))),
        Node::Object(members) => {
            let each = members.into_iter();
            Node::Object(each.map(|(key, of)| (key, without(of, absent))).collect())
        }
        other => other,
    }
}

fn eval<'a, F: Fn(usize) -> Field<'a>>(node: &Node, order: Option<Order>, value: &F) -> Field<'a> {
    let eval = |node| eval(node, order, value);
    match node {
        Node::Slot(slot) => value(*slot),
        Node::First(nodes) => nodes
            .iter()
            .map(eval)
            .find(|field| *field != Field::Nothing)
            .unwrap_or(Field::Nothing),
        Node::Word(word) => Field::Text(Cow::Borrowed(word)),
        Node::Map(f, node) => match eval(node).text() {
            None => Field::Nothing,
            Some(Cow::Borrowed(text)) => Field::from_text(f(text)),
            Some(Cow::Owned(text)) => Field::from_text(Cow::Owned(f(&text).into_owned())),
        },
        Node::Build(f, nodes) => {
            let fields: Vec<Field<'a>> = nodes.iter().map(eval).collect();
            f(&fields).map_or(Field::Nothing, |text| Field::from_text(Cow::Owned(text)))
        }
        Node::Inside(of, path) => {
            let of = eval(of);
            let mut found = Found::default();
            let Some(json) = of.json().filter(|json| path.find(json, &mut found).is_ok()) else {
                return Field::Nothing;
            };
            let text = found.value(0, &json).and_then(|v| Field::Json(v).text());
            text.map_or(Field::Nothing, |text| {
                Field::from_text(Cow::Owned(text.into_owned()))
            })
        }
        Node::Time(of) => {
            let text = eval(of).text();
            let ticks = text.and_then(|text| times::parse(&text, order));
            ticks.map_or(Field::Nothing, |ticks| {
                Field::Text(Cow::Owned(datetime::format(ticks)))
            })
        }
        Node::Truth(of) => match eval(of).text() {
            Some(text) if text.eq_ignore_ascii_case("true") => Field::Json(b"true"),
            Some(text) if text.eq_ignore_ascii_case("false") => Field::Json(b"false"),
            _ => Field::Nothing,
        },
        Node::Object(members) => {
            let mut out = String::from("{");
            for (key, node) in members {
                let field = eval(node);
                if field == Field::Nothing {
                    continue;
                }
                if out.len() > 1 {
                    out.push(',');
                }
                json::quote(&mut out, key);
                out.push(':');
                field.push_json(&mut out);
            }
            out.push('}');
            if out.len() > 2 {
                Field::Text(Cow::Owned(out))
            } else {
                Field::Nothing
            }
        }
        Node::Nothing => Field::Nothing,
    }
}
