//! The command line: reads it, runs one command, says how it went.
//!
//! Exit codes: 0 done, 1 findings that the command was asked to fail on, 2 it could not do it.

mod clock;
mod commands;
mod console;
mod failure;
mod logs;
mod output;
mod progress;
mod splunk;

use std::ffi::OsString;
use std::io::Write;
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

/// Runs the program with the arguments, the streams and the environment of the process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // Queries nest as deep as the parser allows; the main thread's stack is not ours to choose.
    let worker = std::thread::Builder::new()
        .name("vigie".to_owned())
        .stack_size(64 << 20)
        .spawn(move || run(cli, Console::of_process()));
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        // The panic has been printed.
        _ => ExitCode::from(2),
    }
}

/// Runs the program with these arguments, the first of which is its name, and gives the exit code.
/// The streams are no terminals.
pub fn run_with(
    args: &[OsString],
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> u8 {
    match Cli::try_parse_from(args) {
        Ok(cli) => run(cli, Console::of_streams(out, err)),
        Err(error) => {
            let text = error.render().to_string();
            let written = if error.use_stderr() {
                err.write_all(text.as_bytes())
            } else {
                out.write_all(text.as_bytes())
            };
            drop(written);
            u8::try_from(error.exit_code()).unwrap_or(2)
        }
    }
}

fn run(cli: Cli, mut console: Console<'_>) -> u8 {
    let outcome = cli.command.run(&mut console);
    console.close(outcome)
}
