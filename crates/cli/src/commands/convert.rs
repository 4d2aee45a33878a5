//! `vigie convert`: a rule in another language.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use vigie_detect::convert::{Converted, kql_to_spl, spl_to_kql};
use vigie_detect::formats;
use vigie_detect::rule::Rule;
use vigie_languages::Language;
use vigie_languages::sigma::{Collection, Document, DocumentKind, File, is_sigma};
use vigie_languages::spl;
use vigie_syntax::render::concise;
use vigie_syntax::{Diagnostic, kql};

use crate::console::{Console, Done};
use crate::failure::Failure;

/// Write a rule in another language.
///
/// A rule in Sigma or SPL becomes KQL over the table of Sentinel that holds its log, a rule in KQL
/// that filters and aggregates a search of Splunk. What is not quite the same stands as comments
/// before the query. What the other language cannot say is told, and no half of a rule is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The rule: a file in any of the formats of rules
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
    /// Splunk's search processing language
    Spl,
    /// An analytics rule of Sentinel
    Sentinel,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let path = args.rule.display();
    let text = fs::read_to_string(&args.rule)
        .map_err(|e| Failure::new(format!("`{path}` cannot be read: {e}")))?;
    if !is_sigma(&text) {
        return of_rules(&args, &text, console);
    }
    if args.to == Target::Spl {
        return Err(Failure::new("a Sigma rule is not written as SPL"));
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
            Target::Kql | Target::Spl => "\n",
            Target::Sentinel => "---\n",
        };
        if !first {
            write!(out, "{separator}")?;
        }
        first = false;
        match args.to {
            Target::Kql | Target::Spl => {
                writeln!(out, "// {}\n{}", title.replace('\n', " "), query.trim_end())?;
            }
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

/// The rules of a file in the language that they are not written in.
fn of_rules(args: &Args, text: &str, console: &mut Console<'_>) -> Result<Done, Failure> {
    let path = args.rule.display();
    let rules = formats::read(&args.rule, text)
        .ok_or_else(|| Failure::new(format!("`{path}` is no rule")))?;
    let mut done = Done::Fine;
    let mut first = true;
    for rule in rules {
        let rule = match rule {
            Ok(rule) => rule,
            Err(refusal) => {
                let id = refusal.id.unwrap_or_else(|| path.to_string());
                console.say(&format!("not converted: {id}: the rule cannot be read\n"));
                done = Done::InPart;
                continue;
            }
        };
        let converted = match (rule.language, args.to) {
            (Language::Spl, Target::Kql) => of_splunk(&rule, &args.rule),
            (Language::Kql, Target::Spl) => of_sentinel(&rule),
            (Language::Kql, _) => {
                return Err(Failure::new(format!(
                    "`{path}` is KQL: write it with `--to spl`"
                )));
            }
            _ => {
                return Err(Failure::new(format!(
                    "`{path}` is SPL: write it with `--to kql`"
                )));
            }
        };
        let converted = match converted {
            Ok(converted) => converted,
            Err(problems) => {
                console.say(&format!(
                    "not converted: {}\n",
                    rule.name.replace('\n', " ")
                ));
                console.say(&concise(&problems, &rule.query, &path.to_string()));
                done = Done::InPart;
                continue;
            }
        };
        let (open, close) = match args.to {
            Target::Spl => ("``` ", " ```"),
            _ => ("// ", ""),
        };
        let title = rule.name.replace(['\n', '`'], " ");
        let out = console.out();
        if !first {
            writeln!(out)?;
        }
        first = false;
        write!(
            out,
            "{open}{title}{close}\n{}",
            converted.commented(open, close)
        )?;
    }
    Ok(done)
}

/// A search as KQL.
fn of_splunk(rule: &Rule, path: &Path) -> Result<Converted, Vec<Diagnostic>> {
    let read = spl::read(&rule.query, &formats::spl::macros(path))?;
    spl_to_kql::convert(&read.search, &read.expanded.text).map_err(|mut refusal| {
        refusal.0.span = read.expanded.origin(refusal.0.span);
        vec![*refusal.0]
    })
}

/// A query as SPL.
fn of_sentinel(rule: &Rule) -> Result<Converted, Vec<Diagnostic>> {
    let parsed = rule.parsed();
    if !parsed.is_sound() {
        return Err(parsed.diagnostics);
    }
    kql_to_spl::convert(&parsed.tree).map_err(|refusal| vec![*refusal.0])
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
