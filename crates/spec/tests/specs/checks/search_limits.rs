//! Limits of searches that take too many rows for a spec, which runs row by row.

use vigie_engine::types::Value;
use vigie_spec::engine::{Plan, first_cell_of_search};

checks! {
    sort_keeps_ten_thousand_rows,
    sort_keeps_all_rows_when_told,
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
