//! What the packages of this repository promise, where it takes more than one of their own tests.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use serde_json::Value as Json;

checks! {
    hunting_queries_run,
    the_corrected_rule_covers_the_operations_of_the_technique,
    the_published_rule_does_what_its_tests_say,
}

/// A path of the package for T1578.
pub(super) fn package(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../packs/T1578")
        .join(path)
}

/// The exit code of a command, and both its streams.
pub(super) fn run(words: &[&str], paths: &[PathBuf]) -> (u8, String, String) {
    let mut args: Vec<OsString> = vec!["vigie".into()];
    args.extend(words.iter().map(OsString::from));
    args.extend(paths.iter().map(OsString::from));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = vigie_cli::run_with(&args, &mut out, &mut err);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (code, text(out), text(err))
}

fn hunting_queries_run() {
    let folder = package("hunting");
    let queries = fs::read_dir(&folder).expect("the folder is there").count();
    assert!(queries >= 8, "{queries} hunting queries");
    let pack = folder.to_string_lossy().into_owned();
    let words = ["hunt", "--once", "--format", "jsonl", "--pack", &pack];
    let (code, _, err) = run(&words, &[package("demo/cli/activity-log-2026-03-08.json")]);
    assert_eq!(code, 0, "{err}");
}

fn the_corrected_rule_covers_the_operations_of_the_technique() {
    let rule = package("rules/azure.yaml").to_string_lossy().into_owned();
    let words = [
        "hunt",
        "--once",
        "--now",
        "2026-03-11T00:00:00Z",
        "--format",
        "jsonl",
        "--pack",
        &rule,
    ];
    let (code, out, err) = run(&words, &[package("tests/data/every-operation.ndjson")]);
    assert_eq!(code, 0, "{err}");
    let operations: u64 = out
        .lines()
        .filter_map(|line| serde_json::from_str::<Json>(line).ok())
        .filter_map(|alert| alert["row"]["Operations"].as_u64())
        .sum();
    assert!(operations >= 90, "{operations} operations");
}

fn the_published_rule_does_what_its_tests_say() {
    let (code, out, err) = run(&["test"], &[package("tests/azure-as-published.md")]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(!out.contains("that no test reaches"), "{out}");
}
