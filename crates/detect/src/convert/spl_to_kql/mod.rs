//! Splunk searches as KQL that people read, over the tables of Sentinel.
//!
//! This is not how vigie runs a search (`vigie_languages::spl` lowers it to a tree that says every
//! rule of Splunk's): here a field is a column of the table, typed, and a missing text is `""`.

mod calls;
mod commands;
mod expr;
mod piece;
mod stats;
mod terms;
mod time;

use std::collections::BTreeSet;

use indexmap::IndexMap;
use vigie_languages::spl::{Profile, Wanted, profiles};
use vigie_syntax::spl::ast::{Body, ExprKind, Search, Term, TermKind};
use vigie_syntax::{Span, kql};

use super::columns::{Held, Kind, LOGS, Log};
use super::{Converted, Refused, note, refused};
use piece::{Piece, Ty, name};

/// A search on its way.
struct Conversion<'t> {
    /// The text of the search, macros expanded.
    text: &'t str,
    log: &'static Log,
    profile: Option<&'static Profile>,
    operators: Vec<String>,
    differences: Vec<String>,
    /// What the fields are here: columns, or expressions over columns.
    fields: IndexMap<String, Piece>,
    /// The column behind a field of the event.
    held: IndexMap<String, Option<&'static Held>>,
    /// Fields that were taken away.
    gone: BTreeSet<String>,
    /// The fields of the profile that are being written out.
    inside: Vec<String>,
    /// A field without a name so far may be one of the event.
    open: bool,
    /// Rows are events.
    events: bool,
    /// Rows are in the order that a command gave them.
    sorted: bool,
    sorted_otherwise: bool,
}

/// A search, read and with its macros expanded, as KQL.
///
/// # Errors
/// The first part of it that KQL cannot say.
pub fn convert(search: &Search, text: &str) -> Result<Converted, Refused> {
    converted(search, text).map_err(|mut refusal| {
        refusal.0.message.push_str(" cannot be said in KQL");
        refusal
    })
}

fn converted(search: &Search, text: &str) -> Result<Converted, Refused> {
    let Some(first) = search.commands.first() else {
        return Err(refused(search.span, "an empty search"));
    };
    let Body::Search(term) = &first.body else {
        return Err(refused(
            first.name.span,
            format!("a search that begins with `{}`", first.name.text),
        ));
    };
    let log = log_of(term.as_ref(), first.span)?;
    let mut conversion = Conversion {
        text,
        log,
        profile: profiles().iter().find(|p| p.name == log.profile),
        operators: Vec::new(),
        differences: Vec::new(),
        fields: IndexMap::new(),
        held: IndexMap::new(),
        gone: BTreeSet::new(),
        inside: Vec::new(),
        open: true,
        events: true,
        sorted: false,
        sorted_otherwise: false,
    };
    if let Some(term) = term {
        conversion.filter(term)?;
    }
    for command in &search.commands[1..] {
        conversion.command(command)?;
    }
    conversion.finish()
}

/// The log that the first terms choose.
fn log_of(term: Option<&Term>, span: Span) -> Result<&'static Log, Refused> {
    let wanted = term.and_then(Wanted::of);
    if wanted.as_ref().is_some_and(Wanted::is_contradictory) {
        return Err(refused(span, "a search for events of two sourcetypes"));
    }
    let profiles = wanted.as_ref().map_or_else(Vec::new, Wanted::profiles);
    if !profiles.is_empty() && !wanted.is_some_and(|w| w.is_known()) {
        return Err(refused(span, "a sourcetype that is not known"));
    }
    let mut logs: Vec<&'static Log> = Vec::new();
    for profile in profiles {
        let log = LOGS.iter().find(|log| log.profile == profile.name);
        let Some(log) = log else {
            let name = profile.sourcetypes.first().map_or("", String::as_str);
            return Err(refused(span, format!("the sourcetype `{name}`")));
        };
        if !logs.iter().any(|l| std::ptr::eq(*l, log)) {
            logs.push(log);
        }
    }
    match logs.as_slice() {
        [one] => Ok(one),
        [] => Err(refused(
            span,
            "a search without a sourcetype whose log a table of Sentinel holds",
        )),
        _ => Err(refused(span, "a search over several logs")),
    }
}

impl Conversion<'_> {
    /// A filter: each of its parts that stand for themselves is an operator of its own.
    fn filter(&mut self, term: &Term) -> Result<(), Refused> {
        let parts: Vec<&Term> = match &term.kind {
            TermKind::And(parts) => parts.iter().collect(),
            _ => vec![term],
        };
        // The time first, as Sentinel's own rules have it.
        let (times, others): (Vec<&Term>, Vec<&Term>) = parts.into_iter().partition(|t| {
            matches!(&t.kind, TermKind::Compare { field, .. }
                if matches!(field.text.as_str(), "earliest" | "latest"))
        });
        for part in times.into_iter().chain(others) {
            let condition = self.term(part, true)?;
            if condition.text != "true" {
                self.operators.push(format!("where {}", condition.text));
            }
        }
        Ok(())
    }

    /// What a field is here.
    fn field(&mut self, field: &str, span: Span) -> Result<Piece, Refused> {
        if !self.inside.iter().any(|i| i == field) {
            if let Some(known) = self.fields.get(field) {
                return Ok(known.clone());
            }
            if !self.open || self.gone.contains(field) {
                return Ok(Piece::null());
            }
        }
        match field {
            "_time" => return Ok(Piece::atom("TimeGenerated", Ty::Time).always()),
            "sourcetype" => return Ok(Piece::text_literal(self.log.sourcetype)),
            "index" => return Ok(Piece::text_literal("main")),
            "_raw" | "source" | "host" => {
                return Err(refused(
                    span,
                    format!("the field `{field}`, which `{}` has not,", self.log.table),
                ));
            }
            _ => {}
        }
        let computed = self.profile.and_then(|p| p.fields.get(field));
        let Some(computed) = computed.filter(|_| !self.inside.iter().any(|i| i == field)) else {
            let own = self.of_event(field, span)?;
            return Ok(self.remembered(field, own));
        };
        if self.inside.len() > 8 {
            return Err(refused(span, format!("the field `{field}`")));
        }
        self.inside.push(field.to_owned());
        let value = match &computed.kind {
            ExprKind::Field(alias) => {
                let alias = alias.clone();
                let value = self.field(&alias, span);
                if let Some(held) = self.held.get(&alias).copied() {
                    self.held.insert(field.to_owned(), held);
                }
                value
            }
            _ => self.value(computed).map_err(|mut refusal| {
                refusal.0.span = span;
                refusal.0.message =
                    format!("the field `{field}` of the add-on: {}", refusal.0.message);
                refusal
            }),
        };
        self.inside.pop();
        let value = value?;
        if !self.inside.is_empty() {
            return Ok(value);
        }
        Ok(self.remembered(field, value))
    }

    /// A field that is a longer expression becomes a column once.
    fn remembered(&mut self, field: &str, value: Piece) -> Piece {
        if !self.inside.is_empty() {
            return value;
        }
        if value.text == name(field) {
            return value;
        }
        let is_short = value.literal.is_some()
            || value.ty == Ty::Null
            || value
                .text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_');
        let value = if is_short {
            value
        } else {
            self.operators
                .push(format!("extend {} = {}", name(field), value.text));
            let column = Piece::atom(name(field), value.ty);
            if value.always {
                column.always()
            } else {
                column
            }
        };
        self.fields.insert(field.to_owned(), value.clone());
        value
    }

    /// A path of the event: a column, or a member of what a column holds.
    fn of_event(&mut self, path: &str, span: Span) -> Result<Piece, Refused> {
        let unprefixed = path
            .strip_prefix("data.")
            .filter(|_| self.log.profile == "gcp_audit");
        let own = unprefixed.unwrap_or(path);
        let Some((held, rest)) = self.log.held(own) else {
            let is_object = |held: &Held| {
                let rest = held.path.strip_prefix(own);
                rest.is_some_and(|rest| rest.starts_with('.'))
            };
            if self.log.columns.iter().any(is_object) {
                self.note_object(path);
                return Ok(Piece::null());
            }
            return Err(refused(
                span,
                format!(
                    "the field `{path}`, which no column of `{}` holds,",
                    self.log.table
                ),
            ));
        };
        self.held.insert(path.to_owned(), Some(held));
        if !held.differs.is_empty() {
            note(
                &mut self.differences,
                format!("the field `{path}` {}", held.differs),
            );
        }
        let column = held.column;
        if rest.is_empty() {
            return Ok(match held.kind {
                Kind::Text => Piece::atom(column, Ty::Text),
                Kind::Bool => Piece::atom(column, Ty::Bool),
                Kind::Time if column == "TimeGenerated" => Piece::atom(column, Ty::Time).always(),
                Kind::Time => Piece::atom(column, Ty::Time),
                Kind::Json | Kind::Dynamic => {
                    self.note_object(path);
                    Piece::null()
                }
            });
        }
        let object = match held.kind {
            Kind::Json => format!("parse_json({column})"),
            _ => column.to_owned(),
        };
        // `a{}.b`: an array, and what of each of its members.
        if let Some((array, behind)) = rest.split_once("{}") {
            let member = behind.strip_prefix('.').unwrap_or(behind);
            if member.contains("{}") {
                return Err(refused(span, format!("arrays within arrays, `{path}`")));
            }
            let array = within(&object, array).ok_or_else(|| refused(span, path))?;
            let item = within("item", member).ok_or_else(|| refused(span, path))?;
            let column = name(path);
            self.operators.push(format!(
                "mv-apply item = {array} on (summarize {column} = make_list_if(tostring({item}), isnotempty(tostring({item}))))"
            ));
            let list = Piece::atom(column, Ty::List);
            self.fields.insert(path.to_owned(), list.clone());
            return Ok(list);
        }
        let value = within(&object, rest).ok_or_else(|| refused(span, path))?;
        Ok(Piece::atom(format!("tostring({value})"), Ty::Text))
    }

    fn note_object(&mut self, path: &str) {
        note(
            &mut self.differences,
            format!("the field `{path}` is an object, which has no value in Splunk, nor here"),
        );
    }

    /// A name that stands for a value from here on.
    fn bind(&mut self, field: &str, value: Piece) {
        self.gone.remove(field);
        self.held.shift_remove(field);
        self.fields.insert(field.to_owned(), value);
    }

    /// The column of a field; one that is an expression becomes a column.
    fn column_of(&mut self, field: &str, value: &Piece) -> String {
        let plain = name(field);
        if value.text != plain {
            self.operators
                .push(format!("extend {plain} = {}", value.text));
        }
        plain
    }

    /// Puts events in Splunk's order before a command that depends on it.
    fn newest_first(&mut self) {
        if self.events && !self.sorted {
            self.operators.push("sort by TimeGenerated desc".to_owned());
            self.sorted = true;
        }
    }

    /// Only these columns are left.
    fn closed(&mut self, columns: impl IntoIterator<Item = (String, Piece)>) {
        self.fields = columns.into_iter().collect();
        self.held.clear();
        self.gone.clear();
        self.open = false;
        self.events = false;
        self.sorted = false;
    }

    fn finish(mut self) -> Result<Converted, Refused> {
        if self.open {
            // Fields that are other names of columns are shown as well.
            let named: Vec<String> = self
                .fields
                .iter()
                .filter(|(field, piece)| {
                    piece.ty != Ty::Null
                        && piece.literal.is_none()
                        && name(field) != piece.text
                        && !self.held.contains_key(*field)
                })
                .map(|(field, piece)| format!("{} = {}", name(field), piece.text))
                .collect();
            if !named.is_empty() {
                self.operators.push(format!("extend {}", named.join(", ")));
            }
            note(
                &mut self.differences,
                format!(
                    "events are shown with all columns of `{}`, without `_raw`",
                    self.log.table
                ),
            );
        }
        let mut text = self.log.table.to_owned();
        for operator in merged(self.operators) {
            text.push_str("\n| ");
            text.push_str(&operator);
        }
        let parsed = kql::Parsed::kql(&text);
        if let Some(problem) = parsed.diagnostics.iter().find(|d| d.is_error()) {
            return Err(refused(
                Span::default(),
                format!("a part of the search ({})", problem.message),
            ));
        }
        Ok(Converted {
            text: kql::print(&parsed.tree).trim_end().to_owned(),
            differences: self.differences,
        })
    }
}

/// One `extend` after another is one where the later needs nothing of the earlier.
fn merged(operators: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for operator in operators {
        let duplicate = out.last() == Some(&operator);
        if !duplicate {
            out.push(operator);
        }
    }
    out
}

/// A member of an object by its path: `a.b`, `a{0}.b`, claims whose names have dots.
fn within(object: &str, path: &str) -> Option<String> {
    let mut out = object.to_owned();
    let mut rest = path;
    while !rest.is_empty() {
        let url = rest.starts_with("http://") || rest.starts_with("https://");
        let end = if url {
            rest.len()
        } else {
            rest.find('.').unwrap_or(rest.len())
        };
        let step = rest.get(..end)?;
        rest = rest.get(end..)?.trim_start_matches('.');
        let (key, index) = match step.split_once('{') {
            Some((key, index)) => (key, Some(index.strip_suffix('}')?.parse::<u32>().ok()?)),
            None => (step, None),
        };
        if !key.is_empty() {
            let plain = name(key) == key;
            if plain {
                out.push_str(&format!(".{key}"));
            } else {
                out.push_str(&format!("[{}]", piece::quoted(key)));
            }
        }
        if let Some(index) = index {
            out.push_str(&format!("[{index}]"));
        }
    }
    Some(out)
}
