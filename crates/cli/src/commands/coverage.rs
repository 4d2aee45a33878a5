//! `vigie coverage`: which techniques a pack detects, and has tested.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use clap::ValueEnum;
use vigie_detect::attack::Version;
use vigie_detect::coverage;
use vigie_detect::formats::spl::Knowledge;
use vigie_detect::sinks::Page;
use vigie_detect::testing::run::{self, How};
use vigie_detect::testing::suite;
use vigie_syntax::render::Style;

use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;
use crate::progress;

/// Tell which ATT&CK techniques packs detect, and which of them their tests prove.
///
/// The tests of the packs are run: a technique is tested when a test passes that requires an alert of
/// it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folders of packs
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,

    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// The version of ATT&CK
    #[arg(long, value_enum, default_value_t = super::hunt::Attack::V18)]
    attack: super::hunt::Attack,

    /// Tests that run at a time [default: one for each processor]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// A layer of the ATT&CK Navigator
    Navigator,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let threads = logs::threads(args.threads);
    let temp = std::env::temp_dir();
    let version: Version = args.attack.into();
    let mut all = Vec::new();
    for path in &args.packs {
        let suite = suite::open(path, &Knowledge::default()).map_err(Failure::new)?;
        let done = Arc::new(AtomicUsize::new(0));
        let bar = progress::counted("tests", suite.tests.len(), &done, console);
        let how = How {
            threads,
            temp: &temp,
            done: &done,
            branches: false,
        };
        let outcome = run::run(&suite, &[], &how);
        drop(bar);
        coverage::add(&mut all, &suite, &outcome, version);
    }
    let page = Page {
        width: console.width.max(40),
        colors: console.out_style == Style::Colors,
        full: false,
    };
    match args.format {
        Format::Text => coverage::text(&all, &page, console.out())?,
        Format::Navigator => coverage::navigator(&all, version, console.out())?,
    }
    Ok(Done::Fine)
}
