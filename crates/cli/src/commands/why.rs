//! `vigie why`: where a rule loses the rows of a log.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use vigie_detect::pack;
use vigie_detect::sinks::Page;
use vigie_detect::why::{self, Settings, output};
use vigie_logs::LogCatalog;
use vigie_syntax::render::{self, Style};

use crate::clock;
use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;
use crate::progress;
use crate::splunk::SplunkArgs;

/// Tell how many rows each step of a rule lets through, and what the rows had that it turned away.
///
/// The rule runs once, over its look-back period before the last record.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A rule file, or `FILE:NAME` where a file has several rules
    #[arg(value_name = "RULE")]
    rule: String,

    #[command(flatten)]
    logs: logs::LogArgs,

    #[command(flatten)]
    splunk: SplunkArgs,

    /// The time at which the rule runs [default: that of the last record]
    #[arg(long, value_name = "TIME", value_parser = clock::parse)]
    now: Option<i64>,

    /// Look over everything and not over the look-back period alone
    #[arg(long)]
    once: bool,

    /// How the account is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    if args.logs.paths.is_empty() {
        return Err(Failure::new("no logs to look at: name a file or a folder"));
    }
    let (path, name) = match args.rule.split_once(".yaml:") {
        Some((path, name)) => (PathBuf::from(format!("{path}.yaml")), Some(name)),
        None => (PathBuf::from(&args.rule), None),
    };
    let pack = pack::open(&path).map_err(Failure::new)?;
    let mut rules = pack.rules;
    if let Some(name) = name {
        rules.retain(|rule| rule.is_called(name));
    }
    let knowledge = args.splunk.knowledge()?;
    for rule in &mut rules {
        knowledge.give(rule);
    }
    let rule = match (rules.len(), pack.refused.first()) {
        (1, _) => Arc::new(rules.remove(0)),
        (0, Some(refusal)) => {
            let said = vigie_detect::testing::run::said(&refusal.reason);
            return Err(Failure::new(said));
        }
        (0, None) => return Err(Failure::new(format!("there is no rule `{}`", args.rule))),
        (several, _) => {
            let said = format!("`{}` has {several} rules: name one", args.rule);
            return Err(Failure::new(said));
        }
    };
    let logs = args.logs.open(None)?;
    let watchlists = watchlists(&logs, &args.logs, pack.watchlists.as_deref())?;
    let settings = Settings {
        now: args.now,
        once: args.once,
    };
    let bar = progress::show(logs.progress(), console);
    let account = why::why(&rule, &logs, &watchlists, &settings);
    drop(bar);
    let account = account.map_err(|diagnostics| {
        let path = format!("{} (query)", rule.path.display());
        let style = console.err_style;
        Failure::Report(render::full(&diagnostics, &rule.query, &path, style))
    })?;
    let page = Page {
        width: console.width.max(40),
        colors: console.out_style == Style::Colors,
        full: false,
    };
    match args.format {
        Format::Text => output::text(&account, &page, console.out())?,
        Format::Json => output::json(&account, console.out())?,
    }
    logs::tell_faults(&logs, console);
    Ok(Done::Fine)
}

/// The watchlists of the command line, or those of the rule's pack.
fn watchlists(
    logs: &Arc<LogCatalog>,
    args: &logs::LogArgs,
    pack: Option<&Path>,
) -> Result<Arc<LogCatalog>, Failure> {
    match pack {
        Some(folder) if !args.has_watchlists() => logs::watchlists_only(folder),
        _ => Ok(Arc::clone(logs)),
    }
}
