//! Limits of searches that take too many rows for a spec, which runs row by row.

use std::sync::Arc;

use vigie_engine::memory::MemoryCatalog;
use vigie_engine::types::{Value, datetime};
use vigie_engine::{Engine, Options};
use vigie_languages::spl::{Logs, lower};
use vigie_spec::engine::{NOW, Plan, first_cell_of_search};
use vigie_syntax::spl::macros::Macros;

checks! {
    sort_keeps_ten_thousand_rows,
    sort_keeps_all_rows_when_told,
    append_takes_fifty_thousand_rows,
    join_takes_fifty_thousand_rows,
    a_subsearch_among_terms_gives_ten_thousand_values,
}

fn kept(search: &str) -> Value {
    first_cell_of_search(search, Plan::Optimized).expect("the search runs")
}

fn sort_keeps_ten_thousand_rows() {
    let rows = kept("| makeresults count=10001 | sort _time | stats count");
    assert_eq!(rows.to_text(), "10000");
}

fn sort_keeps_all_rows_when_told() {
    let rows = kept("| makeresults count=10001 | sort 0 _time | stats count");
    assert_eq!(rows.to_text(), "10001");
}

/// The first cell of a search, and what is told beside its rows.
fn limited(search: &str) -> (String, Vec<String>) {
    let now = datetime::parse(NOW).expect("the constant is a time");
    let engine = Engine::new(Arc::new(MemoryCatalog::default()), Options::at(now));
    let answer = engine.query(lower(search, &Macros::default(), &Logs::default()));
    let answer = answer.expect("the search runs");
    let cell = answer.rows().swap_remove(0).swap_remove(0).to_text();
    let told = answer.warnings.into_iter().map(|w| w.message).collect();
    (cell, told)
}

fn told(command: &str, most: usize) -> String {
    format!(
        "the subsearch of `{command}` gives more than {most} rows: as Splunk does, those behind them are left out"
    )
}

fn append_takes_fifty_thousand_rows() {
    let search = |rows: usize| {
        limited(&format!(
            "| makeresults | append [| makeresults count={rows}] | stats count"
        ))
    };
    assert_eq!(search(50_000), ("50001".to_owned(), Vec::new()));
    assert_eq!(
        search(50_003),
        ("50001".to_owned(), vec![told("append", 50_000)])
    );
}

fn join_takes_fifty_thousand_rows() {
    let search = |rows: usize| {
        limited(&format!(
            "| makeresults | eval k=1 | join max=0 k [| makeresults count={rows} | eval k=1] | stats count"
        ))
    };
    assert_eq!(search(50_000), ("50000".to_owned(), Vec::new()));
    assert_eq!(
        search(50_001),
        ("50000".to_owned(), vec![told("join", 50_000)])
    );
}

fn a_subsearch_among_terms_gives_ten_thousand_values() {
    let search = "| makeresults count=10003 | streamstats count as n \
                  | search [| makeresults count=10002 | streamstats count as n | table n] \
                  | stats count";
    assert_eq!(
        limited(search),
        ("10000".to_owned(), vec![told("search", 10_000)])
    );
}
