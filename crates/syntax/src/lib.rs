//! Text to tree and tree to text, for each language that vigie reads.
//!
//! Nothing here does I/O, knows a table or a type, or fails: a parser returns `(tree, diagnostics)`.

pub mod diagnostic;
pub mod escape;
pub mod glob;
pub mod kql;
pub mod render;
pub mod span;
pub mod spl;
pub mod yaml;

pub use diagnostic::{Diagnostic, Help, Label, Severity};
pub use span::Span;
