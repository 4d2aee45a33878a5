//! What the reader of Parquet passes over never changes a result: random conditions over files of
//! many layouts, planned with and without pushing them down.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::Arc;

use tempfile::TempDir;
use vigie_engine::catalog::Catalog;
use vigie_engine::members::Members;
use vigie_engine::parquet::{self, Layout};
use vigie_engine::types::Value;
use vigie_engine::{Engine, Options as QueryOptions};
use vigie_logs::{Counts, LogCatalog, Mode, Options, RECORD_NUMBER};

use super::log_pushdown::{condition, open, record, run};
use super::random::Random;

checks! {
    conditions_change_no_result,
    records_keep_their_numbers,
    one_name_of_many_is_found,
}

/// What the rows of a file are made of: some are of another table, some have no time, some columns
/// hold nothing.
const QUERIES: &[&str] = &[
    "AzureActivity",
    "AzureActivity | extend Type = iff(Level == '3', 'Other', 'AzureActivity')",
    "AzureActivity | extend TimeGenerated = iff(Level == '5', datetime(null), TimeGenerated)",
    "AzureActivity | extend CategoryValue = iff(Level == '4', '', 'Administrative') | project-away Type",
    "AzureActivity | sort by OperationNameValue asc",
];

fn engine(catalog: &Arc<LogCatalog>) -> Engine {
    let tables = Arc::clone(catalog) as Arc<dyn Catalog>;
    Engine::new(tables, QueryOptions::at(0))
}

/// A file with the rows of a query.
fn write(logs: &Arc<LogCatalog>, query: &str, layout: &Layout<'_>) -> TempDir {
    let answer = engine(logs).query(query).expect("the query runs");
    let folder = TempDir::new().expect("a folder");
    let mut out = File::create(folder.path().join("a.parquet")).expect("a file");
    parquet::write_sorted(&answer.columns, &answer.batches, layout, &mut out).expect("rows");
    folder
}

fn read(folder: &TempDir) -> Arc<LogCatalog> {
    let options = Options::new(2, folder.path().to_owned());
    let paths = [folder.path().display().to_string()];
    Arc::new(LogCatalog::open(&paths, options).expect("a file of logs"))
}

fn files(random: &mut Random) -> Vec<TempDir> {
    let text: String = (0..400).map(|_| record(random)).collect();
    let (logs, _folder) = open(&text, Mode::Sentinel);
    let by = ["OperationNameValue"];
    let layouts = [(400, 400, &by[..]), (150, 16, &by[..]), (90, 7, &[][..])];
    let mut files = Vec::new();
    for query in QUERIES {
        for (group, page, by) in layouts {
            let layout = Layout {
                group,
                page,
                ..Layout::new(by, "TimeGenerated")
            };
            files.push(write(&logs, query, &layout));
        }
    }
    files
}

fn conditions_change_no_result() {
    let mut random = Random(59);
    let (mut some, mut passed) = (0, 0);
    for folder in files(&mut random) {
        let whole = read(&folder);
        for _ in 0..12 {
            let catalog = read(&folder);
            let (a, b) = (condition(&mut random), condition(&mut random));
            let both = random.pick(&["and", "or", "| where"]);
            let query = format!(
                "AzureActivity | where {a} {both} {b} | project TimeGenerated, OperationNameValue, ActivityStatusValue, Caller, _ResourceId, Properties"
            );
            let pushed = run(&catalog, &query, true);
            assert_eq!(pushed, run(&whole, &query, false), "{query}");
            some += usize::from(!pushed.is_empty());
            let [own, all] = [&catalog, &whole].map(|c| c.ledger().files[0].counts.clone());
            // Conditions that nothing can meet are not even asked.
            if own.records == 0 {
                continue;
            }
            assert_eq!(own.rows + own.passed, all.rows, "{query}");
            let told = |c: &Counts| (c.records, c.rejected, c.other, c.first, c.last);
            assert_eq!(told(&own), told(&all), "{query}");
            passed += own.passed;
        }
    }
    assert!(some > 60, "{some}");
    assert!(passed > 100, "{passed}");
}

fn records_keep_their_numbers() {
    let mut random = Random(60);
    for folder in files(&mut random) {
        let catalog = read(&folder);
        let engine = engine(&catalog);
        let table = catalog.table("AzureActivity").expect("the table is there");
        let numbers = |query: &str| -> BTreeMap<String, String> {
            let (needs, _) = engine.needs(query).expect("the query is understood");
            let columns = [
                "TimeGenerated",
                "OperationNameValue",
                "_ResourceId",
                "Properties",
            ];
            let frame = engine.gather(&table, &needs, &columns, &Members::default());
            let frame = frame.expect("rows");
            let row = |row: usize| {
                let cell = |column: &str| format!("{:?}", frame.value(row, column));
                let number = match frame.value(row, RECORD_NUMBER) {
                    Some(Value::String(number)) => number,
                    other => panic!("{other:?} is no number"),
                };
                (number, columns.map(cell).join(" "))
            };
            (0..frame.len()).map(row).collect()
        };
        let all = numbers("AzureActivity");
        for _ in 0..4 {
            let query = format!("AzureActivity | where {}", condition(&mut random));
            for (number, row) in numbers(&query) {
                assert_eq!(all.get(&number), Some(&row), "{query}: record {number}");
            }
        }
    }
}

fn one_name_of_many_is_found() {
    let mut random = Random(61);
    let text: String = (0..400).map(|_| record(&mut random)).collect();
    let (logs, _folder) = open(&text, Mode::Sentinel);
    let query = "AzureActivity | serialize | extend CorrelationId = strcat('c', row_number())";
    let layout = Layout {
        group: 100,
        page: 20,
        ..Layout::new(&["OperationNameValue"], "TimeGenerated")
    };
    let folder = write(&logs, query, &layout);
    let whole = read(&folder);
    for (condition, found, least) in [
        ("CorrelationId == 'c17'", 1, 250),
        ("CorrelationId in ('c17', 'c399')", 2, 150),
        ("CorrelationId in ('c17', 'C18', '')", 1, 0),
        ("CorrelationId in ('no', 'none')", 0, 350),
        ("CorrelationId in~ ('C17', 'none')", 1, 0),
        ("CorrelationId !in ('c17', 'none')", 399, 0),
        ("not(CorrelationId in ('c17'))", 399, 0),
        ("(CorrelationId in ('c17') or Level == '1')", 0, 0),
    ] {
        let catalog = read(&folder);
        let query =
            format!("AzureActivity | where {condition} | project CorrelationId, Properties");
        let pushed = run(&catalog, &query, true);
        assert_eq!(pushed, run(&whole, &query, false), "{query}");
        assert!(
            found == 0 || pushed.len() == found,
            "{query}: {}",
            pushed.len()
        );
        let counts = catalog.ledger().files[0].counts.clone();
        assert!(counts.passed >= least, "{query}: {} passed", counts.passed);
        assert_eq!(counts.records, 400, "{query}");
    }
}
