//! Splunk's search processing language: tree, parser, printer, macros and event types.

pub mod ast;
pub mod eventtypes;
pub mod macros;
mod parser;
mod printer;
#[cfg(test)]
mod tests;

pub use parser::{parse, parse_expr, parse_term};
pub use printer::{print, print_expr, print_term};
