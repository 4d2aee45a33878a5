//! Queries made of random operators over tiny tables, always the same ones: whatever they say,
//! parsing, binding and running them ends, nothing panics, and both ways to run give the same rows.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use vigie_detect::pool::{Ended, run_all};
use vigie_engine::memory::{MemoryCatalog, MemoryTable};
use vigie_engine::types::{Column, Json, Type, Value};
use vigie_engine::{Engine, Options};

use super::random::Random;

/// How many queries are tried: some seconds without optimization.
const TRIES: usize = 800;
/// How long one may take, on a machine that does much else.
const LIMIT: Duration = Duration::from_mins(1);

const SOURCES: &[&str] = &[
    "T",
    "U",
    "(T | where n > 0)",
    "print n = 1, s = \"x\", d = dynamic([1, {\"a\": 2}])",
    "range n from 1 to 5 step 1",
    "datatable(n:long, s:string)[1, \"a\", long(null), \"\"]",
    "union withsource=w T, U",
    "search \"a\"",
    "find where n == 1",
    "let V = view () { T | take 1 }; union V, T",
    "let f = (x:long) { x + 1 }; T | extend n = f(n)",
];

const OPERATORS: &[&str] = &[
    "where n > 1",
    "where s has \"a\" or n in (1, 2)",
    "where * has \"a\"",
    "where t between (datetime(2020-01-01) .. 1d)",
    "extend m = n * 2 - 1, q = n / 0",
    "extend d = parse_json(s), k = d.a[0]",
    "extend n = toint(n), s = strcat(s, n)",
    "project n, s",
    "project-away s",
    "project-rename z = n",
    "project-reorder *, n",
    "summarize",
    "summarize by s, bin(t, 1d)",
    "summarize take_any(*), hll(s), make_bag(d), stdev(n), countif(b)",
    "project-keep n",
    "project-by-names \"n*\"",
    "assert-schema (n:long)",
    "extend e = case(b, n, 0), f = iff(n > 1, s, \"z\"), g = format_datetime(t, \"yyyy\")",
    "extend e = series_stats_dynamic(range(1, n, 1)), f = split(s, \" \"), g = d[0]",
    "serialize r = row_rank_dense(n), w = row_window_session(t, 1d, 1h), p = next(s, 1, \"\")",
    "summarize c = count(), sum(n), make_list(s), arg_max(n, *) by s",
    "summarize percentiles(n, 50, 90), dcount(s), avg(n) by bin(n, 2)",
    "sort by n desc, s asc",
    "sort by n asc | serialize p = prev(n), r = row_number(), c = row_cumsum(n)",
    "top 2 by n",
    "take 2",
    "count",
    "distinct s, n",
    "join kind=inner (U) on n",
    "join kind=leftanti U on s",
    "join kind=fullouter (T | take 1) on n, s",
    "lookup U on n",
    "union U",
    "union kind=inner withsource=w T",
    "mv-expand d",
    "mv-expand with_itemindex=i d to typeof(long)",
    "mv-apply e = d to typeof(long) on (top 1 by e)",
    "make-series c = count() default=0 on n from 0 to 6 step 1 by s",
    "make-series sum(n) on t from datetime(2020-01-01) to datetime(2020-01-04) step 1d",
    "parse s with \"a\" x:long *",
    "parse-kv s as (a:long) with (pair_delimiter=\" \", kv_delimiter=\"=\")",
    "scan declare (a:long = 0) with (step p: true => a = n + p.a;)",
    "top-nested 2 of s with others=\"o\" by sum(n), top-nested 1 of n by count()",
    "top-hitters 2 of s by n",
    "partition hint.strategy=native by s (top 1 by n)",
    "partition by n { print k = toscalar(n) }",
    "reduce by s",
    "sample 2",
    "sample-distinct 2 of s",
    "getschema",
    "evaluate bag_unpack(d)",
    "make-graph n --> n with U on n",
    "make-graph s --> s with_node_id=id",
    "graph-match (a)-[e*1..3]->(b) project x = e, y = a",
    "graph-mark-components",
    "graph-to-table nodes",
    "fork (count) (take 1)",
    "facet by s with (take 1)",
    "as A | union A",
    "invoke f(1)",
    "consume",
    "render timechart",
];

const PIECES: &[&str] = &[
    "n",
    "s",
    "d",
    "t",
    "b",
    "x",
    "1",
    "-1",
    "0",
    "1d",
    "\"a\"",
    "long(null)",
    "dynamic(null)",
    "toscalar(T | take 1)",
    "now()",
    "rand()",
    "(",
    ")",
    ",",
    "|",
    "*",
    "by",
    "==",
    "+",
    "9223372036854775807",
    "real(nan)",
    "datetime(2020-01-02)",
];

fn tables() -> MemoryCatalog {
    let columns = || {
        vec![
            Column::new("n", Type::Long),
            Column::new("s", Type::String),
            Column::new("d", Type::Dynamic),
            Column::new("t", Type::Datetime),
            Column::new("b", Type::Bool),
        ]
    };
    let day = 864_000_000_000;
    let first = 637_134_336_000_000_000;
    let row = |n: i64, s: &str, d: Json| {
        vec![
            if n == 0 { Value::Null } else { Value::Long(n) },
            Value::string(s),
            Value::json(d),
            Value::Datetime(first + n * day),
            Value::Bool(n % 2 == 0),
        ]
    };
    let rows = [
        row(1, "a", serde_json::json!([1, 2])),
        row(2, "b a=1", serde_json::json!({"a": [3]})),
        row(0, "", Json::Null),
        row(5_000, "a", serde_json::json!("x")),
    ];
    let mut catalog = MemoryCatalog::default();
    for (name, rows) in [("T", &rows[..]), ("U", &rows[1..3]), ("E", &[])] {
        let table = MemoryTable::new(name, columns(), rows).expect("rows of their columns");
        catalog.insert(Arc::new(table));
    }
    catalog
}

fn query(random: &mut Random) -> String {
    let mut text = random.pick(SOURCES).to_owned();
    for _ in 0..random.below(4) {
        text.push_str(" | ");
        text.push_str(random.pick(OPERATORS));
    }
    // Half of the queries are changed at a word or two.
    for _ in 0..random.below(4).saturating_sub(1) {
        let words: Vec<&str> = text.split(' ').collect();
        let at = random.below(words.len());
        let piece = random.pick(PIECES);
        text = [&words[..at], &[piece], &words[at + 1..]]
            .concat()
            .join(" ");
    }
    text
}

/// One that runs queries as everybody's, and one that runs them as written, row by row.
static ENGINES: LazyLock<[Engine; 2]> = LazyLock::new(|| {
    [true, false].map(|optimize| {
        let options = Options {
            optimize,
            batch_size: if optimize { 8192 } else { 1 },
            ..Options::at(637_135_200_000_000_000)
        };
        Engine::new(Arc::new(tables()), options)
    })
});

#[expect(
    clippy::disallowed_methods,
    reason = "a test may be asked for more queries"
)]
fn run_without_panic() {
    // `QUERIES=20000 SEED=7` tries more of them, and others.
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let tries = number("QUERIES").unwrap_or(TRIES);
    let mut random = Random(number("SEED").map_or(0x5eed_1578, |seed| seed as u64));
    let queries: Vec<String> = (0..tries).map(|_| query(&mut random)).collect();
    let ended = run_all(queries.clone(), LIMIT, |text: &String| {
        let [optimized, plain] = &*ENGINES;
        // The order in which a join gives its rows depends on the plan.
        let ordered = !text.contains(" join ") && !text.contains(" lookup ");
        let rows = |engine: &Engine| {
            let rows = engine.query(text)?.rows();
            let shown = if ordered {
                format!("{rows:?}")
            } else {
                String::new()
            };
            Ok::<_, Vec<vigie_syntax::Diagnostic>>((rows.len(), shown))
        };
        (rows(optimized), rows(plain))
    });
    let mut ran = 0;
    for (text, ended) in queries.iter().zip(ended) {
        let (optimized, plain) = match ended {
            Ended::Done(results) => results,
            other => panic!("{text}\n{other:?}"),
        };
        let broken = |d: &vigie_syntax::Diagnostic| d.code == "internal";
        for result in [&optimized, &plain] {
            if let Err(diagnostics) = result {
                assert!(!diagnostics.iter().any(broken), "{text}\n{diagnostics:?}");
            }
        }
        assert_eq!(
            optimized.is_ok(),
            plain.is_ok(),
            "{text}\n{optimized:?}\n{plain:?}"
        );
        if let (Ok(a), Ok(b)) = (optimized, plain) {
            assert_eq!(a, b, "{text}");
            ran += 1;
        }
    }
    assert!(ran > tries / 4, "only {ran} of {tries} queries ran");
}

/// Queries beyond the bounds are errors.
fn bounds_are_errors() {
    let chain = |piece: &str, n: usize| piece.repeat(n);
    let texts = [
        format!("print {}1{}", chain("(", 10_000), chain(")", 10_000)),
        format!("print {}1", chain("1 + ", 50_000)),
        format!("print 1{}", chain(" | where 1 == 1", 50_000)),
        format!(
            "print x = {}true{}",
            chain("not(", 10_000),
            chain(")", 10_000)
        ),
        format!(
            "print dynamic({}1{})",
            chain("[", 100_000),
            chain("]", 100_000)
        ),
        format!("print {}", chain("a.", 200_000)),
        chain("let a = 1; ", 100_000),
        chain("x", 1 << 20),
        chain("\"", (1 << 20) + 1),
        chain("|", 1 << 20),
        chain("(", 1 << 20),
        chain("-", 1 << 20),
        (0..40)
            .map(|i| match i {
                0 => "let a0 = print x = 1; ".to_owned(),
                _ => format!("let a{i} = union a{0}, a{0}; ", i - 1),
            })
            .collect::<String>()
            + "a39",
    ];
    let ended = run_all(texts.to_vec(), LIMIT, |text: &String| {
        ENGINES[0].query(text).is_err()
    });
    for (text, ended) in texts.iter().zip(ended) {
        let start: String = text.chars().take(60).collect();
        assert_eq!(ended, Ended::Done(true), "{start}");
    }
}

checks! {
    run_without_panic,
    bounds_are_errors,
}
