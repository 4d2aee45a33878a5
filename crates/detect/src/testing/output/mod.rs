//! Results of tests as text, one file a format.

mod json;
mod junit;
mod text;

pub use json::write as json;
pub use junit::write as junit;
pub use text::write as text;
