//! The Kusto Query Language: tree, parser and printer.

pub mod ast;
mod lexer;
mod parser;
mod printer;
mod spans;
#[cfg(test)]
mod tests;
mod words;

pub use parser::parse;
pub use printer::{print, print_expr};
