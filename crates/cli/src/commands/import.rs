//! `vigie import`: a sorted Parquet store for repeated hunts.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use vigie_engine::catalog::Catalog;
use vigie_engine::{Engine, Options};
use vigie_logs::LogCatalog;
use vigie_logs::store::Store;
use vigie_syntax::{escape, render};

use crate::clock;
use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;
use crate::progress;

/// Write logs into a folder of sorted Parquet files, for repeated hunts.
///
/// A hunt or query over the folder reads only the hours and operations that it asks for.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    logs: logs::LogArgs,

    /// The folder of the store
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    if args.logs.paths.is_empty() {
        return Err(Failure::new("no logs to import: name a file or a folder"));
    }
    let logs = args.logs.open(None)?;
    let ledger = logs.ledger();
    let catalog = Arc::<LogCatalog>::clone(&logs) as Arc<dyn Catalog>;
    let engine = Engine::new(catalog, Options::at(clock::now()));
    let folder = args.output.display();
    fs::create_dir_all(&args.output)
        .map_err(|e| Failure::new(format!("`{folder}` cannot be made: {e}")))?;
    let mut left_out = Vec::new();
    let mut done = Vec::new();
    for account in ledger.tables.iter().filter(|t| t.files > 0) {
        let Some(table) = logs.table(&account.name) else {
            continue;
        };
        let problem = |e: std::io::Error| Failure::new(format!("the store is not written: {e}"));
        let Some(mut store) = Store::new(&args.output, table.as_ref()).map_err(problem)? else {
            left_out.push(account.name.clone());
            continue;
        };
        let text = format!("['{}']", account.name);
        let (bound, diagnostics) = engine.bind(text.as_str());
        let failed = |d: &[_]| Failure::Report(render::full(d, &text, "import", console.err_style));
        let bound = bound.ok_or_else(|| failed(&diagnostics))?;
        let bar = progress::show(logs.progress(), console);
        let read = engine.stream(&bound, &mut |batch| {
            store.add(&batch).map_err(|e| e.to_string())
        });
        drop(bar);
        read.map_err(|d| failed(&d))?;
        done.push((account.name.clone(), store.finish().map_err(problem)?));
    }
    for (name, written) in done {
        let files = if written.files == 1 { "file" } else { "files" };
        let line = format!(
            "{name}: {} rows in {} {files}, {:.1} MB",
            written.rows,
            written.files,
            written.bytes as f64 / 1e6
        );
        writeln!(console.out(), "{}", escape::line(&line))?;
    }
    for name in left_out {
        let line = format!("left out: {name}: it is no known log, or has no time");
        writeln!(console.out(), "{}", escape::line(&line))?;
    }
    logs::tell_faults(&logs, console);
    Ok(Done::Fine)
}
