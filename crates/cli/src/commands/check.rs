//! `vigie check`: whether rules can run, told without logs.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::ValueEnum;
use flate2::read::MultiGzDecoder;
use vigie_detect::check::{self, Checked, Settings};
use vigie_detect::rule::{Refusal, Rule};
use vigie_detect::{formats, pack};
use vigie_engine::Options;
use vigie_engine::catalog::Catalog;
use vigie_engine::schemas::{Layers, Schemas};
use vigie_logs::LogCatalog;
use vigie_syntax::{Severity, escape, render};

use crate::clock;
use crate::console::{Console, Done};
use crate::failure::Failure;

/// Tell without logs whether rules can run, and whether they can fire.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Rule files, folders of rules, or JSON lines with `id` and `query`
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// The columns of tables, as JSON: {"table": {"column": "type"}}, plain or .gz
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,

    /// Logs whose tables rules read
    #[arg(long, value_name = "PATH")]
    logs: Vec<String>,

    /// Also run each rule, on the tables as they are: empty, where only their columns are known
    #[arg(long)]
    run: bool,

    /// Seconds after which a rule counts as hanging
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    timeout: u64,

    /// The query's clock, what now() gives [default: the time of this machine]
    #[arg(long, value_name = "TIME", value_parser = clock::parse)]
    now: Option<i64>,

    /// End with exit code 1 when there is a finding of this severity or a higher one
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines that findings are about
    Text,
    /// A line for each rule
    Json,
    /// One SARIF 2.1.0 log
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
        }
    }
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let (rules, refused) = rules(&args.paths)?;
    let settings = Settings {
        catalog: catalog(&args)?,
        options: Options::at(args.now.unwrap_or_else(clock::now)),
        run: args.run,
        limit: Duration::from_secs(args.timeout.max(1)),
    };
    let mut checked: Vec<Checked> = refused.iter().map(Checked::refused).collect();
    checked.extend(check::all(rules, &settings));
    match args.format {
        Format::Text => text(&checked, console)?,
        Format::Json => check::json::write(&checked, console.out())?,
        Format::Sarif => check::sarif::write(&checked, console.out())?,
    }
    let found = |severity: Severity| {
        let mut all = checked.iter().flat_map(|rule| &rule.diagnostics);
        all.any(|d| d.severity <= severity)
    };
    Ok(
        if args.fail_on.is_some_and(|least| found(least.severity())) {
            Done::Found
        } else if checked.iter().all(Checked::is_ok) {
            Done::Fine
        } else {
            Done::InPart
        },
    )
}

/// The tables of the logs, of the given schema, and those that vigie knows.
fn catalog(args: &Args) -> Result<Arc<dyn Catalog>, Failure> {
    let open = |paths: &[String]| {
        let options = vigie_logs::Options::new(1, std::env::temp_dir());
        let logs = LogCatalog::open(paths, options).map_err(Failure::new)?;
        Ok::<Arc<dyn Catalog>, Failure>(Arc::new(logs))
    };
    let mut layers: Vec<Arc<dyn Catalog>> = Vec::new();
    if !args.logs.is_empty() {
        layers.push(open(&args.logs)?);
    }
    if let Some(path) = &args.schema {
        let problem = |e: &dyn std::fmt::Display| {
            Failure::new(format!("`{}` is no schema: {e}", path.display()))
        };
        let text = read(path).map_err(|e| problem(&e))?;
        let schemas = Schemas::from_json(&text).map_err(|e| problem(&e))?;
        layers.push(Arc::new(schemas));
    }
    layers.push(open(&[])?);
    // Every watchlist is there: whose CSV file is missing is for a hunt to say.
    layers.push(Arc::new(Schemas::default()));
    Ok(Arc::new(Layers(layers)))
}

/// The text of a file, plain or gzip.
fn read(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        file.read_to_string(&mut text)?;
    }
    Ok(text)
}

/// The rules of all paths, in their order, and what cannot be used.
fn rules(paths: &[PathBuf]) -> Result<(Vec<Rule>, Vec<Refusal>), Failure> {
    let (mut rules, mut refused) = (Vec::new(), Vec::new());
    for path in paths {
        let queries = formats::queries(path)
            .map_err(|e| Failure::new(format!("`{}` cannot be read: {e}", path.display())))?;
        if let Some(queries) = queries {
            for query in queries {
                match query {
                    Ok(rule) => rules.push(rule),
                    Err(refusal) => refused.push(refusal),
                }
            }
            continue;
        }
        let mut pack = pack::open(path).map_err(Failure::new)?;
        rules.append(&mut pack.rules);
        refused.append(&mut pack.refused);
    }
    Ok((rules, refused))
}

fn text(checked: &[Checked], console: &mut Console<'_>) -> Result<(), Failure> {
    let style = console.out_style;
    for rule in checked.iter().filter(|rule| !rule.diagnostics.is_empty()) {
        let path = rule.path.display();
        let name = format!("{path} ({})", rule.id);
        let report = render::full(&rule.diagnostics, &rule.query, &name, style);
        writeln!(console.out(), "{report}")?;
    }
    let count = |what: fn(&Checked) -> bool| checked.iter().filter(|rule| what(rule)).count();
    let broken = count(|rule| !rule.is_ok());
    let found = count(|rule| rule.is_ok() && !rule.diagnostics.is_empty());
    let rules = if checked.len() == 1 { "rule" } else { "rules" };
    let summary = format!(
        "{} {rules}: {} without findings, {found} with findings, {broken} that cannot run",
        checked.len(),
        checked.len() - found - broken,
    );
    writeln!(console.out(), "{}", escape::line(&summary))?;
    Ok(())
}
