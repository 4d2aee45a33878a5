//! `vigie functions`: the functions and aggregates of the language, from the engine's own registry.

use std::io::Write;

use vigie_engine::aggregates::AGGREGATES;
use vigie_engine::aggregates::def::{Aggregate, Gives};
use vigie_engine::functions::FUNCTIONS;
use vigie_engine::functions::def::{Example, Family, Function, Param, Returns, Takes, parameters};
use vigie_engine::registry;
use vigie_syntax::diagnostic::nearest;
use vigie_syntax::escape::{cut, wrap};

use crate::console::{Console, Done};
use crate::failure::Failure;

/// List functions, or show how one of them is called.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A function or an aggregate [default: a list of all]
    name: Option<String>,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let width = console.width;
    let text = match args.name {
        None => list(width),
        Some(name) => page(&name, width)?,
    };
    console.out().write_all(text.as_bytes())?;
    Ok(Done::Fine)
}

fn list(width: usize) -> String {
    // What begins with two underscores is for the lowering of other languages.
    let shown = |name: &str| !name.starts_with("__");
    let functions: Vec<&Function> = FUNCTIONS
        .iter()
        .copied()
        .filter(|f| shown(f.name))
        .collect();
    let aggregates: Vec<&Aggregate> = AGGREGATES
        .iter()
        .copied()
        .filter(|a| shown(a.name))
        .collect();
    let mut families: Vec<Family> = functions.iter().map(|f| f.family).collect();
    families.sort_unstable();
    families.dedup();
    let mut out = String::new();
    let mut chapter = |title: &str, entries: Vec<(&str, &str)>| {
        out.push_str(title);
        out.push('\n');
        for (name, summary) in entries {
            let line = format!("  {name:<24} {summary}");
            out.push_str(&cut(&line, width));
            out.push('\n');
        }
        out.push('\n');
    };
    for family in families {
        let of = functions.iter().filter(|f| f.family == family);
        chapter(
            &format!("{family:?}"),
            of.map(|f| (f.name, f.summary)).collect(),
        );
    }
    chapter(
        "Aggregates",
        aggregates.iter().map(|a| (a.name, a.summary)).collect(),
    );
    out.push_str(&format!(
        "{} functions, {} aggregates; `vigie functions NAME` shows one\n",
        functions.len(),
        aggregates.len()
    ));
    out
}

fn page(name: &str, width: usize) -> Result<String, Failure> {
    let name = name.trim_end_matches("()");
    let function = registry::function(name);
    let aggregate = registry::aggregate(name);
    let mut pages = Vec::new();
    if let Some(function) = function {
        pages.push(function_page(function, width));
    }
    if let Some(aggregate) = aggregate {
        pages.push(aggregate_page(aggregate, width));
    }
    if !pages.is_empty() {
        return Ok(pages.join("\n"));
    }
    if let Some(reason) = registry::unsupported(name) {
        return Err(Failure::new(format!("`{name}` is not supported: {reason}")));
    }
    let names = FUNCTIONS
        .iter()
        .map(|f| f.name)
        .chain(AGGREGATES.iter().map(|a| a.name));
    let hint = nearest(name, names).map(|n| format!("; `{n}` has a similar name"));
    Err(Failure::new(format!(
        "no function `{name}`{}",
        hint.unwrap_or_default()
    )))
}

fn function_page(f: &Function, width: usize) -> String {
    let mut out = format!("{}\n\n", f.signature());
    body(
        &mut out, f.summary, f.aliases, f.params, f.notes, f.examples, width,
    );
    out
}

fn aggregate_page(a: &Aggregate, width: usize) -> String {
    let gives = match a.returns {
        Gives::One(Returns::Is(ty)) | Gives::Each(_, Returns::Is(ty)) => ty.name(),
        Gives::One(_) | Gives::Each(..) => "scalar",
        Gives::Rows => "columns",
    };
    let mut out = format!(
        "{}({}): {gives}   (aggregate)\n\n",
        a.name,
        parameters(a.params)
    );
    body(
        &mut out, a.summary, a.aliases, a.params, a.notes, a.examples, width,
    );
    out
}

fn body(
    out: &mut String,
    summary: &str,
    aliases: &[&str],
    params: &[Param],
    notes: &str,
    examples: &[Example],
    width: usize,
) {
    out.push_str(&wrap(summary, width, ""));
    if !aliases.is_empty() {
        out.push_str(&wrap(
            &format!("Also written {}.", aliases.join(", ")),
            width,
            "",
        ));
    }
    if !params.is_empty() {
        out.push_str("\nParameters\n");
    }
    for p in params {
        let head = format!("  {:<16} {:<10} ", p.name, takes(p.takes));
        let indent = " ".repeat(head.len());
        let text = wrap(p.doc, width, &indent);
        out.push_str(&head);
        out.push_str(text.trim_start());
    }
    if !notes.is_empty() {
        out.push_str("\nNotes\n");
        for paragraph in notes.split('\n').filter(|p| !p.is_empty()) {
            out.push_str(&wrap(paragraph, width, "  "));
        }
    }
    if !examples.is_empty() {
        out.push_str("\nExamples\n");
    }
    for example in examples {
        out.push_str(&format!("  {}\n    = {}\n", example.source, example.result));
    }
}

fn takes(takes: Takes) -> String {
    match takes {
        Takes::One(ty) => ty.name().to_owned(),
        Takes::Number => "number".to_owned(),
        Takes::Summable => "number or timespan".to_owned(),
        Takes::Whole => "long".to_owned(),
        Takes::Ordered => "any but dynamic".to_owned(),
        Takes::OneOf(types) => {
            let names: Vec<&str> = types.iter().map(|t| t.name()).collect();
            names.join("/")
        }
        _ => "any".to_owned(),
    }
}
