//! Reading JSON text without building a tree: records are large and a query wants little of each.
//!
//! Every function checks the grammar of all that it passes over, so that what one query accepts as
//! a record every other query accepts too, whatever columns it asks for.

mod compact;
mod find;
mod members;
mod part;
mod skip;
mod text;

pub use compact::{compact, indented};
pub use find::{Found, Keys, Paths};
pub use members::{Elements, Members};
pub use part::part;
pub use skip::{Fault, skip, space};
pub use text::{quote, unescape};

/// Whether a value says nothing: `null`, `""`, `{}`. The exports use them as one.
pub fn is_absent(value: &[u8]) -> bool {
    match value {
        [] | b"null" | b"\"\"" | b"{}" => true,
        [b'{', inner @ .., b'}'] => inner.iter().all(u8::is_ascii_whitespace),
        _ => false,
    }
}
