//! `vigie query`: one query over exported logs.

use std::sync::Arc;

use clap::ValueEnum;
use vigie_engine::catalog::Catalog;
use vigie_engine::{Engine, Options};
use vigie_logs::LogCatalog;
use vigie_syntax::render;

use crate::clock;
use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;
use crate::output::{self, Format};
use crate::progress;

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

    /// The language of the query
    #[arg(long, value_enum, default_value_t = Language::Kql)]
    lang: Language,

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
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let Language::Kql = args.lang;
    let logs = args.logs.open(None)?;
    let catalog = Arc::<LogCatalog>::clone(&logs) as Arc<dyn Catalog>;
    let engine = Engine::new(catalog, Options::at(args.now.unwrap_or_else(clock::now)));
    let bar = progress::show(logs.progress(), console);
    let answer = engine.query(&args.query);
    drop(bar);
    let answer =
        answer.map_err(|d| Failure::diagnostics(&d, &args.query, "query", console.err_style))?;
    if !answer.warnings.is_empty() {
        let report = render::full(&answer.warnings, &args.query, "query", console.err_style);
        console.say(&report);
    }
    output::write(&answer, args.format, console)?;
    logs::tell_faults(&logs, console);
    Ok(Done::Fine)
}
