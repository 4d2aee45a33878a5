//! Texts: their case, their terms, and how they are searched.

pub mod bytes;
pub mod case;
pub mod columns;
pub mod hash;
pub mod ip;
pub mod json;
pub mod json_compact;
pub mod missing;
pub mod range;
pub mod regex;
pub mod search;
pub mod url;
pub mod user_agent;
pub mod xml;
