//! Event types and tags: names that a pack gives to predicates, and what a search means by them.
//!
//! `eventtype=NAME` is the search of the stanza `[NAME]` of `eventtypes.conf`; `tag=NAME` is one of the
//! fields to whose value a stanza `[field=value]` of `tags.conf` gives this tag. Such a field may be
//! an event type.

use std::collections::BTreeMap;

use super::ast::{Body, CompareOp, Directive, Name, Search, Term, TermKind, Value, Word, WordKind};
use super::parser::parse_term;
use crate::glob::glob;
use crate::{Diagnostic, Span};

/// How often event types may stand inside of event types.
const MAX_DEPTH: usize = 8;
/// Names that are looked up in a search at most: event types may multiply.
const MAX_NAMES: usize = 4096;

/// Event types and tags of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventTypes {
    /// Their searches, by name.
    searches: BTreeMap<String, String>,
    /// Fields and their values, by tag.
    tags: BTreeMap<String, Vec<(String, String)>>,
}

impl EventTypes {
    /// Adds those of another set; an event type replaces one of its name.
    pub fn extend(&mut self, others: &Self) {
        self.searches.extend(others.searches.clone());
        for (tag, fields) in &others.tags {
            self.tags
                .entry(tag.clone())
                .or_default()
                .extend(fields.clone());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.searches.is_empty() && self.tags.is_empty()
    }

    /// The event types of an `eventtypes.conf`: stanzas `[name]` with `search`.
    pub fn read(text: &str) -> Self {
        let mut types = Self::default();
        for (name, settings) in stanzas(text) {
            let of = |key: &str| settings.iter().rev().find(|(k, _)| k == key);
            let disabled = of("disabled").is_some_and(|(_, v)| matches!(v.as_str(), "1" | "true"));
            if let Some((_, search)) = of("search").filter(|_| !disabled) {
                types.searches.insert(name, search.clone());
            }
        }
        types
    }

    /// The tags of a `tags.conf`: stanzas `[field=value]` with `tag = enabled`.
    pub fn read_tags(text: &str) -> Self {
        let mut types = Self::default();
        for (stanza, settings) in stanzas(text) {
            let Some((field, value)) = stanza.split_once('=') else {
                continue;
            };
            let enabled = settings.into_iter().filter(|(_, v)| v == "enabled");
            for (tag, _) in enabled {
                let fields = types.tags.entry(tag).or_default();
                fields.push((field.trim().to_owned(), value.trim().to_owned()));
            }
        }
        types
    }
}

/// The stanzas of a settings file: names, and what is set below them. A line that ends in a backslash
/// goes on in the next.
fn stanzas(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
    let mut all: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in joined.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            all.push((name.trim().to_owned(), Vec::new()));
        } else if let Some((key, value)) = line.split_once('=')
            && let Some((_, settings)) = all.last_mut()
        {
            settings.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    all
}

/// Puts the predicates of event types and tags in the place of their names, everywhere in a search.
/// `expand` expands the macros of the search of an event type.
pub fn resolve(
    search: &mut Search,
    types: &EventTypes,
    expand: &dyn Fn(&str) -> Result<String, Diagnostic>,
) -> Vec<Diagnostic> {
    let mut resolver = Resolver {
        types,
        expand,
        names: 0,
        diagnostics: Vec::new(),
    };
    resolver.search(search);
    resolver.diagnostics
}

struct Resolver<'t> {
    types: &'t EventTypes,
    expand: &'t dyn Fn(&str) -> Result<String, Diagnostic>,
    names: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn search(&mut self, search: &mut Search) {
        for command in &mut search.commands {
            match &mut command.body {
                Body::Search(Some(term)) => self.term(term, 0),
                Body::Stats(stats) => {
                    if let Some(term) = &mut stats.filter {
                        self.term(term, 0);
                    }
                }
                Body::Words(words) => self.words(words),
                Body::Search(None) | Body::Eval(_) | Body::Where(_) | Body::Macro(_) => {}
            }
        }
    }

    fn words(&mut self, words: &mut [Word]) {
        for word in words {
            match &mut word.kind {
                WordKind::Subsearch(search) => self.search(search),
                WordKind::Filter(term) => self.term(term, 0),
                WordKind::Option { value, .. } => self.words(std::slice::from_mut(value)),
                WordKind::Group(words)
                | WordKind::Call {
                    arguments: words, ..
                } => self.words(words),
                _ => {}
            }
        }
    }

    fn term(&mut self, term: &mut Term, depth: usize) {
        let span = term.span;
        let resolved = match &mut term.kind {
            TermKind::And(parts) | TermKind::Or(parts) => {
                for part in parts {
                    self.term(part, depth);
                }
                None
            }
            TermKind::Not(inner) => {
                self.term(inner, depth);
                None
            }
            TermKind::Subsearch(search) => {
                self.search(search);
                None
            }
            TermKind::Compare {
                field,
                op: CompareOp::Equal | CompareOp::NotEqual,
                value,
            } if is_name(&field.text) && value.text == "*" => None,
            TermKind::Compare {
                field,
                op: CompareOp::Equal,
                value,
            } if is_name(&field.text) => {
                self.any(&field.text, std::slice::from_ref(&value.text), span, depth)
            }
            TermKind::In { field, values } if is_name(&field.text) => {
                let values: Vec<String> = values.iter().map(|v| v.text.clone()).collect();
                self.any(&field.text, &values, span, depth)
            }
            TermKind::Compare { field, .. } if is_name(&field.text) => {
                self.unknown(&field.text.clone(), "", span);
                None
            }
            _ => None,
        };
        if let Some(resolved) = resolved {
            *term = resolved;
        }
    }

    /// The predicate of one of some names; `None` where none of them is known.
    fn any(&mut self, field: &str, names: &[String], span: Span, depth: usize) -> Option<Term> {
        let mut parts = Vec::new();
        for name in names {
            self.names += 1;
            if depth >= MAX_DEPTH || self.names > MAX_NAMES {
                let said = format!("the event type `{name}` stands inside of itself");
                let diagnostic = Diagnostic::error("event-type-too-deep", span, said);
                self.diagnostics.push(diagnostic);
                return None;
            }
            let found = match field.strip_prefix("tag") {
                Some(of) => self.tagged(of.strip_prefix("::"), name, span, depth),
                None => self.event_types(name, span, depth),
            };
            if found.is_empty() {
                self.unknown(field, name, span);
            }
            parts.extend(found);
        }
        match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Term {
                kind: TermKind::Or(parts),
                span,
            }),
        }
    }

    fn event_types(&mut self, name: &str, span: Span, depth: usize) -> Vec<Term> {
        let types = self.types;
        let named = types.searches.iter().filter(|(own, _)| is_like(own, name));
        let mut terms = Vec::new();
        for (own, search) in named {
            let read = (self.expand)(search)
                .and_then(|text| parse_term(&text).map_err(|mut problems| problems.swap_remove(0)));
            match read {
                Ok(mut term) => {
                    let plain = place(&mut term, span);
                    if !plain {
                        let said = format!("the event type `{own}` has a subsearch");
                        let diagnostic = Diagnostic::error("bad-event-type", span, said);
                        self.diagnostics.push(diagnostic);
                    }
                    self.term(&mut term, depth + 1);
                    terms.push(term);
                }
                Err(problem) => {
                    let said =
                        format!("the event type `{own}` cannot be read: {}", problem.message);
                    let diagnostic = Diagnostic::error("bad-event-type", span, said);
                    self.diagnostics.push(diagnostic);
                }
            }
        }
        terms
    }

    /// The fields with values of a tag; with `of`, only this field.
    fn tagged(&mut self, of: Option<&str>, name: &str, span: Span, depth: usize) -> Vec<Term> {
        let types = self.types;
        let named = types.tags.iter().filter(|(own, _)| is_like(own, name));
        let fields = named.flat_map(|(_, fields)| fields);
        let fields = fields.filter(|(field, _)| of.is_none_or(|of| of == field));
        let mut terms = Vec::new();
        for (field, value) in fields {
            let mut term = Term {
                kind: TermKind::Compare {
                    field: Name {
                        text: field.clone(),
                        span,
                    },
                    op: CompareOp::Equal,
                    value: Value {
                        text: value.clone(),
                        quoted: true,
                        directive: Directive::None,
                        span,
                    },
                },
                span,
            };
            self.term(&mut term, depth + 1);
            terms.push(term);
        }
        terms
    }

    /// Splunk finds nothing by such a name and says so; an exported event may have the field.
    fn unknown(&mut self, field: &str, name: &str, span: Span) {
        let is_tag = field.starts_with("tag");
        let (what, file) = if is_tag {
            ("tag", "tags.conf")
        } else {
            ("event type", "eventtypes.conf")
        };
        let code = if is_tag {
            "unknown-tag"
        } else {
            "unknown-event-type"
        };
        let said = if name.is_empty() {
            format!("a pattern of other {what}s is read as the field `{field}` of the event")
        } else {
            format!("no {what} `{name}` is defined, so only events with such a field are found")
        };
        let help = format!("define it in `{file}` beside the rule");
        self.diagnostics
            .push(Diagnostic::warning(code, span, said).help(help));
    }
}

fn is_name(field: &str) -> bool {
    field == "eventtype" || field == "tag" || field.starts_with("tag::")
}

/// Whether a name is meant; letter case does not count.
fn is_like(name: &str, pattern: &str) -> bool {
    glob(&pattern.to_lowercase(), &name.to_lowercase())
}

/// Gives a term one place in the search; whether it has no subsearch.
fn place(term: &mut Term, span: Span) -> bool {
    term.span = span;
    match &mut term.kind {
        TermKind::And(parts) | TermKind::Or(parts) => {
            let mut plain = true;
            for part in parts {
                plain &= place(part, span);
            }
            plain
        }
        TermKind::Not(inner) => place(inner, span),
        TermKind::Compare { field, value, .. } => {
            field.span = span;
            value.span = span;
            true
        }
        TermKind::In { field, values } => {
            field.span = span;
            for value in values {
                value.span = span;
            }
            true
        }
        TermKind::Text(value) => {
            value.span = span;
            true
        }
        TermKind::Macro(call) => {
            call.span = span;
            true
        }
        TermKind::Subsearch(_) => false,
    }
}
