//! `vigie functions`: the functions, aggregates, plugins and operators of KQL, and the commands and
//! functions of SPL, from the registries that run them.

use std::io::Write;

use vigie_engine::aggregates::AGGREGATES;
use vigie_engine::aggregates::def::{Aggregate, Gives};
use vigie_engine::functions::FUNCTIONS;
use vigie_engine::functions::def::{Family, Function, Param, Returns, Takes, parameters};
use vigie_engine::registry::{self, OperatorPage, PluginPage, is_shown};
use vigie_languages::spl;
use vigie_syntax::diagnostic::nearest;
use vigie_syntax::escape::{cut, wrap};

use crate::console::{Console, Done};
use crate::failure::Failure;

/// List functions, operators and commands, or show how one of them is called.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A function, aggregate, plugin or operator of KQL; a command, function or aggregate of SPL
    /// [default: a list of all]
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
    let functions = FUNCTIONS.iter().copied().filter(|f| is_shown(f.name));
    let functions: Vec<&Function> = functions.collect();
    let mut families: Vec<Family> = functions.iter().map(|f| f.family).collect();
    families.sort_unstable();
    families.dedup();
    let mut out = String::new();
    let mut chapter = |title: &str, entries: Vec<(&str, &str)>| -> usize {
        out.push_str(title);
        out.push('\n');
        for (name, summary) in &entries {
            let line = format!("  {name:<24} {summary}");
            out.push_str(&cut(&line, width));
            out.push('\n');
        }
        out.push('\n');
        entries.len()
    };
    for family in families {
        let of = functions.iter().filter(|f| f.family == family);
        let title = format!("{family:?}");
        chapter(&title, of.map(|f| (f.name, f.summary)).collect());
    }
    let aggregates = AGGREGATES.iter().filter(|a| is_shown(a.name));
    let aggregates = chapter(
        "Aggregates",
        aggregates.map(|a| (a.name, a.summary)).collect(),
    );
    let plugins = registry::plugins();
    let plugins = plugins.iter().filter(|p| is_shown(p.name));
    let plugins = chapter("Plugins", plugins.map(|p| (p.name, p.summary)).collect());
    let operators = registry::operators();
    let operators = operators.iter().map(|o| (o.names[0], o.summary));
    let operators = chapter("Operators", operators.collect());
    let commands = spl::COMMANDS.iter().map(|c| (c.name, c.summary));
    let mut of_spl = chapter("SPL commands", commands.collect());
    let own = spl::FUNCTIONS.iter().map(|f| (f.name, f.summary));
    of_spl += chapter("SPL functions", own.collect());
    let own = spl::AGGREGATES.iter().map(|a| (a.name, a.summary));
    of_spl += chapter("SPL aggregates", own.collect());
    let functions = functions.len();
    out.push_str(&format!(
        "{functions} functions, {aggregates} aggregates, {plugins} plugins, {operators} operators; \
         {of_spl} of SPL\n`vigie functions NAME` shows one\n"
    ));
    out
}

fn page(name: &str, width: usize) -> Result<String, Failure> {
    let name = name.trim_end_matches("()");
    let is = |own: &str, others: &[&str]| {
        own.eq_ignore_ascii_case(name) || others.iter().any(|o| o.eq_ignore_ascii_case(name))
    };
    let mut pages = Vec::new();
    if let Some(function) = registry::function(name) {
        pages.push(function_page(function, width));
    }
    if let Some(aggregate) = registry::aggregate(name) {
        pages.push(aggregate_page(aggregate, width));
    }
    let plugins = registry::plugins();
    let plugins = plugins.iter().filter(|p| p.name == name);
    pages.extend(plugins.map(|p| plugin_page(p, width)));
    let operators = registry::operators();
    let operators = operators.iter().filter(|o| o.names.contains(&name));
    pages.extend(operators.map(|o| operator_page(o, width)));
    let commands = spl::COMMANDS.iter().filter(|c| is(c.name, c.aliases));
    pages.extend(commands.map(|c| {
        let head = format!("{}   (SPL command)\n\n", c.usage);
        let examples = c.examples.iter().map(|e| (e.source, e.result));
        head + &short(c.summary, c.aliases, "", examples, width)
    }));
    let functions = spl::FUNCTIONS.iter().filter(|f| is(f.name, f.aliases));
    pages.extend(functions.map(|f| {
        let head = format!(
            "{}({})   (SPL function)\n\n",
            f.name,
            arguments(f.arguments)
        );
        let examples = f.examples.iter().map(|e| (e.source, e.result));
        head + &short(f.summary, f.aliases, "", examples, width)
    }));
    let aggregates = spl::AGGREGATES.iter().filter(|a| is(a.name, a.aliases));
    pages.extend(aggregates.map(|a| {
        let head = format!("{}(field)   (SPL aggregate)\n\n", a.name);
        let examples = a.examples.iter().map(|e| (e.source, e.result));
        head + &short(a.summary, a.aliases, "", examples, width)
    }));
    if !pages.is_empty() {
        return Ok(pages.join("\n"));
    }
    let refused = registry::unsupported(name).or_else(|| registry::unsupported_plugin(name));
    if let Some(reason) = refused {
        return Err(Failure::new(format!("`{name}` is not supported: {reason}")));
    }
    let all = registry::plugins();
    let others = registry::operators();
    let names = FUNCTIONS
        .iter()
        .map(|f| f.name)
        .chain(AGGREGATES.iter().map(|a| a.name))
        .chain(all.iter().map(|p| p.name))
        .chain(others.iter().flat_map(|o| o.names.iter().copied()))
        .chain(spl::COMMANDS.iter().map(|c| c.name));
    let names = names.filter(|n| is_shown(n));
    let hint = nearest(name, names).map(|n| format!("; `{n}` has a similar name"));
    Err(Failure::new(format!(
        "no function `{name}`{}",
        hint.unwrap_or_default()
    )))
}

/// How many arguments: `2`, `1 to 3`, `1 or more`.
fn arguments((least, most): (usize, usize)) -> String {
    let names = |n: usize| {
        let names: Vec<String> = (1..=n).map(|at| format!("arg{at}")).collect();
        names.join(", ")
    };
    match most {
        most if most > least + 3 => {
            let first = names(least);
            let gap = if first.is_empty() { "" } else { ", " };
            format!("{first}{gap}…")
        }
        most if most > least => {
            let all = names(most);
            format!("{all}; the last {} may be left out", most - least)
        }
        _ => names(least),
    }
}

fn plugin_page(p: &PluginPage, width: usize) -> String {
    let mut out = wrap(&format!("{}   (plugin)", p.usage), width, "");
    out.push('\n');
    let examples = p.examples.iter().map(|e| (e.source, e.result));
    out + &short(p.summary, &[], p.notes, examples, width)
}

fn operator_page(o: &OperatorPage, width: usize) -> String {
    let mut out = wrap(&format!("{}   (operator)", o.usage), width, "");
    out.push('\n');
    let others = o.names.get(1..).unwrap_or_default();
    let examples = o.examples.iter().copied();
    out + &short(o.summary, others, &o.notes.join("\n"), examples, width)
}

fn function_page(f: &Function, width: usize) -> String {
    let mut out = format!("{}\n\n", f.signature());
    out.push_str(&wrap(f.summary, width, ""));
    out.push_str(&also(f.aliases, width));
    out.push_str(&parameter_list(f.params, width));
    let examples = f.examples.iter().map(|e| (e.source, e.result));
    out + &notes_and_examples(f.notes, examples, width)
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
    out.push_str(&wrap(a.summary, width, ""));
    out.push_str(&also(a.aliases, width));
    out.push_str(&parameter_list(a.params, width));
    let examples = a.examples.iter().map(|e| (e.source, e.result));
    out + &notes_and_examples(a.notes, examples, width)
}

/// What is said of a thing without parameters of its own.
fn short(
    summary: &str,
    aliases: &[&str],
    notes: &str,
    examples: impl Iterator<Item = (&'static str, &'static str)>,
    width: usize,
) -> String {
    wrap(summary, width, "") + &also(aliases, width) + &notes_and_examples(notes, examples, width)
}

fn also(aliases: &[&str], width: usize) -> String {
    if aliases.is_empty() {
        return String::new();
    }
    wrap(&format!("Also written {}.", aliases.join(", ")), width, "")
}

fn parameter_list(params: &[Param], width: usize) -> String {
    let mut out = String::new();
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
    out
}

fn notes_and_examples(
    notes: &str,
    examples: impl Iterator<Item = (&'static str, &'static str)>,
    width: usize,
) -> String {
    let mut out = String::new();
    if !notes.is_empty() {
        out.push_str("\nNotes\n");
        for paragraph in notes.split('\n').filter(|p| !p.is_empty()) {
            out.push_str(&wrap(paragraph, width, "  "));
        }
    }
    for (at, (source, result)) in examples.enumerate() {
        if at == 0 {
            out.push_str("\nExamples\n");
        }
        out.push_str(&format!("  {source}\n    = {result}\n"));
    }
    out
}

fn takes(takes: Takes) -> String {
    match takes {
        Takes::One(ty) => ty.name().to_owned(),
        Takes::Number => "number".to_owned(),
        Takes::Summable => "number or timespan".to_owned(),
        Takes::Whole => "long".to_owned(),
        Takes::Ordered => "any but dynamic or guid".to_owned(),
        Takes::Plain => "any but dynamic".to_owned(),
        Takes::Bag => "bag".to_owned(),
        Takes::Array => "array".to_owned(),
        Takes::OneOf(types) => {
            let names: Vec<&str> = types.iter().map(|t| t.name()).collect();
            names.join("/")
        }
        _ => "any".to_owned(),
    }
}
