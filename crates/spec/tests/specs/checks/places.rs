//! Where addresses are, by a database beside the watchlists.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use vigie_engine::types::Value;
use vigie_engine::{Engine, Options};
use vigie_logs::LogCatalog;

checks! {
    an_address_is_looked_up,
    without_a_database_no_address_is_asked_for,
    a_broken_database_is_told,
}

/// A text, map or number of the format: control byte, then what it holds.
fn text(text: &str) -> Vec<u8> {
    [&[0x40 | text.len() as u8], text.as_bytes()].concat()
}

pub(super) fn map(pairs: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let cells = pairs
        .iter()
        .flat_map(|(key, value)| [text(key), value.clone()]);
    [vec![0xE0 | pairs.len() as u8], cells.flatten().collect()].concat()
}

fn list(items: &[Vec<u8>]) -> Vec<u8> {
    [vec![items.len() as u8, 4], items.concat()].concat()
}

fn double(x: f64) -> Vec<u8> {
    [&[0x68][..], &x.to_be_bytes()].concat()
}

/// Names in English.
pub(super) fn named(name: &str) -> Vec<u8> {
    map(&[("names", map(&[("en", text(name))]))])
}

/// A database of one node: addresses below 128.0.0.0 are in this city, others are not known.
pub(super) fn database(city: &[u8]) -> Vec<u8> {
    let about = map(&[
        ("binary_format_major_version", vec![0xA1, 2]),
        ("binary_format_minor_version", vec![0xA0]),
        ("build_epoch", vec![0x01, 2, 1]),
        ("database_type", text("City")),
        ("description", map(&[])),
        ("ip_version", vec![0xA1, 4]),
        ("languages", list(&[])),
        ("node_count", vec![0xC1, 1]),
        ("record_size", vec![0xA1, 24]),
    ]);
    // To the left the data, which begins 16 bytes behind the one node; to the right nothing.
    let tree = [0, 0, 1 + 16, 0, 0, 1];
    [
        &tree[..],
        &[0; 16],
        city,
        b"\xAB\xCD\xEFMaxMind.com",
        &about,
    ]
    .concat()
}

fn brest() -> Vec<u8> {
    map(&[
        ("country", named("France")),
        ("subdivisions", list(&[named("Brittany")])),
        ("city", named("Brest")),
        (
            "location",
            map(&[("latitude", double(48.4)), ("longitude", double(-4.5))]),
        ),
    ])
}

fn ask(folder: &Path, query: &str) -> Result<Vec<Vec<String>>, String> {
    let mut options = vigie_logs::Options::new(1, std::env::temp_dir());
    options.watchlists = Some(folder.to_owned());
    let catalog = LogCatalog::open(&[], options).expect("no files are needed");
    let engine = Engine::new(Arc::new(catalog), Options::at(0));
    match engine.query(query) {
        Ok(answer) => Ok(answer
            .rows()
            .into_iter()
            .map(|row| row.iter().map(Value::to_text).collect())
            .collect()),
        Err(diagnostics) => Err(diagnostics[0].message.clone()),
    }
}

const ADDRESSES: &str = "datatable(n:int, ip:string)[1, '8.8.8.8', 2, '203.0.113.9', 3, 'x', 4, '']
    | where isnotempty(ip)
    | extend city = tostring(geo_info_from_ip_address(ip).city), all = geo_info_from_ip_address(strcat(ip, ''))";

fn an_address_is_looked_up() {
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("city.mmdb"), database(&brest())).expect("a file is writable");
    let place = r#"{"country":"France","state":"Brittany","city":"Brest","latitude":48.4,"longitude":-4.5}"#;
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    assert_eq!(
        ask(folder.path(), ADDRESSES),
        Ok(vec![
            row(["1", "8.8.8.8", "Brest", place]),
            row(["2", "203.0.113.9", "", ""]),
            row(["3", "x", "", ""]),
        ])
    );
    let constant = "print tostring(geo_info_from_ip_address('1.2.3.4').country)";
    assert_eq!(
        ask(folder.path(), constant),
        Ok(vec![vec!["France".to_owned()]])
    );
    let filter = "datatable(ip:string)['8.8.8.8', '203.0.113.9']
        | where geo_info_from_ip_address(ip).country == 'France' | count";
    assert_eq!(ask(folder.path(), filter), Ok(vec![vec!["1".to_owned()]]));
}

fn without_a_database_no_address_is_asked_for() {
    let folder = TempDir::new().expect("a temporary folder");
    let nothing = format!("{ADDRESSES} | count");
    let nothing = nothing.replace("isnotempty(ip)", "n > 9");
    assert_eq!(ask(folder.path(), &nothing), Ok(vec![vec!["0".to_owned()]]));
    let message = ask(folder.path(), ADDRESSES).expect_err("there is no database");
    assert!(message.contains("no database of addresses"), "{message}");
}

fn a_broken_database_is_told() {
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("city.mmdb"), b"none").expect("a file is writable");
    let message = ask(folder.path(), ADDRESSES).expect_err("the database is broken");
    assert!(message.contains("is no database of addresses"), "{message}");
}
