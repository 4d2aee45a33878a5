//! What stands in a Parquet file, by its schema.

use std::path::Path;

use super::inventory::What;

pub(super) fn inspect_file(_: &Path, _: &str) -> What {
    What::Refused("Parquet".to_owned())
}

pub(super) fn inspect_bytes(_: Vec<u8>, _: &str) -> What {
    What::Refused("Parquet".to_owned())
}
