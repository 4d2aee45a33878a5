//! What one command is made of, and how its words are read.

use vigie_syntax::spl::ast::{self as spl, Body, Name, Word, WordKind};

pub(crate) use super::super::aggregate;
pub(crate) use super::super::build;
pub(crate) use super::super::flow::{Field, Fields, Flow, Order, captures, filled};
pub(crate) use super::super::functions::def::{Example, example};
pub(crate) use super::super::lowering::{Failed, Lower, Lowering};
pub(crate) use vigie_syntax::glob::glob;

/// One command: what it is called, what it does.
#[derive(Debug)]
pub struct Command {
    /// The name a search writes. It is also the name of the file.
    pub name: &'static str,
    /// Other spellings that mean the same.
    pub aliases: &'static [&'static str],
    /// One sentence, third person, ending in a full stop.
    pub summary: &'static str,
    /// How a call looks.
    pub usage: &'static str,
    /// Searches and their first cell: shown in the reference, and run as tests.
    pub examples: &'static [Example],
    /// What it makes of nothing, where it may begin a search.
    pub(crate) generates: Option<Generate>,
    /// What it makes of rows.
    pub(crate) body: Run,
}

pub(crate) type Generate = fn(&mut Lowering<'_>, &spl::Command) -> Lower<Flow>;
pub(crate) type Run = fn(&mut Lowering<'_>, Flow, &spl::Command) -> Lower<Flow>;

/// The words of a command: options apart, commas gone.
pub(crate) struct Words<'c> {
    pub(crate) options: Vec<(&'c Name, &'c Word)>,
    pub(crate) rest: Vec<&'c Word>,
}

/// The words of a command.
pub(crate) fn words(command: &spl::Command) -> Words<'_> {
    let list: &[Word] = match &command.body {
        Body::Words(list) => list,
        _ => &[],
    };
    let mut words = Words {
        options: Vec::new(),
        rest: Vec::new(),
    };
    for word in list {
        match &word.kind {
            WordKind::Option { name, value, .. } => words.options.push((name, value)),
            WordKind::Comma => {}
            _ => words.rest.push(word),
        }
    }
    words
}

impl<'c> Words<'c> {
    /// The text of an option.
    pub(crate) fn option(&self, name: &str) -> Option<&'c str> {
        let found = self
            .options
            .iter()
            .rev()
            .find(|(n, _)| n.text.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| value.text())
    }

    /// An option that is on or off.
    pub(crate) fn flag(&self, name: &str, default: bool) -> bool {
        match self.option(name) {
            Some(text) => matches!(text.to_ascii_lowercase().as_str(), "t" | "true" | "1"),
            None => default,
        }
    }

    /// An option that is a whole number.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.option(name)?.parse().ok()
    }

    /// Refuses options that are not among these.
    pub(crate) fn only(
        &self,
        lowering: &mut Lowering<'_>,
        command: &str,
        known: &[&str],
    ) -> Lower<()> {
        for (name, _) in &self.options {
            if !known.iter().any(|k| name.text.eq_ignore_ascii_case(k)) {
                return Err(lowering.unsupported(
                    name.span,
                    &format!("the option `{}` of `{command}`", name.text),
                ));
            }
        }
        Ok(())
    }

    /// The words as names of fields.
    pub(crate) fn names(&self) -> Vec<Name> {
        self.rest.iter().filter_map(|word| name(word)).collect()
    }
}

/// A word as the name of a field. A call, `sum(bytes)`, is a name too.
pub(crate) fn name(word: &Word) -> Option<Name> {
    let text = match &word.kind {
        WordKind::Call { name, arguments } => {
            let inside: Vec<&str> = arguments.iter().filter_map(Word::text).collect();
            format!("{}({})", name.text, inside.join(" "))
        }
        _ => word.text()?.to_owned(),
    };
    Some(Name {
        text,
        span: word.span,
    })
}

/// The subsearch among the words.
pub(crate) fn subsearches<'c>(words: &Words<'c>) -> Vec<&'c spl::Search> {
    words
        .rest
        .iter()
        .filter_map(|word| match &word.kind {
            WordKind::Subsearch(search) => Some(search),
            _ => None,
        })
        .collect()
}

/// The body of a command with aggregates.
pub(crate) fn stats(command: &spl::Command) -> Lower<&spl::Stats> {
    match &command.body {
        Body::Stats(stats) => Ok(stats),
        _ => Err(Failed),
    }
}

/// The text of an option of a command with aggregates.
pub(crate) fn stats_option<'s>(stats: &'s spl::Stats, name: &str) -> Option<&'s str> {
    let found = stats
        .options
        .iter()
        .rev()
        .find(|(n, _)| n.text.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.text.as_str())
}
