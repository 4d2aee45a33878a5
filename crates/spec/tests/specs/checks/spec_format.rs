//! Tests of the spec format itself.

use std::thread;
use std::time::Duration;

use serde_json::json;
use vigie_detect::pool::{Ended, run_all};
use vigie_spec::conformance::{Answer, canonical, judge};
use vigie_spec::format::{Outcome, parse, update};
use vigie_spec::table::{Table, datetime_cell, real_cell, string_cell};

checks! {
    sections_share_inputs,
    updates_in_place_or_inserts,
    says_what_is_wrong_with_a_file,
    settings_are_inherited,
    a_table_reads_what_it_writes,
    a_cell_cannot_be_mistaken,
    cells_have_one_form,
    names_count_for_engines_only,
    no_job_holds_up_another,
}

const FILE: &str = "\
# group

`T`:

```csv
a:long
1
```

## one

```kql
T
```

```table
old
```

## two

```kql
U
```
";

fn outcome(kind: &'static str, text: &str) -> Outcome {
    Outcome {
        kind,
        options: "",
        text: text.to_owned(),
    }
}

fn sections_share_inputs() {
    let cases = parse(FILE).expect("the file is well formed");
    let names: Vec<&str> = cases.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["group / one", "group / two"]);
    assert_eq!(cases[1].inputs[0].name, "T");
    assert_eq!(cases[0].query.line(), 12);
}

fn updates_in_place_or_inserts() {
    let cases = parse(FILE).expect("the file is well formed");
    let same = vec![(&cases[0], vec![outcome("table", "new\n")])];
    assert_eq!(update(FILE, &same), FILE.replace("old\n", "new\n"));

    let other = vec![
        (&cases[0], vec![outcome("error", "e\n")]),
        (&cases[1], vec![outcome("table", "t\n")]),
    ];
    let new = update(FILE, &other);
    let replaced = FILE.replace("```table\nold\n", "```error\ne\n");
    assert_eq!(new, replaced + "\n```table\nt\n```\n");
    let again = parse(&new).expect("what is written can be read");
    let outcomes = [outcome("error", "e\n"), outcome("table", "t\n")];
    let same: Vec<_> = again.iter().zip(outcomes.map(|o| vec![o])).collect();
    assert_eq!(update(&new, &same), new);
}

fn says_what_is_wrong_with_a_file() {
    let wrong = |source: &str| {
        parse(source)
            .expect_err("the file is malformed")
            .to_string()
    };
    assert_eq!(
        wrong("```kql\nT\n```\n"),
        "1: a query stands under a heading"
    );
    assert_eq!(wrong("# a\n```kql\nT\n"), "2: this block is never closed");
    assert_eq!(
        wrong("# a\n```kql\n```\n## b\n"),
        "4: a section with a query cannot have subsections"
    );
    assert_eq!(
        wrong("# a\n```table\n```\n"),
        "2: what must come out stands after the query"
    );
    assert_eq!(
        wrong("# a\n```kql\n```\n```tabel\n```\n"),
        "4: `tabel` is no kind of outcome: expected converted, error, ledger, table, warning"
    );
    assert_eq!(
        wrong("# a\n`T`:\n```xml\n```\n"),
        "3: `xml` is no kind of input"
    );
    assert_eq!(
        wrong("# a\n```toml\nnow = 1\n```\n"),
        "3: expected a value in double quotes"
    );
    assert_eq!(
        wrong("# a\n```toml\nthen = \"\"\n```\n"),
        "3: `then` is no setting"
    );
    assert_eq!(
        wrong("# a\nDiffers: so\n```kql\n```\n"),
        "2: only from an oracle's answer can ours differ"
    );
}

fn settings_are_inherited() {
    let file = "\
# a

```toml
now = \"2024-05-01T00:00:00Z\"
oracle = \"kusto-docs\"
```

## b

```toml
now = \"2025-05-01T00:00:00Z\"
```

Differs: not yet.

```kql
T
```

```table
1
```
";
    let cases = parse(file).expect("the file is well formed");
    assert_eq!(
        cases[0].settings.now.as_deref(),
        Some("2025-05-01T00:00:00Z")
    );
    assert_eq!(cases[0].settings.oracle.as_deref(), Some("kusto-docs"));
    assert_eq!(cases[0].differs.as_deref(), Some("not yet."));
}

fn a_table_reads_what_it_writes() {
    let table = Table {
        head: vec!["a:string".to_owned(), "d:dynamic".to_owned()],
        rows: vec![
            vec![string_cell("x | y"), r#"{"k":"a | \"b"}"#.to_owned()],
            vec![string_cell("5\" disk"), "null".to_owned()],
            vec![string_cell(""), "[]".to_owned()],
        ],
    };
    let text = table.write();
    assert_eq!(
        text,
        "\
a:string | d:dynamic
\"x | y\"  | {\"k\":\"a | \\\"b\"}
5\" disk  | null
\"\"       | []
"
    );
    assert_eq!(Table::parse(&text), table);
}

fn a_cell_cannot_be_mistaken() {
    for bare in [
        "ana@x.io",
        "a\"b",
        "10.0.0.1",
        "vm-1",
        "Microsoft.Compute/write",
        "1.2.3",
    ] {
        assert_eq!(string_cell(bare), bare);
    }
    for text in [
        "",
        " a",
        "a|b",
        "null",
        "true",
        "12",
        "1e5",
        "NaN",
        "[x",
        "2024-05-01",
        "10:00:00",
        "\"",
        "a\n",
    ] {
        assert!(string_cell(text).starts_with('"'), "{text}");
    }
    assert_eq!(real_cell(2.0), "2.0");
    assert_eq!(real_cell(0.1), "0.1");
    assert_eq!(
        datetime_cell("2024-05-01T10:00:00.0000000Z"),
        "2024-05-01T10:00:00Z"
    );
    assert_eq!(
        datetime_cell("2024-05-01T10:00:00.1200000Z"),
        "2024-05-01T10:00:00.12Z"
    );
}

fn cells_have_one_form() {
    let same = |a, b| assert!(canonical(&a).same(&canonical(&b)), "{a} and {b}");
    same(json!(true), json!("1"));
    same(json!(""), json!(null));
    same(json!("NaN"), json!("nan"));
    same(json!(0.1), json!("0.10000001"));
    same(
        json!("2024-01-31T13:05:00.0000000Z"),
        json!("1/31/2024, 1:05:00 PM"),
    );
    same(json!("1.02:03:04.5"), json!("26:03:04.5000000"));
    same(json!({"a": 1, "b": [2]}), json!("{\"b\": [2.0], \"a\": 1}"));
    same(json!("a  b"), json!(" a b "));
}

fn names_count_for_engines_only() {
    let case = |suite: &str| {
        let json = json!({
            "id": "x", "suite": suite, "query": "T", "columns": ["a"], "types": ["Int64"], "rows": [[1], [2]],
        });
        vigie_spec::conformance::Case::from_json(&json).expect("a case")
    };
    let answer = |name: &str, ty: &str, rows: Vec<Vec<serde_json::Value>>| Answer {
        columns: vec![(name.to_owned(), ty.to_owned())],
        rows,
    };
    let both = vec![vec![json!(2)], vec![json!(1)]];
    let kind = |suite: &str, answer: &Answer| judge(&case(suite), answer).map(|w| w.kind);
    assert_eq!(kind("", &answer("b", "int", both.clone())), None);
    assert_eq!(
        kind("engine-docs", &answer("b", "long", both.clone())),
        Some("names")
    );
    assert_eq!(
        kind("engine-docs", &answer("a", "int", both.clone())),
        Some("types")
    );
    assert_eq!(kind("engine-docs", &answer("a", "long", both)), None);
    assert_eq!(
        kind("", &answer("a", "long", vec![vec![json!(1)]])),
        Some("row count")
    );
}

fn no_job_holds_up_another() {
    let ended = run_all(
        (0..40).collect(),
        Duration::from_millis(200),
        |n: &i32| match n % 20 {
            3 => std::panic::panic_any("three"),
            7 => {
                thread::sleep(Duration::from_secs(5));
                0
            }
            _ => n * 2,
        },
    );
    for (n, end) in (0..).zip(ended) {
        match n % 20 {
            3 => assert!(matches!(end, Ended::Panicked(message) if message.starts_with("three"))),
            7 => assert_eq!(end, Ended::TimedOut),
            _ => assert_eq!(end, Ended::Done(n * 2)),
        }
    }
}
