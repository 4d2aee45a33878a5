//! The HTML report: a page of a few hundred lines, of which these are the promises.

use std::ffi::OsString;
use std::fs;

use tempfile::TempDir;

checks! {
    lets_nothing_of_the_logs_act,
}

const LOG: &str = r#"{"TimeGenerated":"2024-05-01T10:10:00Z","Caller":"<script>alert(1)</script>","Target":"\"><img src=x onerror=alert(2)>"}
{"TimeGenerated":"2024-05-01T10:20:00Z","Caller":"o'brien & co","Target":"vm-2"}
"#;

const RULE: &str = r#"
id: 7d2f0c1e-0000-4000-8000-000000000003
name: Deletion of {{Target}}
description: "<b>bold</b>"
severity: High
queryFrequency: 1h
queryPeriod: 1h
query: Deletions | project Caller, Target
entityMappings:
  - entityType: Account
    fieldMappings:
      - identifier: FullName
        columnName: Caller
alertDetailsOverride:
  alertDisplayNameFormat: "{{Caller}} deleted {{Target}}"
"#;

fn lets_nothing_of_the_logs_act() {
    let folder = TempDir::new().expect("a folder");
    let log = folder.path().join("Deletions.ndjson");
    let rule = folder.path().join("rule.yaml");
    fs::write(&log, LOG).expect("a log is written");
    fs::write(&rule, RULE).expect("a rule is written");
    let mut args: Vec<OsString> = ["vigie", "hunt", "--format", "html", "--pack"]
        .map(OsString::from)
        .to_vec();
    args.push(rule.into());
    args.push(log.into());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = vigie_cli::run_with(&args, &mut out, &mut err);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&err));
    let page = String::from_utf8(out).expect("the page is UTF-8");
    for harm in ["<script", "<img", "<b>bold", "onerror=alert(2)>"] {
        assert!(!page.contains(harm), "{harm}");
    }
    for shown in [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "o&#39;brien &amp; co",
        "default-src 'none'",
        "<svg",
        "2 alerts",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
}
