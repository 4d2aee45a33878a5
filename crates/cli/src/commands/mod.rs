//! The commands, one file each. A file has `Args`, what the command line may say, and `run`, which
//! does it: results to `console.out()`, messages through `console.say`.

mod check;
mod convert;
mod coverage;
mod functions;
mod hunt;
mod import;
mod query;
mod tables;
mod test;
mod why;

use clap::Subcommand;

use crate::console::{Console, Done};
use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Hunt(hunt::Args),
    Check(check::Args),
    Query(query::Args),
    Test(test::Args),
    Why(why::Args),
    Coverage(coverage::Args),
    Import(import::Args),
    Convert(convert::Args),
    Tables(tables::Args),
    Functions(functions::Args),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console<'_>) -> Result<Done, Failure> {
        match self {
            Self::Hunt(args) => hunt::run(args, console),
            Self::Check(args) => check::run(args, console),
            Self::Query(args) => query::run(args, console),
            Self::Test(args) => test::run(args, console),
            Self::Why(args) => why::run(args, console),
            Self::Coverage(args) => coverage::run(args, console),
            Self::Import(args) => import::run(args, console),
            Self::Convert(args) => convert::run(args, console),
            Self::Tables(args) => tables::run(args, console),
            Self::Functions(args) => functions::run(args, console),
        }
    }
}
