//! Macros: `` `name(argument)` `` in a search, and their definitions put in their place.
//!
//! Splunk expands macros as text before it reads a search, so a definition may hold a part of a
//! command or several commands. An expanded text remembers where its parts came from.

use std::collections::BTreeMap;

use super::ast::Macro;
use super::eventtypes::EventTypes;
use crate::{Diagnostic, Span};

/// How often macros may stand inside of macros.
const MAX_DEPTH: usize = 16;
/// The longest text that macros may make.
const MAX_LENGTH: usize = 1 << 20;

/// A macro as a pack or the product defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    pub parameters: Vec<String>,
    /// The text, with `$parameter$` in it.
    pub text: String,
}

/// What a pack defines for its searches: macros by name and number of parameters, and the event types
/// and tags beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Macros {
    definitions: BTreeMap<(String, usize), Definition>,
    pub event_types: EventTypes,
}

impl Macros {
    /// Adds a definition; a later one replaces an earlier.
    pub fn define(&mut self, name: &str, definition: Definition) {
        let key = (name.to_owned(), definition.parameters.len());
        self.definitions.insert(key, definition);
    }

    /// Adds all definitions of another set, which replace those that are here.
    pub fn extend(&mut self, others: &Self) {
        self.definitions.extend(others.definitions.clone());
        self.event_types.extend(&others.event_types);
    }

    /// What a settings file of Splunk defines, by its name: `macros.conf`, `eventtypes.conf`,
    /// `tags.conf`; any other name is taken for macros.
    pub fn settings(name: &str, text: &str) -> Self {
        let event_types = match name {
            "eventtypes.conf" => EventTypes::read(text),
            "tags.conf" => EventTypes::read_tags(text),
            _ => return Self::conf(text),
        };
        Self {
            event_types,
            ..Self::default()
        }
    }

    pub fn get(&self, name: &str, arguments: usize) -> Option<&Definition> {
        self.definitions.get(&(name.to_owned(), arguments))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.definitions.is_empty() && self.event_types.is_empty()
    }

    /// The definitions of a `macros.conf`: stanzas `[name]` or `[name(2)]` with `definition` and
    /// `args`.
    pub fn conf(text: &str) -> Self {
        let mut macros = Self::default();
        let mut name: Option<String> = None;
        let mut definition = String::new();
        let mut parameters: Vec<String> = Vec::new();
        let mut flush = |name: &mut Option<String>, text: &mut String, args: &mut Vec<String>| {
            if let Some(name) = name.take() {
                let parameters = std::mem::take(args);
                let text = std::mem::take(text);
                macros.define(&name, Definition { parameters, text });
            }
        };
        let joined = text.replace("\\\r\n", "\n").replace("\\\n", "\n");
        // A value that goes on in the next line has lost its backslash and keeps its line break:
        // lines that set nothing belong to the value before.
        let mut in_definition = false;
        for line in joined.lines() {
            let trimmed = line.trim();
            if trimmed.starts_with('#') {
                continue;
            }
            if let Some(stanza) = trimmed.strip_prefix('[').and_then(|s| s.strip_suffix(']')) {
                flush(&mut name, &mut definition, &mut parameters);
                let own = stanza.split('(').next().unwrap_or(stanza);
                name = Some(own.to_owned());
                in_definition = false;
                continue;
            }
            let setting = trimmed.split_once('=').map(|(k, v)| (k.trim(), v.trim()));
            match setting {
                Some(("definition", value)) => {
                    value.clone_into(&mut definition);
                    in_definition = true;
                }
                Some(("args", value)) => {
                    parameters = value.split(',').map(|a| a.trim().to_owned()).collect();
                    in_definition = false;
                }
                Some(("iseval" | "disabled" | "description" | "validation" | "errormsg", _)) => {
                    in_definition = false;
                }
                _ if in_definition && !trimmed.is_empty() => {
                    definition.push('\n');
                    definition.push_str(line);
                }
                _ => {}
            }
        }
        flush(&mut name, &mut definition, &mut parameters);
        macros
    }
}

/// The call between two backticks.
pub(super) fn call(inside: &str, span: Span) -> Macro {
    let inside = inside.trim();
    let open = inside.find('(').filter(|_| inside.ends_with(')'));
    let (name, arguments) = match open {
        Some(open) => {
            let list = inside.get(open + 1..inside.len() - 1).unwrap_or_default();
            (inside.get(..open).unwrap_or_default(), split(list))
        }
        None => (inside, Vec::new()),
    };
    Macro {
        name: name.trim().to_owned(),
        arguments,
        span,
    }
}

/// The call as it is written between backticks.
pub(super) fn inside(call: &Macro) -> String {
    if call.arguments.is_empty() {
        return call.name.clone();
    }
    let arguments: Vec<String> = call.arguments.iter().map(|a| quoted(a)).collect();
    format!("{}({})", call.name, arguments.join(", "))
}

fn quoted(argument: &str) -> String {
    let needs = argument.is_empty()
        || argument.trim() != argument
        || argument.contains(['"', ',', '(', ')', '\\']);
    if needs {
        format!(
            "\"{}\"",
            argument.replace('\\', "\\\\").replace('"', "\\\"")
        )
    } else {
        argument.to_owned()
    }
}

/// Arguments at commas outside of quotes and parentheses; quotes around one are taken away.
fn split(list: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let (mut current, mut depth, mut in_quotes, mut was_quoted) =
        (String::new(), 0_usize, false, false);
    let mut characters = list.chars().peekable();
    let finish = |current: &mut String, was_quoted: &mut bool| {
        let text = std::mem::take(current);
        if std::mem::take(was_quoted) {
            text
        } else {
            text.trim().to_owned()
        }
    };
    while let Some(c) = characters.next() {
        match c {
            '\\' if in_quotes && matches!(characters.peek(), Some('"' | '\\')) => {
                current.extend(characters.next());
            }
            '"' if in_quotes => in_quotes = false,
            '"' if current.trim().is_empty() && !was_quoted => {
                current.clear();
                in_quotes = true;
                was_quoted = true;
            }
            ',' if !in_quotes && depth == 0 => {
                arguments.push(finish(&mut current, &mut was_quoted));
            }
            c if was_quoted && !in_quotes && c.is_whitespace() => {}
            c => {
                match c {
                    '(' if !in_quotes => depth += 1,
                    ')' if !in_quotes => depth = depth.saturating_sub(1),
                    _ => {}
                }
                current.push(c);
            }
        }
    }
    if !list.trim().is_empty() {
        arguments.push(finish(&mut current, &mut was_quoted));
    }
    arguments
}

/// A text with its macros expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    pub text: String,
    /// Where a part of the text begins, and where it came from: a place in the author's text that
    /// goes along with it, or a whole call of a macro.
    origins: Vec<(usize, Origin)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Copied from this offset.
    Copied(usize),
    /// Made by the macro that is called here.
    Made(Span),
}

impl Expanded {
    /// A text without macros.
    pub fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            origins: vec![(0, Origin::Copied(0))],
        }
    }

    /// The place in the author's text of a place in the expanded one.
    pub fn origin(&self, span: Span) -> Span {
        let start = self.offset(span.start as usize, true);
        let end = self.offset(span.end as usize, false);
        Span::new(start, end.max(start))
    }

    /// The call of the macro that made all of a part of the text; `None` for what the author wrote.
    pub fn made(&self, span: Span) -> Option<Span> {
        let (start, end) = (span.start as usize, span.end as usize);
        let index = self.origins.partition_point(|(from, _)| *from <= start);
        let next = self
            .origins
            .get(index)
            .map_or(usize::MAX, |(from, _)| *from);
        match self.origins.get(index.checked_sub(1)?)? {
            (_, Origin::Made(call)) if end <= next => Some(*call),
            _ => None,
        }
    }

    fn offset(&self, at: usize, start: bool) -> usize {
        // An end belongs to the part that stands before it.
        let probe = if start { at } else { at.saturating_sub(1) };
        let index = self.origins.partition_point(|(from, _)| *from <= probe);
        match self.origins.get(index.saturating_sub(1)) {
            Some((from, Origin::Copied(origin))) => origin + at.saturating_sub(*from),
            Some((_, Origin::Made(span))) if start => span.start as usize,
            Some((_, Origin::Made(span))) => span.end as usize,
            None => at,
        }
    }
}

/// Puts the definitions of macros in the place of their calls. `default` gives the text of a macro
/// that nobody defines, or `None` to refuse it.
///
/// # Errors
/// A macro that nobody defines, or that calls itself.
pub fn expand(
    text: &str,
    macros: &Macros,
    default: &dyn Fn(&Macro) -> Option<String>,
) -> Result<Expanded, Diagnostic> {
    let mut expanded = Expanded {
        text: String::with_capacity(text.len()),
        origins: Vec::new(),
    };
    for part in parts(text) {
        match part {
            Part::Text(from, part) => {
                expanded
                    .origins
                    .push((expanded.text.len(), Origin::Copied(from)));
                expanded.text.push_str(part);
            }
            Part::Call(call) => {
                let made = definition(&call, macros, default, call.span, 0)?;
                expanded
                    .origins
                    .push((expanded.text.len(), Origin::Made(call.span)));
                expanded.text.push_str(&made);
            }
        }
        if expanded.text.len() > MAX_LENGTH {
            return Err(too_long(Span::new(0, text.len())));
        }
    }
    Ok(expanded)
}

fn too_long(span: Span) -> Diagnostic {
    Diagnostic::error(
        "macro-too-long",
        span,
        "the macros make a text of more than 1 MiB",
    )
}

fn definition(
    call: &Macro,
    macros: &Macros,
    default: &dyn Fn(&Macro) -> Option<String>,
    span: Span,
    depth: usize,
) -> Result<String, Diagnostic> {
    if depth >= MAX_DEPTH {
        return Err(Diagnostic::error(
            "macro-too-deep",
            span,
            format!("the macro `{}` stands inside of itself", call.name),
        ));
    }
    let mut text = match macros.get(&call.name, call.arguments.len()) {
        Some(definition) => {
            let mut text = definition.text.clone();
            for (parameter, argument) in definition.parameters.iter().zip(&call.arguments) {
                text = text.replace(&format!("${parameter}$"), argument);
            }
            text
        }
        None => default(call).ok_or_else(|| {
            Diagnostic::error(
                "unknown-macro",
                span,
                format!(
                    "no macro `{}` with {} arguments",
                    call.name,
                    call.arguments.len()
                ),
            )
            .help("define it in `macros.conf` or `macros/*.yml` beside the rule")
        })?,
    };
    if text.contains('`') {
        let mut whole = String::new();
        for part in parts(&text) {
            match part {
                Part::Text(_, part) => whole.push_str(part),
                Part::Call(inner) => {
                    whole.push_str(&definition(&inner, macros, default, span, depth + 1)?);
                }
            }
            if whole.len() > MAX_LENGTH {
                return Err(too_long(span));
            }
        }
        text = whole;
    }
    Ok(text)
}

enum Part<'a> {
    /// An offset and what stands there.
    Text(usize, &'a str),
    Call(Macro),
}

/// The text cut at its macros; those in quoted texts and comments are none.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let bytes = text.as_bytes();
    let (mut at, mut from) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'`' if bytes[at..].starts_with(b"```") => {
                let inside = text.get(at + 3..).unwrap_or_default();
                at += inside.find("```").map_or(inside.len() + 3, |end| end + 6);
            }
            b'`' => {
                let inside = text.get(at + 1..).unwrap_or_default();
                let Some(end) = inside.find('`') else { break };
                if let Some(before) = text.get(from..at) {
                    parts.push(Part::Text(from, before));
                }
                let span = Span::new(at, at + end + 2);
                parts.push(Part::Call(call(
                    inside.get(..end).unwrap_or_default(),
                    span,
                )));
                at += end + 2;
                from = at;
            }
            _ => at += 1,
        }
    }
    if let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        parts.push(Part::Text(from, rest));
    }
    parts
}
