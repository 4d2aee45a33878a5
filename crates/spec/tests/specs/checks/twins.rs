//! Twins: a rule in KQL and one in SPL of the same name say the same of the same telemetry.
//!
//! The telemetry is that of all tests of the package for a cloud. Each test has an account or a
//! project of its own here, so that its alerts stay apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::packages::{package, run};

checks! {
    twins_say_the_same_of_the_telemetry_for_aws,
    twins_say_the_same_of_the_telemetry_for_google_cloud,
}

/// The clock of nearly all tests.
const NOW: &str = "2026-03-10T11:00:00Z";

fn twins_say_the_same_of_the_telemetry_for_aws() {
    let pairs = pairs("aws");
    assert!(pairs.len() >= 9, "{pairs:?}");
    let telemetry = telemetry("aws", &["111122223333", "-0000-4000-8000-"]);
    compare(&pairs, &telemetry);
}

fn twins_say_the_same_of_the_telemetry_for_google_cloud() {
    let pairs = pairs("gcp");
    assert_eq!(pairs, ["gcp"]);
    let telemetry = telemetry("gcp", &["larkspur-prod", "larkspur-test"]);
    compare(&pairs, &telemetry);
}

/// Rules of a cloud that are there in both languages.
fn pairs(cloud: &str) -> Vec<String> {
    let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in listing(&package("rules")) {
        let part = |part: Option<&std::ffi::OsStr>| {
            part.unwrap_or_default().to_string_lossy().into_owned()
        };
        kinds
            .entry(part(path.file_stem()))
            .or_default()
            .insert(part(path.extension()));
    }
    let both = kinds.into_iter().filter(|(name, kinds)| {
        name.starts_with(cloud) && kinds.contains("yaml") && kinds.contains("yml")
    });
    both.map(|(name, _)| name).collect()
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    paths
}

/// The records of all tests of a cloud, with what names an account or an event made different for
/// each test.
fn telemetry(cloud: &str, names: &[&str]) -> String {
    let mut text = String::new();
    let mut number = 0;
    for path in listing(&package("tests")) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !name.starts_with(cloud) || path.is_dir() {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a test is text");
        let mut within = false;
        for line in source.lines() {
            match line {
                "```ndjson" => {
                    within = true;
                    number += 1;
                }
                "```" => within = false,
                record if within => {
                    let mut record = record.to_owned();
                    for (at, name) in names.iter().enumerate() {
                        record = record.replace(name, &own(name, at, number));
                    }
                    text.push_str(&record);
                    text.push('\n');
                }
                _ => {}
            }
        }
    }
    let every = format!("tests/data/every-{cloud}-operation.ndjson");
    text.push_str(&fs::read_to_string(package(&every)).expect("the telemetry is there"));
    assert!(number > 50, "{number} tests");
    text
}

/// The name that stands for another in one test: of the same form.
fn own(name: &str, at: usize, test: usize) -> String {
    if name.bytes().all(|b| b.is_ascii_digit()) {
        format!("{:012}", 900_000_000_000_usize + test)
    } else if let Some(rest) = name.strip_prefix("-0000-") {
        format!("-{test:04}-{rest}")
    } else {
        format!("project-{at}-{test}")
    }
}

/// What an alert says, and the events behind it.
type Alerts = BTreeMap<String, BTreeSet<String>>;

/// Sequences in which SPL carries the time of an earlier step along with `streamstats`: the event
/// of that step is not among those behind the row.
const CARRIED: &[&str] = &["aws-004", "aws-user-data"];

/// Runs both twins over the telemetry; each must find something, and both the same.
fn compare(pairs: &[String], telemetry: &str) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let logs = folder.path().join("telemetry.ndjson");
    fs::write(&logs, telemetry).expect("the folder takes files");
    for pair in pairs {
        let kql = alerts(&format!("{pair}.yaml"), &logs);
        let spl = alerts(&format!("{pair}.yml"), &logs);
        assert!(kql.len() >= 20, "{pair}: {} alerts", kql.len());
        let rows = |alerts: &Alerts| alerts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(rows(&kql), rows(&spl), "{pair}");
        for (row, events) in &kql {
            let other = &spl[row];
            let same = if CARRIED.contains(&pair.as_str()) {
                !other.is_empty() && other.is_subset(events)
            } else {
                events == other
            };
            assert!(same, "{pair}: {row}\nKQL: {events:#?}\nSPL: {other:#?}");
        }
    }
}

/// The alerts of a rule: severity, entities, the row, and the records behind it.
fn alerts(rule: &str, logs: &Path) -> Alerts {
    let pack = package("rules").join(rule);
    let pack = pack.to_string_lossy();
    let words = ["hunt", "--now", NOW, "--format", "jsonl", "--pack", &pack];
    let (code, out, err) = run(&words, &[logs.to_owned()]);
    assert!(code <= 1, "{rule}: {err}");
    let mut found = Alerts::new();
    for line in out.lines() {
        let alert: Json = serde_json::from_str(line).expect("an alert is an object");
        let row = alert["row"].as_object().expect("a row").clone();
        let mut row: BTreeMap<String, Json> = row.into_iter().collect();
        // The field that is the severity for Splunk; times are texts there, without fractions.
        row.remove("severity");
        // A text that is missing is empty in KQL.
        for cell in row.values_mut().filter(|cell| cell.is_null()) {
            *cell = "".into();
        }
        for time in ["FirstSeen", "LastSeen"] {
            let text = row.get(time).and_then(Json::as_str).unwrap_or_default();
            let seconds = text.get(..19).unwrap_or_default().to_owned();
            row.insert(time.to_owned(), seconds.into());
        }
        // An event by what it is: of one that was delivered twice, either record will do.
        let name = |r: &Json| format!("{} {} {}", r["time"], r["operation"], r["event_id"]);
        let records = alert["records"].as_array().expect("records");
        let events: BTreeSet<String> = records.iter().map(name).collect();
        let entities = &alert["entities"];
        let severity = &alert["severity"];
        found.insert(format!("{severity} {entities} {row:?}"), events);
    }
    found
}
