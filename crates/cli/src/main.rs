//! The `vigie` program: reads the command line, runs one command, says how it went.
//!
//! Exit codes: 0 done, 1 findings that the command was asked to fail on, 2 it could not do it.

mod clock;
mod commands;
mod console;
mod failure;
mod logs;
mod output;
mod progress;

use std::process::ExitCode;

use clap::Parser;

use console::Console;

/// Runs cloud detections on exported logs, without a SIEM.
#[derive(Debug, Parser)]
#[command(name = "vigie", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Queries nest as deep as the parser allows; the main thread's stack is not ours to choose.
    let worker = std::thread::Builder::new()
        .name("vigie".to_owned())
        .stack_size(64 << 20)
        .spawn(move || {
            let mut console = Console::new();
            let outcome = cli.command.run(&mut console);
            console.close(outcome)
        });
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The panic has been printed.
        _ => ExitCode::from(2),
    }
}
