//! Texts: their case, their terms, and how they are searched.

pub mod case;
pub mod columns;
pub mod json;
pub mod missing;
pub mod range;
pub mod regex;
pub mod search;
