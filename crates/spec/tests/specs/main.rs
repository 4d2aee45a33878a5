//! Runs every file under `specs/`, and the examples of every registry.
//! `UPDATE=1` writes what came out.

mod checks;
mod markdown;
mod registries;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let args = Arguments::from_args();
    let mut trials = checks::trials();
    trials.extend(registries::trials());
    let updating = std::env::var_os("UPDATE").is_some() && !args.list;
    trials.extend(markdown::trials(|name| {
        updating && !args.is_filtered_out(&Trial::test(name, || Ok(())))
    }));
    libtest_mimic::run(&args, trials).exit_code()
}
