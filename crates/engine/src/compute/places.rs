//! Where addresses are: a database in MaxMind's format, held in memory.

use std::fs;
use std::net::IpAddr;
use std::path::Path;

use maxminddb::Reader;
use serde_json::{Map, Value as Json};

use crate::catalog::Places;

/// Bytes of a database.
const MOST: u64 = 1 << 30;

/// What is told of an address, and where the database has it.
const PARTS: &[(&str, &str)] = &[
    ("country", "/country/names/en"),
    ("state", "/subdivisions/0/names/en"),
    ("city", "/city/names/en"),
    ("latitude", "/location/latitude"),
    ("longitude", "/location/longitude"),
];

/// A database of addresses.
#[derive(Debug)]
pub struct Database(Reader<Vec<u8>>);

impl Database {
    /// Opens a database; what is no plain file, or too large for one, is none.
    ///
    /// # Errors
    /// A sentence that says why the file cannot be read.
    pub fn open(path: &Path) -> Result<Self, String> {
        let fault = |e: &dyn std::fmt::Display| {
            format!("`{}` is no database of addresses: {e}", path.display())
        };
        let about = fs::metadata(path).map_err(|e| fault(&e))?;
        if !about.is_file() || about.len() > MOST {
            return Err(fault(&"it is no file of at most 1 GiB"));
        }
        Reader::open_readfile(path).map(Self).map_err(|e| fault(&e))
    }
}

impl Places for Database {
    fn of(&self, address: IpAddr) -> Option<Json> {
        let record: Json = self.0.lookup(address).ok()?.decode().ok()??;
        let told = PARTS.iter().filter_map(|(name, at)| {
            let value = record.pointer(at).filter(|value| !value.is_null())?;
            Some(((*name).to_owned(), value.clone()))
        });
        let bag: Map<String, Json> = told.collect();
        (!bag.is_empty()).then_some(Json::Object(bag))
    }
}
