//! Files as they are found: which there are, what they are packed in, and their text as a stream.

mod guard;
mod kind;
mod partition;
mod text;
mod unpack;
mod walk;

pub(crate) use partition::period;
pub use text::Utf8;
pub use unpack::{Flow, Metered, Source, visit};
pub use walk::{Entry, walk};
