//! Where addresses are: a database in MaxMind's format, beside the watchlists.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maxminddb::Reader;
use maxminddb::geoip2::City;
use serde_json::{Map, Value as Json};
use vigie_engine::catalog::Places;

/// A database that is held in memory.
#[derive(Debug)]
struct Database(Reader<Vec<u8>>);

/// What opening gives: a database, none, or why there is none.
pub(super) type Opened = Result<Option<Arc<dyn Places>>, String>;

/// The first `.mmdb` file of a folder, by name; `None` when there is none.
///
/// # Errors
/// A sentence that says why the file cannot be read.
pub(super) fn open(folder: &Path) -> Opened {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(None);
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_database = |path: &PathBuf| path.extension().is_some_and(|e| e == "mmdb");
    let Some(path) = paths.filter(is_database).min() else {
        return Ok(None);
    };
    let reader = Reader::open_readfile(&path)
        .map_err(|e| format!("`{}` is no database of addresses: {e}", path.display()))?;
    Ok(Some(Arc::new(Database(reader))))
}

impl Places for Database {
    fn of(&self, address: IpAddr) -> Option<Json> {
        let city: City<'_> = self.0.lookup(address).ok()?.decode().ok()??;
        let mut bag = Map::new();
        let mut put = |key: &str, value: Option<Json>| {
            if let Some(value) = value {
                bag.insert(key.to_owned(), value);
            }
        };
        put("country", city.country.names.english.map(Json::from));
        let state = city.subdivisions.first();
        put(
            "state",
            state.and_then(|state| state.names.english).map(Json::from),
        );
        put("city", city.city.names.english.map(Json::from));
        put("latitude", city.location.latitude.map(Json::from));
        put("longitude", city.location.longitude.map(Json::from));
        (!bag.is_empty()).then_some(Json::Object(bag))
    }
}
