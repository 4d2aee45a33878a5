//! `vigie tables`: which tables the logs make, and their columns.

use std::io::Write;

use vigie_engine::catalog::Catalog;
use vigie_logs::FileAccount;
use vigie_syntax::escape::{line, wrap};

use crate::console::{Console, Done};
use crate::failure::Failure;
use crate::logs;

/// Show the tables of logs with their columns, and which file feeds which.
///
/// Without a path, the tables of the known logs.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    logs: logs::LogArgs,

    /// Only these tables
    #[arg(long = "table", value_name = "NAME")]
    tables: Vec<String>,
}

pub(crate) fn run(args: Args, console: &mut Console<'_>) -> Result<Done, Failure> {
    let logs = args.logs.open(None)?;
    let ledger = logs.ledger();
    let width = console.width;
    let out = console.out();
    let fed = |name: &str| -> Vec<&FileAccount> {
        let feeds = |f: &&FileAccount| f.table.as_deref() == Some(name);
        ledger.files.iter().filter(feeds).collect()
    };
    let mut names = logs.names();
    for wanted in &args.tables {
        if !names.contains(wanted) {
            return Err(Failure::new(format!("no table `{wanted}`")));
        }
    }
    if args.tables.is_empty() {
        // With logs, the tables that they feed; the others are empty.
        names.retain(|name| args.logs.paths.is_empty() || !fed(name).is_empty());
    } else {
        names = args.tables;
    }
    for name in &names {
        let Some(table) = logs.table(name) else {
            continue;
        };
        writeln!(out, "{}", line(name))?;
        let columns: Vec<String> = table
            .columns()
            .iter()
            .map(|c| format!("{}:{}", line(&c.name), c.ty))
            .collect();
        out.write_all(wrap(&columns.join(", "), width, "    ").as_bytes())?;
        for file in fed(name) {
            let text = format!("  from {}: {}", file.path, file.status);
            writeln!(out, "{}", line(&text))?;
        }
    }
    for file in ledger.files.iter().filter(|f| f.table.is_none()) {
        writeln!(
            out,
            "{}",
            line(&format!("not read: {}: {}", file.path, file.status))
        )?;
    }
    for skipped in &ledger.skipped {
        writeln!(
            out,
            "{}",
            line(&format!("skipped: {}: {}", skipped.path, skipped.reason))
        )?;
    }
    Ok(Done::Fine)
}
