//! `iplocation` over a database of addresses, which is made here: one half of all addresses is
//! somewhere.

use vigie_engine::types::{Value, datetime};
use vigie_engine::{Engine, Options};
use vigie_languages::spl::{Logs, lower};
use vigie_spec::engine::NOW;
use vigie_syntax::spl::macros::Macros;

checks! {
    an_address_has_its_place,
    what_is_no_database_is_said,
    no_other_file_is_opened,
}

/// A text as MaxMind's format has it: its kind and length, then its bytes.
fn text(out: &mut Vec<u8>, text: &str) {
    out.push(0b0100_0000 | text.len() as u8);
    out.extend_from_slice(text.as_bytes());
}

fn map(out: &mut Vec<u8>, members: u8) {
    out.push(0b1110_0000 | members);
}

/// A number of 16 or 32 bits.
fn number(out: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    out.push(kind << 5 | bytes.len() as u8);
    out.extend_from_slice(bytes);
}

/// A tree of one node: addresses that begin with a 0 bit are in Paris, others nowhere.
fn database() -> Vec<u8> {
    // With one node, 1 means "nowhere", and 17 is the first byte of the data.
    let mut out = vec![0, 0, 17, 0, 0, 1];
    out.extend_from_slice(&[0; 16]);
    map(&mut out, 2);
    for (part, name) in [("city", "Paris"), ("country", "France")] {
        text(&mut out, part);
        map(&mut out, 1);
        text(&mut out, "names");
        map(&mut out, 1);
        text(&mut out, "en");
        text(&mut out, name);
    }
    out.extend_from_slice(b"\xab\xcd\xefMaxMind.com");
    map(&mut out, 9);
    text(&mut out, "node_count");
    number(&mut out, 6, &[1]);
    text(&mut out, "record_size");
    number(&mut out, 5, &[24]);
    text(&mut out, "ip_version");
    number(&mut out, 5, &[4]);
    text(&mut out, "database_type");
    text(&mut out, "Test-City");
    text(&mut out, "languages");
    // Kinds above 7 have a byte of their own: an array is 11.
    out.extend_from_slice(&[0b0000_0001, 4]);
    text(&mut out, "en");
    text(&mut out, "binary_format_major_version");
    number(&mut out, 5, &[2]);
    text(&mut out, "binary_format_minor_version");
    number(&mut out, 5, &[]);
    text(&mut out, "build_epoch");
    out.extend_from_slice(&[0b0000_0001, 2, 1]);
    text(&mut out, "description");
    map(&mut out, 0);
    out
}

fn answer(file: &std::path::Path, search: &str) -> Result<Vec<Vec<String>>, String> {
    let logs = Logs {
        addresses: Some(file.display().to_string()),
        ..Logs::default()
    };
    let now = datetime::parse(NOW).expect("the constant is a time");
    let catalog = vigie_engine::memory::MemoryCatalog::default();
    let options = Options {
        addresses: logs.addresses.clone(),
        ..Options::at(now)
    };
    let engine = Engine::new(std::sync::Arc::new(catalog), options);
    let answer = engine.query(lower(search, &Macros::default(), &logs));
    let answer = answer.map_err(|problems| problems[0].message.clone())?;
    let rows = answer.rows();
    let cells = |row: &Vec<Value>| row.iter().map(Value::to_text).collect();
    Ok(rows.iter().map(cells).collect())
}

fn an_address_has_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("places.mmdb");
    std::fs::write(&file, database()).expect("the file is written");
    let search = r#"| makeresults | eval ip="10.0.0.1", other="200.1.1.1" | iplocation ip | iplocation prefix=o_ other | table City, Country, Region, o_City"#;
    let rows = answer(&file, search).expect("the search runs");
    assert_eq!(rows, [["Paris", "France", "", ""]]);
}

fn what_is_no_database_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let problem = answer(
        folder.path(),
        r#"| makeresults | eval ip="1.1.1.1" | iplocation ip"#,
    );
    let problem = problem.expect_err("a folder is no database");
    assert!(problem.contains("is no database of addresses"), "{problem}");
}

fn no_other_file_is_opened() {
    let now = datetime::parse(NOW).expect("the constant is a time");
    for file in [
        "'other.mmdb'",
        "strcat('other', '.mmdb')",
        "strcat('x', tostring(now()))",
    ] {
        let catalog = vigie_engine::memory::MemoryCatalog::default();
        let options = Options {
            addresses: Some("given.mmdb".to_owned()),
            ..Options::at(now)
        };
        let engine = Engine::new(std::sync::Arc::new(catalog), options);
        let query = format!("print __spl_iplocation('1.1.1.1', 'City', {file})");
        let problems = engine
            .query(query.as_str())
            .expect_err("the file is not given");
        assert_eq!(problems[0].code, "file-not-given", "{query}");
    }
}
