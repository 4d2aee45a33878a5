//! What no spec can say: tests in Rust, of the crates whose own test binary would link DataFusion
//! and of the specs' format.
//!
//! A file here holds functions without arguments that panic when something is wrong, and names them
//! in one `checks!`. What can be said as data is a spec, an example or a case instead.

use libtest_mimic::{Failed, Trial};

/// Names the checks of a file.
macro_rules! checks {
    ($($check:ident,)*) => {
        pub(super) const CHECKS: &[super::Check] = &[$((stringify!($check), $check)),*];
    };
}

mod addresses;
mod check_values;
mod conversions;
mod external;
mod json_path;
mod kusto_names;
mod log_files;
mod log_json;
mod log_pushdown;
mod log_records;
mod packages;
mod parquet_pushdown;
mod places;
mod queries;
mod quiet;
mod random;
mod record_members;
mod reference;
mod report;
mod search_limits;
mod spec_format;
mod store;
mod twins;

/// A check and its name.
type Check = (&'static str, fn());

const FILES: &[(&str, &[Check])] = &[
    ("addresses", addresses::CHECKS),
    ("check_values", check_values::CHECKS),
    ("conversions", conversions::CHECKS),
    ("external", external::CHECKS),
    ("json_path", json_path::CHECKS),
    ("kusto_names", kusto_names::CHECKS),
    ("log_files", log_files::CHECKS),
    ("log_json", log_json::CHECKS),
    ("log_pushdown", log_pushdown::CHECKS),
    ("log_records", log_records::CHECKS),
    ("packages", packages::CHECKS),
    ("parquet_pushdown", parquet_pushdown::CHECKS),
    ("places", places::CHECKS),
    ("queries", queries::CHECKS),
    ("quiet", quiet::CHECKS),
    ("record_members", record_members::CHECKS),
    ("reference", reference::CHECKS),
    ("report", report::CHECKS),
    ("search_limits", search_limits::CHECKS),
    ("spec_format", spec_format::CHECKS),
    ("store", store::CHECKS),
    ("twins", twins::CHECKS),
];

pub(crate) fn trials() -> Vec<Trial> {
    let all = FILES
        .iter()
        .flat_map(|(file, checks)| checks.iter().map(move |check| (file, check)));
    let trial = |(file, (name, check)): (&&str, &Check)| {
        let check = *check;
        let run = move || -> Result<(), Failed> {
            check();
            Ok(())
        };
        Trial::test(format!("{file}::{name}"), run)
    };
    all.map(trial).collect()
}
