//! Operators over whole tables, one file each.

pub(crate) mod per;
