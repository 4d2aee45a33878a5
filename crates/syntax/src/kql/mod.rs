//! The Kusto Query Language: tree, parser and printer.

pub mod ast;
