//! `iplocation` over a database of addresses in which one half of all addresses is somewhere.

use vigie_engine::types::{Value, datetime};
use vigie_engine::{Engine, Options};
use vigie_languages::spl::{Logs, lower};
use vigie_spec::engine::NOW;
use vigie_syntax::spl::macros::Macros;

use super::places::{database, map, named};

checks! {
    an_address_has_its_place,
    what_is_no_database_is_said,
    no_other_file_is_opened,
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
    let city = map(&[("city", named("Paris")), ("country", named("France"))]);
    std::fs::write(&file, database(&city)).expect("the file is written");
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
