//! `vigie check`: whether rules can run, told without logs.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};
use flate2::read::MultiGzDecoder;
use vigie_detect::check::baseline::{self, Baseline};
use vigie_detect::check::observed::Observed;
use vigie_detect::check::output::{self, FORMATS, Page};
use vigie_detect::check::verdict::Verdict;
use vigie_detect::check::{self, Settings, input};
use vigie_engine::catalog::Catalog;
use vigie_engine::{Engine, Options};
use vigie_logs::{Layers, LogCatalog, Schemas};
use vigie_syntax::Severity;
use vigie_syntax::render::Style;

use crate::clock;
use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;
use crate::splunk::SplunkArgs;

/// Tell without logs whether rules can run, and whether they can fire.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Rule files, folders of rules, or JSON lines with `id` and `query`
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text",
          value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| {
              PossibleValue::new(f.name).help(f.summary)
          })))]
    format: String,

    /// The columns of tables, as JSON: {"table": {"column": "type"}}, plain or .gz
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,

    #[command(flatten)]
    functions: logs::FunctionArgs,

    #[command(flatten)]
    splunk: SplunkArgs,

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

    /// Tell only what is not in this file
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,

    /// Write what is found to this file, and tell only what keeps rules from running
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,

    /// End with exit code 1 when there is a finding of this severity or a higher one
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
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
    let Some(format) = output::format(&args.format) else {
        return Err(Failure::new(format!("no format `{}`", args.format)));
    };
    let mut subjects = Vec::new();
    for path in &args.paths {
        subjects.extend(input::read(path).map_err(Failure::new)?);
    }
    let knowledge = args.splunk.knowledge()?;
    for rule in subjects.iter_mut().filter_map(|s| s.rule.as_mut().ok()) {
        knowledge.give(rule);
    }
    let settings = Settings {
        catalog: catalog(&args)?,
        options: Options {
            functions: args.functions.read()?,
            addresses: knowledge.logs.addresses,
            ..Options::at(args.now.unwrap_or_else(clock::now))
        },
        run: args.run,
        observed: observed(&args)?,
    };
    let limit = Duration::from_secs(args.timeout.max(1));
    let mut verdicts = check::all(subjects, settings, limit);
    if let Some(path) = &args.write_baseline {
        let text = baseline::text(&verdicts);
        std::fs::write(path, text)
            .map_err(|e| Failure::new(format!("`{}` cannot be written: {e}", path.display())))?;
    }
    if let Some(path) = args.baseline.as_ref().or(args.write_baseline.as_ref()) {
        let text = read(path)
            .map_err(|e| Failure::new(format!("`{}` cannot be read: {e}", path.display())))?;
        let mut known = Baseline::read(&text);
        for verdict in &mut verdicts {
            known.apply(verdict);
        }
    }
    let page = Page {
        colors: console.out_style == Style::Colors,
    };
    (format.write)(&verdicts, page, console.out())?;
    let worst = verdicts.iter().filter_map(Verdict::worst).min();
    let asked = args.fail_on.map(FailOn::severity);
    Ok(match (asked, worst) {
        (Some(asked), Some(worst)) if worst <= asked => Done::Found,
        _ if verdicts.iter().all(|verdict| verdict.ok) => Done::Fine,
        _ => Done::InPart,
    })
}

/// What the columns of the logs hold, where logs are given.
fn observed(args: &Args) -> Result<Option<Arc<Observed>>, Failure> {
    if args.logs.is_empty() {
        return Ok(None);
    }
    let options = vigie_logs::Options::new(1, std::env::temp_dir());
    let logs = LogCatalog::open(&args.logs, options).map_err(Failure::new)?;
    let now = args.now.unwrap_or_else(clock::now);
    let engine = Engine::new(Arc::new(logs), Options::at(now));
    let observed = Observed::read(&engine).map_err(Failure::new)?;
    Ok(Some(Arc::new(observed)))
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
        let schemas = Schemas::read(path).map_err(Failure::new)?;
        layers.push(Arc::new(schemas));
    }
    layers.push(open(&[])?);
    layers.push(Schemas::shipped());
    Ok(Arc::new(Layers::new(layers)))
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
