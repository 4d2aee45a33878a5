//! `vigie convert`: a rule in another language.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use vigie_languages::sigma::{Collection, Document, DocumentKind, File, is_sigma};
use vigie_syntax::kql;

use crate::console::{Console, Done};
use crate::failure::Failure;

/// Write a rule in another language.
///
/// A Sigma rule becomes KQL over the table of Sentinel that holds its log. What the other language
/// cannot say is listed, and no half of a rule is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The rule: a Sigma file
    #[arg(value_name = "RULE")]
    rule: PathBuf,

    /// The language to write
    #[arg(long, value_enum)]
    to: Target,
}

/// A language to write rules in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Kusto Query Language
    Kql,
    /// An analytics rule of Sentinel
    Sentinel,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let path = args.rule.display();
    let text = fs::read_to_string(&args.rule)
        .map_err(|e| Failure::new(format!("`{path}` cannot be read: {e}")))?;
    if !is_sigma(&text) {
        return Err(Failure::new(format!("`{path}` is no Sigma rule")));
    }
    let collection = Collection::read(&[File { text: &text }], &[]);
    let mut done = Done::Fine;
    let mut first = true;
    let rules = collection.documents().iter();
    for document in rules.filter(|d| d.kind != DocumentKind::Filter) {
        let title = &document.about.title;
        let tree = match collection.kql(document) {
            Ok(tree) => tree,
            Err(why) => {
                console.say(&format!("not converted: {title}: {why}\n"));
                done = Done::InPart;
                continue;
            }
        };
        let query = kql::print(&tree);
        let out = console.out();
        let separator = match args.to {
            Target::Kql => "\n",
            Target::Sentinel => "---\n",
        };
        if !first {
            write!(out, "{separator}")?;
        }
        first = false;
        match args.to {
            Target::Kql => writeln!(out, "// {}\n{}", title.replace('\n', " "), query.trim_end())?,
            Target::Sentinel => write!(out, "{}", sentinel(document, query.trim_end()))?,
        }
    }
    if first && done == Done::Fine {
        return Err(Failure::new(format!(
            "`{path}` holds no rule that can be read"
        )));
    }
    Ok(done)
}

/// An analytics rule that runs every hour over the last hour.
fn sentinel(document: &Document, query: &str) -> String {
    let about = &document.about;
    let severity = match about.level.as_deref() {
        Some("critical" | "high") => "High",
        Some("low") => "Low",
        Some("informational") => "Informational",
        _ => "Medium",
    };
    let mut out = String::new();
    if let Some(id) = &about.id {
        out.push_str(&format!("id: {}\n", quoted(id)));
    }
    out.push_str(&format!("name: {}\n", quoted(&about.title)));
    out.push_str(&format!("description: {}\n", quoted(&about.description)));
    out.push_str(&format!("severity: {severity}\n"));
    out.push_str("kind: Scheduled\nqueryFrequency: 1h\nqueryPeriod: 1h\n");
    out.push_str("triggerOperator: gt\ntriggerThreshold: 0\n");
    let tags: Vec<String> = about.tags.iter().map(|t| t.to_lowercase()).collect();
    let tags: Vec<&str> = tags
        .iter()
        .filter_map(|t| t.strip_prefix("attack."))
        .collect();
    let is_technique = |tag: &str| {
        let number = tag.strip_prefix('t');
        number.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut list = |name: &str, items: Vec<String>| {
        if !items.is_empty() {
            out.push_str(&format!("{name}:\n"));
            for item in items {
                out.push_str(&format!("  - {}\n", quoted(&item)));
            }
        }
    };
    let tactics = tags
        .iter()
        .filter(|t| t.contains(['-', '_']) || !t.contains(|c: char| c.is_ascii_digit()));
    list("tactics", tactics.map(|t| joined(t)).collect());
    let techniques = tags.iter().filter(|t| is_technique(t));
    list(
        "relevantTechniques",
        techniques.map(|t| t.to_uppercase()).collect(),
    );
    out.push_str("query: |\n");
    for line in query.lines() {
        out.push_str(&format!("  {line}\n"));
    }
    out
}

/// `defense-evasion` as `DefenseEvasion`.
fn joined(tactic: &str) -> String {
    let words = tactic.split(['-', '_', ' ']);
    words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect()
}

/// A text in double quotes, as YAML and JSON have it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
