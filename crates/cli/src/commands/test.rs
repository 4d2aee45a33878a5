//! `vigie test`: the tests of packs.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Instant;

use clap::ValueEnum;
use vigie_detect::overlay::{self, Exception};
use vigie_detect::sinks::Page;
use vigie_detect::testing::mutate::{self, Plan, Tried};
use vigie_detect::testing::output;
use vigie_detect::testing::run::{self, How};
use vigie_detect::testing::suite::{self, Suite};
use vigie_detect::testing::{Outcome, Tested, Verdict};
use vigie_syntax::render::Style;

use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;
use crate::progress;
use crate::splunk::SplunkArgs;

/// Run the tests of packs: telemetry, and the alerts that must come of it
///
/// The exit code is 1 when a test fails.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folders of packs, single rules, or files of tests
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,

    /// How results are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// A folder with local exceptions, none of which may cover an attack of the tests [default: the
    /// folder `overlay` of the pack]
    #[arg(long, value_name = "DIR")]
    overlay: Vec<PathBuf>,

    #[command(flatten)]
    splunk: SplunkArgs,

    /// Also run the tests on changed copies of the rules, and tell which changes no test notices
    #[arg(long)]
    mutate: bool,

    /// With --mutate: changed copies of each rule that are tried at most
    #[arg(long, value_name = "N", requires = "mutate")]
    limit: Option<usize>,

    /// With --limit: which copies are tried
    #[arg(long, value_name = "N", default_value_t = 0, requires = "mutate")]
    seed: u64,

    /// Do not look for branches that no test reaches
    #[arg(long)]
    no_branches: bool,

    /// Tests that run at a time [default: one for each processor]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// XML as CI servers read it
    Junit,
    /// One object
    Json,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let threads = logs::threads(args.threads);
    let temp = std::env::temp_dir();
    let knowledge = args.splunk.knowledge()?;
    let mut all = Vec::new();
    for path in &args.packs {
        let suite = suite::open(path, &knowledge).map_err(Failure::new)?;
        let exceptions = exceptions(&args.overlay, &suite.root)?;
        let done = Arc::new(AtomicUsize::new(0));
        let start = Instant::now();
        let bar = progress::counted("tests", suite.tests.len(), &done, console);
        let outcome = run::run(
            &suite,
            &exceptions,
            &How {
                threads,
                temp: &temp,
                done: &done,
                branches: !args.no_branches || args.mutate,
            },
        );
        drop(bar);
        took("tests", suite.tests.len(), start, console);
        let start = Instant::now();
        let mutants = args
            .mutate
            .then(|| mutate(&args, &suite, &outcome, threads, console));
        if let Some(mutants) = &mutants {
            took("mutants", mutants.len(), start, console);
        }
        all.push(Tested {
            suite,
            outcome,
            mutants,
        });
    }
    let page = Page {
        width: console.width.max(40),
        colors: console.out_style == Style::Colors,
        full: false,
    };
    match args.format {
        Format::Text => output::text(&all, &page, console.out())?,
        Format::Junit => output::junit(&all, console.out())?,
        Format::Json => output::json(&all, console.out())?,
    }
    let broken = all.iter().any(|t| {
        let suite = &t.suite;
        let broken = |v: &Verdict| matches!(v, Verdict::Broken(_));
        !suite.faults.is_empty()
            || !suite.refused.is_empty()
            || t.outcome.verdicts.iter().any(broken)
    });
    let failed = |t: &Tested| {
        t.outcome
            .verdicts
            .iter()
            .any(|v| !matches!(v, Verdict::Passed))
    };
    Ok(if broken {
        Done::InPart
    } else if all.iter().any(failed) {
        Done::Found
    } else {
        Done::Fine
    })
}

/// Tells, where somebody waits for it, how long so many things took.
fn took(what: &str, count: usize, start: Instant, console: &mut Console<'_>) {
    if console.err_is_terminal {
        let seconds = start.elapsed().as_secs_f64();
        console.say(&format!("{count} {what} in {seconds:.1} s"));
    }
}

/// Runs the tests that passed on changed copies of their rules.
fn mutate(
    args: &Args,
    suite: &Suite,
    outcome: &Outcome,
    threads: usize,
    console: &Console<'_>,
) -> Vec<Tried> {
    let done = Arc::new(AtomicUsize::new(0));
    let how = Plan {
        threads,
        seed: args.seed,
        limit: args.limit,
        done: &done,
    };
    let planned = mutate::plan(suite, &outcome.benches, &how);
    let bar = progress::counted("mutants", planned.len(), &done, console);
    let tried = mutate::run(suite, &outcome.benches, planned, &how);
    drop(bar);
    tried
}

/// The exceptions of overlay folders, with the name of the rule file that each is for.
fn exceptions(
    folders: &[PathBuf],
    pack: &std::path::Path,
) -> Result<Vec<(String, Exception)>, Failure> {
    let usual = pack.join("overlay");
    let folders = match folders {
        [] if usual.is_dir() => vec![usual],
        folders => folders.to_vec(),
    };
    let mut all = Vec::new();
    for folder in folders {
        for (stem, overlay) in overlay::open(&folder).map_err(Failure::new)? {
            all.extend(overlay.exceptions.into_iter().map(|e| (stem.clone(), e)));
        }
    }
    Ok(all)
}
