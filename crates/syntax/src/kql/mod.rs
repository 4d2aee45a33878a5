//! The Kusto Query Language: tree, parser and printer.

pub mod ast;
mod lexer;
mod parser;
mod words;

pub use parser::parse;
