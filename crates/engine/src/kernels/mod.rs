//! Operators over whole tables, one file each.

pub(crate) mod backwards;
pub(crate) mod beside;
pub(crate) mod correlate;
pub(crate) mod graph;
pub(crate) mod hitters;
pub(crate) mod locate;
pub(crate) mod lookup;
pub(crate) mod make_series;
pub(crate) mod mv_expand;
pub(crate) mod per;
pub(crate) mod random;
pub(crate) mod reduce;
pub(crate) mod sample;
pub(crate) mod scan;
pub(crate) mod timeline;
pub(crate) mod window;
