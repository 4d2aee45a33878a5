//! `vigie query`: one query over exported logs.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum;
use vigie_detect::formats::spl::Knowledge;
use vigie_engine::catalog::Catalog;
use vigie_engine::{Engine, Options};
use vigie_languages::sigma::{Collection, File};
use vigie_languages::spl;
use vigie_logs::LogCatalog;
use vigie_syntax::kql::Parsed;
use vigie_syntax::kql::ast::Query;
use vigie_syntax::render;

use crate::clock;
use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;
use crate::output::{self, Format};
use crate::progress;
use crate::splunk::{LookupArgs, SplunkArgs};

/// Run a query over logs.
///
/// Each file of a known log is part of its table (`AzureActivity`); any other JSON, CSV or Parquet
/// file is a table named after the file. Without a path, `print`, `datatable` and `range` work.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query
    #[arg(value_name = "QUERY")]
    query: String,

    #[command(flatten)]
    logs: logs::LogArgs,

    #[command(flatten)]
    functions: logs::FunctionArgs,

    #[command(flatten)]
    splunk: SplunkArgs,

    #[command(flatten)]
    lookups: LookupArgs,

    /// The language of the query
    #[arg(long, value_enum, default_value_t = Language::Kql)]
    lang: Language,

    /// Values of the parameters that the query declares with `declare query_parameters`
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parameter)]
    parameters: Vec<(String, String)>,

    /// Let `externaldata` read files behind https://
    #[arg(long)]
    allow_network: bool,

    /// How rows are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// The query's clock, what now() gives [default: the time of this machine]
    #[arg(long, value_name = "TIME", value_parser = clock::parse)]
    now: Option<i64>,
}

/// A language to write queries in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    /// Kusto Query Language
    Kql,
    /// Sigma: the text of a rule, or a file with one
    Sigma,
    /// Splunk's search processing language
    Spl,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let knowledge = args.lookups.heard(args.splunk.knowledge()?);
    let (text, parsed) = read(&args, &knowledge)?;
    // A lookup that cannot be written is told before anything is run.
    let lookup = match args.lang {
        Language::Spl => args.lookups.lookup(&text, &knowledge.macros)?,
        Language::Kql | Language::Sigma => None,
    };
    let logs = args.logs.open(None)?;
    let catalog = Arc::<LogCatalog>::clone(&logs) as Arc<dyn Catalog>;
    let options = Options {
        functions: args.functions.read()?,
        addresses: knowledge.logs.addresses,
        parameters: args.parameters,
        allow_network: args.allow_network,
        ..Options::at(args.now.unwrap_or_else(clock::now))
    };
    let engine = Engine::new(catalog, options);
    let bar = progress::show(logs.progress(), console);
    let answer = engine.query(parsed);
    drop(bar);
    let answer = answer.map_err(|d| Failure::diagnostics(&d, &text, "query", console.err_style))?;
    if !answer.warnings.is_empty() {
        let report = render::full(&answer.warnings, &text, "query", console.err_style);
        console.say(&report);
    }
    output::write(&answer, args.format, console)?;
    if let Some(lookup) = lookup {
        let said = lookup.write(&answer.columns, &answer.rows())?;
        console.say(&said);
    }
    logs::tell_faults(&logs, console);
    Ok(Done::Fine)
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("a parameter is given as `NAME=VALUE`")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// The text of the query and its tree.
fn read(args: &Args, knowledge: &Knowledge) -> Result<(String, Parsed), Failure> {
    if args.lang == Language::Kql {
        return Ok((args.query.clone(), Parsed::kql(&args.query)));
    }
    if args.lang == Language::Spl {
        let parsed = spl::lower(&args.query, &knowledge.macros, &knowledge.logs);
        return Ok((args.query.clone(), parsed));
    }
    let path = Path::new(&args.query);
    let text = if args.query.contains('\n') || !path.is_file() {
        args.query.clone()
    } else {
        fs::read_to_string(path)
            .map_err(|e| Failure::new(format!("`{}` cannot be read: {e}", path.display())))?
    };
    let rules = Collection::read(&[File { text: &text }], &[]).rules();
    let mut alerting = rules.into_iter().filter(|rule| match rule {
        Ok(rule) => rule.part_of.is_none(),
        Err(_) => true,
    });
    let tree = match (alerting.next(), alerting.next()) {
        (Some(Ok(rule)), None) => rule.query,
        (Some(Err(refused)), _) | (_, Some(Err(refused))) => Parsed {
            tree: Query {
                statements: Vec::new(),
            },
            diagnostics: refused.diagnostics,
        },
        (None, _) => return Err(Failure::new("this is no Sigma rule")),
        (Some(Ok(_)), Some(Ok(_))) => {
            return Err(Failure::new(
                "these are several Sigma rules: `vigie hunt --pack` runs them",
            ));
        }
    };
    Ok((text, tree))
}
