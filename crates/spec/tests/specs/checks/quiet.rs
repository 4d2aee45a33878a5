//! A replay that leaves out long stretches without alerts finds what a run at each time finds.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::random::Random;

checks! {
    stretches_hide_no_alert,
}

/// Queries whose results grow with the rows, in different ways, and some that do not.
const QUERIES: &[&str] = &[
    "AzureActivity | where OperationNameValue has 'delete'",
    "AzureActivity | summarize Count = count() by Caller | where Count >= 6",
    "AzureActivity | summarize Count = count() by Caller | where Count < 2",
    "AzureActivity | summarize Kinds = dcount(OperationNameValue) by Caller | where Kinds > 3 | project Caller",
    "AzureActivity | summarize Kinds = make_set(OperationNameValue) by Caller | where array_length(Kinds) >= 4",
    "AzureActivity | summarize Bad = countif(ActivityStatusValue == 'Failure'), All = count() by Caller | where Bad >= 3 or Caller == 'c3@x.example' and All > 4",
    "AzureActivity | summarize Bad = countif(ActivityStatusValue == 'Failure'), All = count() by Caller | where Bad * 2 > All and All > 3",
    "AzureActivity | where TimeGenerated between (ago(6h) .. ago(1h)) | summarize Count = count() by Caller | where Count > 1",
    "AzureActivity | summarize Count = count() by Caller | top 1 by Count desc | where Count > 5",
    "AzureActivity | summarize Count = count() by Caller, ActivityStatusValue | summarize Kinds = count(), Most = max(Count) by Caller | where Kinds > 1 and Most >= 3",
    "AzureActivity | where ActivityStatusValue == 'Failure' | join kind=inner (AzureActivity | where OperationNameValue has 'delete' | project Caller, Deleted = TimeGenerated) on Caller | summarize Count = count() by Caller | where Count > 1",
    "AzureActivity | where ActivityStatusValue == 'Failure' | join kind=leftanti (AzureActivity | where OperationNameValue has 'delete') on Caller",
    "union (AzureActivity | where Caller has 'c1'), (AzureActivity | where Caller has 'c2') | summarize Count = count() by Caller | where Count >= 3",
    "AzureActivity | summarize First = min(TimeGenerated), Last = max(TimeGenerated) by Caller | where Last - First > 12h",
    "AzureActivity | summarize Count = count() | where Count > 15",
    "AzureActivity | where Caller in ((AzureActivity | summarize Count = count() by Caller | where Count < 3 | project Caller))",
];

/// As many days have records.
const DAYS: usize = 5;

fn logs(random: &mut Random) -> String {
    let mut text = String::new();
    let mut minute = 0;
    while minute < DAYS * 24 * 60 {
        // A day without anything now and then, and hours with much.
        minute += match random.below(30) {
            0 => 900,
            1..8 => 200,
            _ => 9,
        } * (1 + random.below(3));
        let (day, hour) = (1 + minute / 1_440, minute / 60 % 24);
        let (caller, kind) = (random.below(6), random.below(5));
        let kind = ["write", "delete", "start/action", "read", "move/action"][kind];
        let status = random.pick(&["Success", "Success", "Start", "Failure"]);
        if day <= DAYS {
            writeln!(
                text,
                "{{\"time\":\"2026-04-{day:02}T{hour:02}:{:02}:00Z\",\"category\":\"Administrative\",\"operationName\":\"Microsoft.Compute/disks/{kind}\",\"resultType\":\"{status}\",\"correlationId\":\"{minute}\",\"identity\":{{\"claims\":{{\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn\":\"c{caller}@x.example\"}}}}}}",
                minute % 60,
            )
            .expect("a string takes all");
        }
    }
    text
}

fn rules(folder: &Path) {
    for (number, query) in QUERIES.iter().enumerate() {
        let rule = format!(
            "id: 00000000-0000-4000-8000-{number:012}\nname: Rule {number}\nkind: Scheduled\nseverity: Low\nqueryFrequency: 1h\nqueryPeriod: 1d\ntriggerOperator: gt\ntriggerThreshold: 0\ntactics: []\nrelevantTechniques: []\nquery: |\n  {query}\n"
        );
        fs::write(folder.join(format!("{number}.yaml")), rule).expect("a file");
    }
}

fn hunt(logs: &Path, pack: &Path, more: &[&str]) -> String {
    let words = ["vigie", "hunt", "--format", "jsonl", "--pack"].iter();
    let args: Vec<OsString> = words
        .map(OsString::from)
        .chain([pack.into(), logs.into()])
        .chain(more.iter().map(OsString::from))
        .collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = vigie_cli::run_with(&args, &mut out, &mut err);
    assert!(code < 2, "{}", String::from_utf8_lossy(&err));
    String::from_utf8(out).expect("alerts are text")
}

fn stretches_hide_no_alert() {
    let folder = TempDir::new().expect("a folder");
    let pack = folder.path().join("rules");
    fs::create_dir(&pack).expect("a folder");
    rules(&pack);
    let path = folder.path().join("logs.json");
    fs::write(&path, logs(&mut Random(24))).expect("a file");
    let told = hunt(&path, &pack, &[]);
    let silent = (0..QUERIES.len()).filter(|n| !told.contains(&format!("\"Rule {n}\"")));
    assert_eq!(silent.collect::<Vec<_>>(), [0; 0], "each finds something");
    let every = hunt(&path, &pack, &["--exhaustive"]);
    let mut lines = told.lines().zip(every.lines());
    if let Some((a, b)) = lines.find(|(a, b)| a != b) {
        panic!("{a}\n{b}");
    }
    assert_eq!(told.lines().count(), every.lines().count());
}
