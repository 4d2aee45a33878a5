//! The `vigie` program.

use std::process::ExitCode;

/// Rows are built on several threads out of many small texts: the system's allocator spends a fifth
/// of a hunt on them, and its threads wait for one another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    vigie_cli::main()
}
