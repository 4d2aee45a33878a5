//! The Kusto Query Language: tree, parser and printer.

pub mod ast;
mod lexer;
mod parsed;
mod parser;
mod printer;
#[cfg(test)]
mod tests;
mod walk;
mod words;

pub use parsed::Parsed;
pub use parser::{OPERATORS, parse};
pub use printer::{is_plain_name, print, print_expr};
pub use walk::Visitor;
