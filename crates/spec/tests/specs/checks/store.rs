//! An imported store holds what the logs hold, and is not written twice.

use std::ffi::OsString;
use std::path::Path;

use tempfile::TempDir;

checks! {
    holds_what_the_logs_hold,
    is_written_once,
}

/// The logs that come with the package, in each shape in which the table is exported.
fn demo() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../packs/T1578/demo"
    ))
}

/// The exit code of a command, and what it wrote.
fn vigie(args: &[&str]) -> (u8, String) {
    let args: Vec<OsString> = ["vigie"].iter().chain(args).map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = vigie_cli::run_with(&args, &mut out, &mut err);
    let both = [out, err].concat();
    (code, String::from_utf8_lossy(&both).into_owned())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the folder has a name of text")
}

fn holds_what_the_logs_hold() {
    let folder = TempDir::new().expect("a folder");
    let store = folder.path().join("store");
    let (code, said) = vigie(&["import", text(demo()), "-o", text(&store)]);
    assert_eq!(code, 0, "{said}");
    let queries = [
        "AzureActivity | sort by TimeGenerated asc, EventDataId asc, CorrelationId asc, \
         OperationNameValue asc, ActivityStatusValue asc, Properties asc",
        "AzureActivity | where TimeGenerated between (datetime(2026-03-06 10:00) .. 3h) \
         | summarize count(), dcount(Caller) by OperationNameValue | sort by OperationNameValue asc",
        "AzureActivity | where OperationNameValue =~ 'Microsoft.Compute/disks/delete' \
         | summarize count(), min(TimeGenerated), max(TimeGenerated)",
    ];
    for query in queries {
        let of = |path: &Path| vigie(&["query", "--format", "jsonl", query, text(path)]);
        let (logs, stored) = (of(demo()), of(&store));
        assert_eq!(logs.0, 0, "{}", logs.1);
        assert!(
            logs.1.lines().count() > 0,
            "the query finds something: {query}"
        );
        assert_eq!(logs, stored, "{query}");
    }
}

fn is_written_once() {
    let folder = TempDir::new().expect("a folder");
    let store = folder.path().join("store");
    let import = || vigie(&["import", text(demo()), "-o", text(&store)]);
    assert_eq!(import().0, 0);
    let (code, said) = import();
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("is there already"), "{said}");
}
