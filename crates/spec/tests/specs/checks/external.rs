//! `externaldata` over files of this machine.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use vigie_engine::types::Value;
use vigie_engine::{Engine, Options};
use vigie_logs::LogCatalog;

/// The rows of a query over a file, each as its cells' texts.
fn rows(name: &str, text: &[u8], declared: &str, with: &str) -> Result<Vec<Vec<String>>, String> {
    let folder = TempDir::new().expect("a temporary folder");
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, text).expect("a file is writable");
    query(&format!(
        "externaldata({declared})[@'{}'] {with}",
        path.display()
    ))
}

fn query(query: &str) -> Result<Vec<Vec<String>>, String> {
    let options = vigie_logs::Options::new(1, std::env::temp_dir());
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

fn reads_cells_by_their_place() {
    let found = rows(
        "list.csv",
        b"who,n\nana,1\n\"b,o\",x\n",
        "a:string, b:long",
        "with (ignoreFirstRecord=true)",
    );
    assert_eq!(
        found,
        Ok(vec![
            vec!["ana".to_owned(), "1".to_owned()],
            vec!["b,o".to_owned(), String::new()]
        ])
    );
    let found = rows(
        "list.data",
        b"a\tb\n",
        "a:string, b:string",
        "with (format='tsv')",
    );
    assert_eq!(found, Ok(vec![vec!["a".to_owned(), "b".to_owned()]]));
}

fn reads_members_by_their_name() {
    let found = rows(
        "list.json",
        b"{\"b\":1,\"a\":{\"x\":[2]}}\n[{\"b\":2}]",
        "a:dynamic, b:long",
        "",
    );
    assert_eq!(
        found,
        Ok(vec![
            vec!["{\"x\":[2]}".to_owned(), "1".to_owned()],
            vec![String::new(), "2".to_owned()]
        ])
    );
}

fn reads_lines_of_text() {
    let found = rows("list.txt", b"one\ntwo\n", "line:string", "");
    assert_eq!(
        found,
        Ok(vec![vec!["one".to_owned()], vec!["two".to_owned()]])
    );
}

fn says_why_a_file_is_not_read() {
    let message =
        query("externaldata(a:string)['https://example.com/list.csv']").expect_err("no network");
    assert_eq!(
        message,
        "`https://example.com/list.csv` is not read: nothing is read from the network unless it is allowed"
    );
    let message = query("externaldata(a:string)['no/such/file.csv']").expect_err("no file");
    assert!(
        message.starts_with("`no/such/file.csv` is not read: "),
        "{message}"
    );
    let message = rows("a.csv", b"x", "a:string", "with (format='avro')").expect_err("no format");
    assert!(
        message.ends_with("its format `avro` is not known"),
        "{message}"
    );
}

checks! {
    reads_cells_by_their_place,
    reads_members_by_their_name,
    reads_lines_of_text,
    says_why_a_file_is_not_read,
}
