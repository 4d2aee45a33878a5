//! Hostile queries: they end in a sentence, never in an overflow of the stack.
//!
//! Tests run in threads with a stack of 2 MiB, a quarter of what a program begins with.

use super::super::{parse, print};
use super::{shown, tree};

/// The first thing said of `open` written many times; and what was built is dropped.
#[track_caller]
fn first(open: &str) -> String {
    let text = open.repeat(50_000);
    let (query, diagnostics) = parse(&text);
    drop(query);
    diagnostics[0].message.clone()
}

#[test]
fn nesting_is_bounded() {
    let deep = "more than 128 levels of nesting";
    for open in [
        "(",
        "f(",
        "a[",
        "a in (",
        "a between (",
        "T | join (",
        "T | fork (",
        "let f = () { ",
        "iff(a, b, ",
        "facet by a with ",
        "mv-apply x on (",
        "T | where a in (",
        "a + (",
    ] {
        assert_eq!(first(open), deep, "of {open}");
    }
    let (_, diagnostics) = parse(&format!("print dynamic({}", "[{\"a\":".repeat(50_000)));
    assert_eq!(diagnostics[0].message, deep);
}

#[test]
fn chains_are_bounded() {
    let high = "a chain or nesting of more than 500 expressions";
    for link in ["a.", "a + ", "f().", "a * ", "1 - "] {
        assert_eq!(first(link), high, "of {link}");
    }
    let (_, diagnostics) = parse(&format!("a{}", "[0]".repeat(50_000)));
    assert_eq!(diagnostics[0].message, high);
    // Each of these alone is within the bounds, but not one above the other.
    let (_, diagnostics) = parse(&format!(
        "{}a{}",
        "(".repeat(100),
        " + a + a + a + a + a + a)".repeat(100)
    ));
    assert_eq!(diagnostics[0].message, high);
}

#[test]
fn what_is_wide_is_not_deep() {
    let terms = vec!["a == \"x\""; 5_000];
    for operator in [" or ", " and "] {
        let query = tree(&format!("T | where {}", terms.join(operator)));
        assert_eq!(shown(tree(&print(&query))), shown(query));
    }
    tree(&format!(
        "T | where {}",
        vec!["a and b or c"; 2_000].join(" and ")
    ));
    tree(&format!("print f({})", vec!["a + b"; 5_000].join(", ")));
    tree(&format!("T{}", " | where a + b == c".repeat(5_000)));
    tree(&"let a = 1 + 1; ".repeat(5_000));
    tree(&format!("datatable (a:long) [{}]", "1, ".repeat(5_000)));
}

#[test]
fn nesting_within_the_bound_is_taken() {
    for (open, close) in [
        ("(", ")"),
        ("f(", ")"),
        ("T | join (", ") on a"),
        ("iff(a == 1, b + ", ", c)"),
    ] {
        let query = tree(&format!("{}T{}", open.repeat(60), close.repeat(60)));
        assert_eq!(shown(tree(&print(&query))), shown(query), "of {open}");
    }
}

#[test]
fn length_and_errors_are_bounded() {
    let (_, diagnostics) = parse(&" ".repeat(2_000_001));
    assert_eq!(
        diagnostics[0].message,
        "the query has 2000001 bytes, more than 2000000"
    );
    let (_, diagnostics) = parse(&"T | foo ".repeat(1_000));
    assert_eq!(diagnostics.len(), 50);
}
