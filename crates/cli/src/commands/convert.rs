//! `vigie convert`: a rule in another language.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use vigie_detect::convert::{Converted, kql_to_sigma, kql_to_spl, sigma_to_kql, spl_to_kql};
use vigie_detect::formats::spl::Knowledge;
use vigie_detect::rule::Rule;
use vigie_detect::testing::run::said;
use vigie_detect::{formats, pack};
use vigie_engine::catalog::Catalog;
use vigie_engine::{Engine, Options};
use vigie_languages::Language;
use vigie_languages::sigma::is_sigma;
use vigie_languages::spl;
use vigie_logs::{Layers, LogCatalog, Schemas};
use vigie_syntax::render::concise;
use vigie_syntax::{Diagnostic, escape};

use crate::clock;
use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::splunk::MacroArgs;

/// Write a rule in another language.
///
/// A rule in Sigma or SPL becomes KQL over the table of Sentinel that holds its log, a rule in KQL
/// that filters and aggregates a search of Splunk or a rule of Sigma, whose thresholds are
/// correlations. What is not quite the same stands as comments before it. What the other language
/// cannot say is told, and no half of a rule is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The rule: a file in any of the formats of rules, or for Sigma a folder of them
    #[arg(value_name = "RULE")]
    rule: PathBuf,

    /// The language to write
    #[arg(long, value_enum)]
    to: Target,

    #[command(flatten)]
    macros: MacroArgs,
}

/// A language to write rules in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Kusto Query Language
    Kql,
    /// Splunk's search processing language
    Spl,
    /// Sigma
    Sigma,
    /// An analytics rule of Sentinel
    Sentinel,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let path = args.rule.display();
    if args.to == Target::Sigma && args.rule.is_dir() {
        return to_sigma(&args, console);
    }
    let text = fs::read_to_string(&args.rule)
        .map_err(|e| Failure::new(format!("`{path}` cannot be read: {e}")))?;
    if !is_sigma(&text) {
        if args.to == Target::Sigma {
            return to_sigma(&args, console);
        }
        return of_rules(&args, &text, console);
    }
    if args.to == Target::Spl {
        return Err(Failure::new("a Sigma rule is not written as SPL"));
    }
    if args.to == Target::Sigma {
        return Err(Failure::new(format!("`{path}` is Sigma already")));
    }
    let queries = sigma_to_kql::convert(&text);
    if queries.is_empty() {
        return Err(Failure::new(format!(
            "`{path}` holds no rule that can be read"
        )));
    }
    let mut done = Done::Fine;
    let mut first = true;
    for rule in queries {
        let query = match &rule.query {
            Ok(query) => query,
            Err(why) => {
                done = not_converted(console, &rule.title, why);
                continue;
            }
        };
        let out = console.out();
        let (separator, text) = match args.to {
            Target::Sentinel => ("---\n", rule.sentinel(query)),
            Target::Kql | Target::Spl | Target::Sigma => {
                let title = rule.title.replace('\n', " ");
                let title = escape::line(&title);
                ("\n", format!("// {title}\n{}", query.commented("// ", "")))
            }
        };
        if !first {
            write!(out, "{separator}")?;
        }
        first = false;
        write!(out, "{text}")?;
    }
    Ok(done)
}

/// Every rule in KQL of a file or folder; the others are told.
fn to_sigma(args: &Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let pack = pack::open(&args.rule).map_err(Failure::new)?;
    let engine = Engine::new(catalog()?, Options::at(clock::now()));
    let mut done = Done::Fine;
    let mut first = true;
    for rule in &pack.rules {
        if rule.language != Language::Kql {
            done = not_converted(console, &rule.name, "it is no rule in KQL");
            continue;
        }
        match kql_to_sigma::convert(rule, &engine) {
            Ok(converted) => {
                let out = console.out();
                if !first {
                    writeln!(out, "---")?;
                }
                first = false;
                writeln!(out, "{}", converted.text)?;
            }
            Err(problems) => {
                done = not_convertible(console, rule, &problems);
            }
        }
    }
    for refusal in &pack.refused {
        let what = refusal.path.display().to_string();
        done = not_converted(console, &what, &said(&refusal.reason));
    }
    Ok(done)
}

/// Tells that a rule is not written, and why.
fn not_converted(console: &mut Console<'_>, what: &str, why: &str) -> Done {
    let said = format!("not converted: {}: {why}\n", what.replace('\n', " "));
    console.say(&escape::lines(&said));
    Done::InPart
}

/// The same with the places in the rule's text.
fn not_convertible(console: &mut Console<'_>, rule: &Rule, problems: &[Diagnostic]) -> Done {
    let said = format!("not converted: {}\n", rule.name.replace('\n', " "));
    console.say(&escape::lines(&said));
    let path = rule.path.display().to_string();
    console.say(&concise(problems, &rule.query, &path));
    Done::InPart
}

/// The tables that vigie knows, without logs.
fn catalog() -> Result<Arc<dyn Catalog>, Failure> {
    let options = vigie_logs::Options::new(1, std::env::temp_dir());
    let logs = LogCatalog::open(&[], options).map_err(Failure::new)?;
    let layers: Vec<Arc<dyn Catalog>> = vec![Arc::new(logs), Schemas::shipped()];
    Ok(Arc::new(Layers::new(layers)))
}

/// The rules of a file in the language that they are not written in.
fn of_rules(args: &Args, text: &str, console: &mut Console<'_>) -> Result<Done, Failure> {
    let path = args.rule.display();
    let rules = formats::read(&args.rule, text)
        .ok_or_else(|| Failure::new(format!("`{path}` is no rule")))?;
    let knowledge = Knowledge {
        macros: args.macros.read()?,
        ..Knowledge::default()
    };
    let mut done = Done::Fine;
    let mut first = true;
    for rule in rules {
        let rule = match rule {
            Ok(mut rule) => {
                knowledge.give(&mut rule);
                rule
            }
            Err(refusal) => {
                let id = refusal.id.unwrap_or_else(|| path.to_string());
                done = not_converted(console, &id, &said(&refusal.reason));
                continue;
            }
        };
        let converted = match (rule.language, args.to) {
            (Language::Spl, Target::Kql) => of_splunk(&rule),
            (Language::Kql, Target::Spl) => of_sentinel(&rule),
            (Language::Kql, _) => {
                return Err(Failure::new(format!(
                    "`{path}` is KQL: write it with `--to spl` or `--to sigma`"
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
                done = not_convertible(console, &rule, &problems);
                continue;
            }
        };
        let (open, close) = match args.to {
            Target::Spl => ("``` ", " ```"),
            _ => ("// ", ""),
        };
        let title = rule.name.replace(['\n', '`'], " ");
        let title = escape::line(&title);
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
fn of_splunk(rule: &Rule) -> Result<Converted, Vec<Diagnostic>> {
    let read = spl::read(&rule.query, &rule.knowledge.macros)?;
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
