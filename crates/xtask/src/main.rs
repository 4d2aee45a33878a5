//! The chores of this repository: `cargo xtask gen` writes what is written from other files.
//!
//! `cargo test -p xtask` checks that it was done, and the house rules. Needs only `std`, so that
//! it answers in a second where building the engine takes minutes, and runs when the engine does
//! not compile.

#[cfg(test)]
mod house;
mod registry;
#[cfg(test)]
mod tree;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask gen [--check]

gen          writes the registries from the folders that they list
gen --check  writes nothing; fails when a registry is not current
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["gen"] => write_generated(),
        ["gen", "--check"] => check_generated(),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // A closed standard error leaves nowhere to say so.
            let _ = io::stderr().write_all(message.as_bytes());
            ExitCode::from(2)
        }
    }
}

/// A file that is written from other files.
struct Generated {
    path: PathBuf,
    text: String,
}

impl Generated {
    fn is_current(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|text| text == self.text)
    }
}

/// Each generated file and what it should say.
fn generated() -> Result<Vec<Generated>, String> {
    registry::generated(&root())
}

fn write_generated() -> Result<(), String> {
    for file in generated()? {
        // An unchanged file keeps its time stamp, so that nothing is compiled again.
        if !file.is_current() {
            fs::write(&file.path, &file.text)
                .map_err(|e| format!("{}: {e}\n", file.path.display()))?;
        }
    }
    Ok(())
}

fn check_generated() -> Result<(), String> {
    let stale: String = generated()?
        .iter()
        .filter(|file| !file.is_current())
        .map(|file| format!("{}: run `cargo xtask gen`\n", file.path.display()))
        .collect();
    if stale.is_empty() { Ok(()) } else { Err(stale) }
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("this crate lies two folders below the root")
        .to_owned()
}
