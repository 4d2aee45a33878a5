//! What the scan does with the conditions above it never changes a result: random conditions over
//! random records, planned with and without pushing them down.

use std::fs;
use std::sync::Arc;

use tempfile::TempDir;
use vigie_engine::catalog::Catalog;
use vigie_engine::types::Value;
use vigie_engine::{Engine, Options as QueryOptions};
use vigie_logs::{LogCatalog, Mode, Options};

use super::random::Random;

checks! {
    conditions_change_no_result,
    those_of_many_rules_change_no_result,
    passed_records_are_counted,
    the_last_of_several_times_counts,
    escapes_and_other_letters_are_read,
}

impl Random {
    /// A name in some case, some of it escaped or with a letter that only looks like ASCII.
    fn spelled(&mut self, name: &str) -> String {
        let style = self.below(8);
        name.chars()
            .map(|c| match (style, self.below(4)) {
                (0, _) => c.to_uppercase().to_string(),
                (1, _) => c.to_lowercase().to_string(),
                (2, 0) => format!("\\u{:04x}", u32::from(c)),
                (3, _) if c == '/' => "\\/".to_owned(),
                (4, _) if c == 'k' => "\u{212a}".to_owned(),
                (4, _) if c == 's' => "\u{17f}".to_owned(),
                (5, 0) => "é".to_owned(),
                _ => c.to_string(),
            })
            .collect()
    }
}

const PROVIDERS: &[&str] = &[
    "Microsoft.Compute",
    "Microsoft.Network",
    "Microsoft.Sql",
    "Ask",
];
const TYPES: &[&str] = &["disks", "snapshots", "virtualMachines", "tasks"];
const STATUSES: &[&str] = &["Start", "Success", "Failure", "Succeeded", "Kelvin"];

pub(super) fn record(random: &mut Random) -> String {
    let (provider, kind) = (random.pick(PROVIDERS), random.pick(TYPES));
    let provider = random.spelled(provider);
    let kind = random.spelled(kind);
    let (minute, level) = (random.below(60), random.below(12));
    let time = random
        .pick(&["time", "time", "time", "Time", "\\u0074ime"])
        .to_owned();
    let status = random.pick(STATUSES);
    let status = random.spelled(status);
    let properties = match random.below(3) {
        0 => format!("{{\"statusCode\":\"OK\",\"message\":\"{provider}/{kind}\"}}"),
        1 => format!(
            "\"{{\\\"message\\\":\\\"{}\\\"}}\"",
            kind.replace('\\', "\\\\")
        ),
        _ => "{\"time\":\"2001-01-01T00:00:00Z\"}".to_owned(),
    };
    let operation = format!("\"operationName\":\"{provider}\\/{kind}/write\"");
    let when = format!("\"{time}\":\"2025-01-01T00:{minute:02}:00Z\"");
    let (first, second) = if random.below(2) == 0 {
        (when, operation)
    } else {
        (operation, when)
    };
    format!(
        "{{{first},\"category\":\"Administrative\",\"level\":\"{level}\",\"resultType\":\"{status}\",\"resourceId\":\"/subscriptions/1/resourceGroups/{kind}/providers/{provider}/{kind}/x\",{second},\"properties\":{properties}}}\n"
    )
}

pub(super) fn condition(random: &mut Random) -> String {
    let column = random.pick(&[
        "OperationNameValue",
        "ResourceProviderValue",
        "ResourceGroup",
        "ActivityStatusValue",
        "_ResourceId",
        "CategoryValue",
        "Type",
        "Properties",
        "tostring(Properties_d.message)",
    ]);
    let texts = [
        PROVIDERS,
        TYPES,
        STATUSES,
        &["write", "Administrative", "AzureActivity", "icro", "OK", ""],
    ];
    let mut text = || {
        let list = texts[random.below(texts.len())];
        let text = random.pick(list);
        match random.below(3) {
            0 => text.to_uppercase(),
            1 => text.to_lowercase(),
            _ => text.to_owned(),
        }
    };
    let (one, two) = (text(), text());
    let minute = random.below(60);
    match random.below(12) {
        0 => format!("{column} =~ '{one}'"),
        1 => format!("{column} == '{one}'"),
        2 => format!("{column} has '{one}'"),
        3 => format!("{column} contains '{one}'"),
        4 => format!("{column} startswith '{one}'"),
        5 => format!("{column} has_any ('{one}', '{two}')"),
        6 => format!("{column} in~ ('{one}', '{two}')"),
        7 => format!("({column} has '{one}' or Type == '{two}')"),
        8 => format!("{column} !has '{one}'"),
        9 => format!("not({column} =~ '{one}')"),
        10 => format!("TimeGenerated >= datetime(2025-01-01 00:{minute:02})"),
        _ => format!("TimeGenerated < datetime(2025-01-01 00:{minute:02})"),
    }
}

pub(super) fn run(catalog: &Arc<LogCatalog>, query: &str, optimize: bool) -> Vec<Vec<Value>> {
    let tables = Arc::clone(catalog) as Arc<dyn Catalog>;
    let options = QueryOptions {
        optimize,
        ..QueryOptions::at(0)
    };
    let engine = Engine::new(tables, options);
    match engine.query(query) {
        Ok(answer) => answer.rows(),
        Err(e) => panic!("{query}: {e:?}"),
    }
}

pub(super) fn open(text: &str, mode: Mode) -> (Arc<LogCatalog>, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.jsonl");
    fs::write(&path, text).expect("a file");
    let mut options = Options::new(2, folder.path().to_owned());
    options.mode = mode;
    let catalog = LogCatalog::open(&[path.display().to_string()], options).expect("a log");
    (Arc::new(catalog), folder)
}

fn conditions_change_no_result() {
    let mut random = Random(2025);
    let text: String = (0..400).map(|_| record(&mut random)).collect();
    let (mut some, mut passed) = (0, 0);
    for mode in [Mode::Sentinel, Mode::Verbatim] {
        let (whole, _folder) = open(&text, mode);
        for _ in 0..60 {
            let (catalog, _folder) = open(&text, mode);
            let (a, b) = (condition(&mut random), condition(&mut random));
            let query = format!(
                "AzureActivity | where {a} | where {b} | project TimeGenerated, OperationNameValue, ActivityStatusValue"
            );
            let pushed = run(&catalog, &query, true);
            assert_eq!(pushed, run(&whole, &query, false), "{query}");
            some += usize::from(!pushed.is_empty());
            passed += catalog.ledger().files[0].counts.passed;
        }
    }
    assert!(some > 25, "{some}");
    assert!(passed > 2_000, "{passed}");
}

fn those_of_many_rules_change_no_result() {
    let mut random = Random(1578);
    let text: String = (0..400).map(|_| record(&mut random)).collect();
    let (whole, _folder) = open(&text, Mode::Sentinel);
    let mut some = 0;
    for _ in 0..12 {
        let rules: Vec<String> = (0..4 + random.below(90))
            .map(|_| {
                let count = 1 + random.below(3);
                let asked = (0..count).map(|_| condition(&mut random));
                let asked = asked.collect::<Vec<_>>().join(" and ");
                // A rule asks for little, or nothing would be turned away.
                format!("({asked} and Level == '{}')", random.below(3))
            })
            .collect();
        let query = format!(
            "AzureActivity | where {} | project TimeGenerated, OperationNameValue, ActivityStatusValue",
            rules.join(" or ")
        );
        let (catalog, _folder) = open(&text, Mode::Sentinel);
        let pushed = run(&catalog, &query, true);
        assert_eq!(pushed, run(&whole, &query, false), "{query}");
        some += usize::from(!pushed.is_empty() && pushed.len() < 400);
    }
    assert!(some > 5, "{some}");
}

fn passed_records_are_counted() {
    let line = |n: usize, provider: &str| {
        format!(
            "{{\"time\":\"2025-01-01T00:{n:02}:00Z\",\"category\":\"Administrative\",\"operationName\":\"{provider}/write\",\"resourceId\":\"/subscriptions/1/providers/{provider}\"}}\n"
        )
    };
    let mut text: String = (0..50).map(|n| line(n, "Other")).collect();
    text.push_str(&line(50, "Wanted"));
    text.push_str("{\"time\":\"2025-01-01T00:51:00Z\",\"broken\":\n");
    let (catalog, _folder) = open(&text, Mode::Sentinel);
    let query = "AzureActivity | where ResourceProviderValue =~ 'wanted' | count";
    assert_eq!(run(&catalog, query, true), [[Value::Long(1)]]);
    let ledger = catalog.ledger();
    let counts = &ledger.files[0].counts;
    assert_eq!(
        (counts.records, counts.passed, counts.rows, counts.rejected),
        (52, 50, 1, 1)
    );
    assert_eq!(
        ledger.first.as_deref(),
        Some("2025-01-01T00:00:00.0000000Z")
    );
    assert_eq!(ledger.tables.iter().map(|t| t.rows).sum::<u64>(), 51);
    // A query that reads every record makes the account exact.
    run(&catalog, "AzureActivity | count", true);
    let counts = catalog.ledger().files[0].counts.clone();
    assert_eq!(
        (counts.records, counts.passed, counts.rows, counts.rejected),
        (52, 0, 51, 1)
    );
}

fn the_last_of_several_times_counts() {
    let text = "{\"time\":\"2020-01-01T00:00:00Z\",\"category\":\"Administrative\",\"operationName\":\"A/b\",\"time\":\"2025-01-01T00:00:00Z\"}\n";
    let (catalog, _folder) = open(text, Mode::Sentinel);
    let query = "AzureActivity | where TimeGenerated > datetime(2024-01-01) | count";
    assert_eq!(run(&catalog, query, true), [[Value::Long(1)]]);
}

fn escapes_and_other_letters_are_read() {
    for (text, condition) in [
        (r#"{"a":"\u0057anted"}"#, "a =~ 'wanted'"),
        (r#"{"a":"tas\u212a"}"#, "a has 'task'"),
        ("{\"a\":\"tas\u{212a}\"}", "a has 'task'"),
        (r#"{"a":1e2,"b":"x"}"#, "tostring(a) has '100'"),
        (r#"{"a":{"k":"wan\u0074ed"}}"#, "tostring(a) has 'wanted'"),
    ] {
        let (catalog, _folder) = open(text, Mode::Sentinel);
        let query = format!("a | where {condition} | count");
        assert_eq!(
            run(&catalog, &query, true),
            run(&catalog, &query, false),
            "{query}"
        );
    }
}
