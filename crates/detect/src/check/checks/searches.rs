//! What a search of Splunk asks for, command after command: which fields it reads where, and which
//! of them it made itself.

use std::collections::BTreeSet;

use vigie_languages::sigma::profile::{self as sigma};
use vigie_languages::spl::{self, Profile, Wanted};
use vigie_syntax::Span;
use vigie_syntax::spl::ast::{
    AggregateArgument, Body, Command, CompareOp, Expr, ExprKind, Search, Term, TermKind, Value,
    WordKind,
};
use vigie_syntax::spl::macros::Expanded;

use super::def::Subject;

/// A search and the fields that it reads.
#[derive(Debug)]
pub(super) struct Searched {
    pub(super) search: Search,
    expanded: Expanded,
    /// The one log that the first terms choose.
    pub(super) log: Option<&'static Profile>,
    pub(super) uses: Vec<Use>,
}

/// A field that is read.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub(super) field: String,
    /// In the author's text.
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Whether rows may have it here for all that the commands before say.
    pub(super) origin: Origin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A condition or a value.
    Value,
    /// A key of groups.
    Key,
    /// `spath input=`.
    Input,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is one of the event, if anything.
    Event,
    /// A command made it.
    Made,
    /// Only what a command made is left, and it is none of that.
    Nowhere,
}

/// Fields that Splunk gives every event.
const OWN: &[&str] = &[
    "_time",
    "_raw",
    "_indextime",
    "host",
    "source",
    "sourcetype",
    "index",
    "splunk_server",
    "eventtype",
    "tag",
    "linecount",
    "punct",
    "timestamp",
    "earliest",
    "latest",
    "timestartpos",
    "timeendpos",
    "_cd",
    "_bkt",
    "_serial",
    "_si",
    "splunk_server_group",
    "_index_earliest",
    "_index_latest",
    "unix_category",
    "unix_group",
];

/// What a search reads; nothing is said of one that cannot be read.
pub(super) fn searched(subject: &Subject<'_>) -> Option<Searched> {
    let rule = subject.rule;
    let read = spl::read(&rule.query, &rule.knowledge.macros).ok()?;
    let log = match read.search.commands.first().map(|c| &c.body) {
        Some(Body::Search(Some(term))) => log_of(term),
        _ => None,
    };
    let mut walk = Walk {
        expanded: &read.expanded,
        made: BTreeSet::new(),
        open: true,
        lost: false,
        uses: Vec::new(),
    };
    for command in &read.search.commands {
        walk.command(command);
    }
    let uses = walk.uses;
    Some(Searched {
        search: read.search,
        expanded: read.expanded,
        log,
        uses,
    })
}

impl Searched {
    /// A place in the author's text.
    pub(super) fn place(&self, span: Span) -> Span {
        self.expanded.origin(span)
    }

    /// The expanded text of a place.
    pub(super) fn text(&self) -> &str {
        &self.expanded.text
    }

    /// The terms of `search` commands, each with whether it is the base search.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.search.commands.iter().filter_map(|c| match &c.body {
            Body::Search(term) => term.as_ref(),
            _ => None,
        })
    }
}

/// Sourcetypes whose events may be of many logs.
const GENERAL: &[&str] = &[
    "aws:firehose:json",
    "google:gcp:pubsub:message",
    "google:gcp:buckets:jsondata",
];

fn log_of(term: &Term) -> Option<&'static Profile> {
    let wanted = Wanted::of(term)?;
    let mut texts = wanted.alternatives().flatten();
    if texts.any(|text| GENERAL.iter().any(|own| spl::is_meant(own, text))) {
        return None;
    }
    match wanted.profiles().as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// Whether the events of a log may have a field; `None` where the fields of the log are not known.
pub(super) fn may_have(log: &Profile, field: &str) -> Option<bool> {
    if OWN.contains(&field) || field.starts_with("date_") || field.starts_with("tag::") {
        return Some(true);
    }
    if log.fields.contains_key(field) {
        return Some(true);
    }
    let described = keys_of(log)?;
    let own = field.strip_prefix("data.").unwrap_or(field);
    let top = own.split(['.', '{']).next().unwrap_or(own);
    Some(described.known.iter().any(|known| known == top))
}

/// What is known of the keys of a log's events. Profiles that speak of other names than those of
/// the events are not described.
pub(super) fn keys_of(log: &Profile) -> Option<&'static sigma::Profile> {
    let is_described = matches!(log.name, "aws_cloudtrail" | "azure_activity" | "gcp_audit");
    let own = sigma::profiles().iter().find(|p| p.table == log.table)?;
    (is_described && !own.known.is_empty()).then_some(own)
}

/// Paths of a log that hold objects and arrays of objects: no field of Splunk.
pub(super) fn is_object(log: &Profile, field: &str) -> bool {
    let Some(described) = keys_of(log) else {
        return false;
    };
    if log.fields.contains_key(field) {
        return false;
    }
    let in_text = described.text.iter().any(|column| {
        let mut fields = described.fields.iter();
        fields.any(|(own, paths)| own == column && paths.iter().any(|p| p == field))
    });
    in_text || described.objects.iter().any(|object| object == field)
}

/// The author's names: a field of the same letters in another case, or one of a similar name.
pub(super) fn near(log: &Profile, field: &str) -> Option<String> {
    let described = keys_of(log)?;
    let names = || {
        let paths = described.fields.iter().flat_map(|(_, paths)| paths);
        log.fields
            .keys()
            .map(|name| (*name).to_owned())
            .chain(described.known.iter().cloned())
            .chain(paths.cloned())
    };
    if let Some(same) = names().find(|name| name.eq_ignore_ascii_case(field)) {
        return Some(same);
    }
    let all: Vec<String> = names().collect();
    vigie_syntax::diagnostic::nearest(field, all.iter().map(String::as_str)).map(str::to_owned)
}

/// A search on its way.
struct Walk<'e> {
    expanded: &'e Expanded,
    made: BTreeSet<String>,
    /// A field that no command made may be one of the event.
    open: bool,
    /// Nothing can be said any more of what rows have.
    lost: bool,
    uses: Vec<Use>,
}

impl Walk<'_> {
    fn read(&mut self, field: &str, span: Span, kind: Kind) {
        if self.lost || field.contains('*') || field.is_empty() || field.starts_with("__") {
            return;
        }
        let origin = if self.made.contains(field) {
            Origin::Made
        } else if self.open {
            Origin::Event
        } else {
            Origin::Nowhere
        };
        self.uses.push(Use {
            field: field.to_owned(),
            span: self.expanded.origin(span),
            kind,
            origin,
        });
    }

    fn term(&mut self, term: &Term) {
        match &term.kind {
            TermKind::And(parts) | TermKind::Or(parts) => {
                for part in parts {
                    self.term(part);
                }
            }
            TermKind::Not(inner) => self.term(inner),
            TermKind::Compare { field, .. } | TermKind::In { field, .. } => {
                self.read(&field.text, field.span, Kind::Value);
            }
            TermKind::Text(_) | TermKind::Subsearch(_) | TermKind::Macro(_) => {}
        }
    }

    fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Field(name) => self.read(name, e.span, Kind::Value),
            ExprKind::Call { arguments, .. } => {
                for argument in arguments {
                    self.expr(argument);
                }
            }
            ExprKind::Minus(inner) | ExprKind::Not(inner) => self.expr(inner),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::In { operand, list, .. } => {
                self.expr(operand);
                for item in list {
                    self.expr(item);
                }
            }
            _ => {}
        }
    }

    fn command(&mut self, command: &Command) {
        match &command.body {
            Body::Search(Some(term)) => self.term(term),
            Body::Search(None) => {}
            Body::Where(condition) => self.expr(condition),
            Body::Eval(assignments) => {
                for assignment in assignments {
                    self.expr(&assignment.value);
                    if assignment.target.text.contains('{') {
                        self.lost = true;
                    }
                    self.made.insert(assignment.target.text.clone());
                }
            }
            Body::Stats(stats) => {
                let is_plain = stats.model.is_none();
                for aggregate in &stats.aggregates {
                    match &aggregate.argument {
                        AggregateArgument::Field(field) if is_plain => {
                            self.read(&field.text, field.span, Kind::Value);
                        }
                        AggregateArgument::Eval(e) => self.expr(e),
                        _ => {}
                    }
                }
                for by in stats.by.iter().filter(|_| is_plain) {
                    self.read(&by.text, by.span, Kind::Key);
                }
                let patterns = stats.aggregates.iter().any(|a| match &a.argument {
                    AggregateArgument::Field(field) => field.text.contains('*'),
                    _ => false,
                });
                let results = stats
                    .aggregates
                    .iter()
                    .map(|a| match (&a.alias, &a.argument) {
                        (Some(alias), _) => alias.text.clone(),
                        (None, AggregateArgument::None) => a.function.text.clone(),
                        (None, AggregateArgument::Field(field)) => {
                            format!("{}({})", a.function.text, field.text)
                        }
                        (None, _) => String::new(),
                    });
                let results: Vec<String> = results.collect();
                match command.name.text.as_str() {
                    "stats" if !patterns => {
                        self.made = stats.by.iter().map(|b| b.text.clone()).collect();
                        self.made.extend(results);
                        self.open = false;
                    }
                    "eventstats" | "streamstats" if !patterns => self.made.extend(results),
                    _ => self.lost = true,
                }
            }
            Body::Words(words) => self.words(command.name.text.as_str(), words),
            Body::Macro(_) => self.lost = true,
        }
    }

    fn words(&mut self, command: &str, words: &[vigie_syntax::spl::ast::Word]) {
        let option = |name: &str| {
            words.iter().find_map(|word| match &word.kind {
                WordKind::Option {
                    name: own, value, ..
                } if own.text == name => Some((value.text()?.to_owned(), value.span)),
                _ => None,
            })
        };
        let names: Vec<(String, Span)> = words
            .iter()
            .filter(|word| !matches!(word.kind, WordKind::Comma | WordKind::Option { .. }))
            .filter_map(|word| Some((word.text()?.to_owned(), word.span)))
            .collect();
        match command {
            "table" | "fields" => {
                let is_removal = names.first().is_some_and(|(n, _)| n == "-");
                if is_removal || names.iter().any(|(n, _)| n.contains('*')) {
                    return;
                }
                for (name, span) in &names {
                    self.read(name, *span, Kind::Value);
                }
                self.made.extend(names.into_iter().map(|(n, _)| n));
                if command == "table" {
                    self.open = false;
                }
            }
            "dedup" => {
                for (name, span) in names.iter().filter(|(n, _)| n.parse::<u32>().is_err()) {
                    if name.eq_ignore_ascii_case("sortby") {
                        break;
                    }
                    self.read(name, *span, Kind::Key);
                }
            }
            "rename" => {
                for triple in names.chunks(3) {
                    if let [(from, span), (_, _), (to, _)] = triple {
                        if from.contains('*') {
                            self.lost = true;
                            return;
                        }
                        self.read(from, *span, Kind::Value);
                        self.made.remove(from);
                        self.made.insert(to.clone());
                    }
                }
            }
            "spath" => {
                if let Some((input, span)) = option("input") {
                    self.read(&input, span, Kind::Input);
                }
                let path = option("path").or_else(|| names.first().cloned());
                match option("output").or(path) {
                    Some((output, _)) => {
                        self.made.insert(output);
                    }
                    // Every member of the input may be a field now.
                    None if option("input").is_some_and(|(input, _)| input != "_raw") => {
                        self.lost = true;
                    }
                    None => {}
                }
            }
            "rex" => {
                if let Some((field, span)) = option("field") {
                    self.read(&field, span, Kind::Value);
                }
                let quoted = words.iter().filter_map(|word| match &word.kind {
                    WordKind::Quoted(text) => Some(text.as_str()),
                    _ => None,
                });
                let texts: Vec<&str> = quoted.collect();
                for text in texts {
                    for part in text.split("(?").skip(1) {
                        let part = part.strip_prefix('P').unwrap_or(part);
                        if let Some((group, _)) =
                            part.strip_prefix('<').and_then(|p| p.split_once('>'))
                        {
                            self.made.insert(group.to_owned());
                        }
                    }
                }
            }
            "fillnull" | "filldown" | "makemv" | "nomv" | "mvexpand" | "sort" | "head" | "tail"
            | "reverse" | "fieldformat" | "where" | "regex" | "outputlookup" => {
                // A filled field has a value everywhere.
                if command == "fillnull" {
                    self.made.extend(names.into_iter().map(|(n, _)| n));
                }
            }
            "bin" | "bucket" => {
                if let [_, (as_, _), (target, _)] = names.as_slice()
                    && as_.eq_ignore_ascii_case("as")
                {
                    self.made.insert(target.clone());
                }
            }
            "convert" => {
                for word in words {
                    if word.is("as") {
                        self.lost = true;
                    }
                }
            }
            "iplocation" => {
                for name in ["City", "Country", "Region", "lat", "lon"] {
                    self.made.insert(name.to_owned());
                    let prefix = option("prefix").map(|(p, _)| p).unwrap_or_default();
                    self.made.insert(format!("{prefix}{name}"));
                }
            }
            _ => self.lost = true,
        }
    }
}

/// The texts that a field is asked to equal, with their places.
pub(super) fn asked<'t>(term: &'t Term, name: &str, found: &mut Vec<&'t Value>) {
    match &term.kind {
        TermKind::And(parts) | TermKind::Or(parts) => {
            for part in parts {
                asked(part, name, found);
            }
        }
        TermKind::Compare {
            field,
            op: CompareOp::Equal,
            value,
        } if field.text == name => found.push(value),
        TermKind::In { field, values } if field.text == name => found.extend(values),
        _ => {}
    }
}
