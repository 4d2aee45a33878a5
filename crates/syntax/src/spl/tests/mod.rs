//! What the parser makes of searches, seen through the printer; hostile input.

use super::{parse, print};

/// The text as the printer gives it back; it must read back as the same text.
fn printed(text: &str) -> String {
    let (search, diagnostics) = parse(text);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    let once = print(&search);
    let (again, diagnostics) = parse(&once);
    assert!(diagnostics.is_empty(), "{once}: {diagnostics:?}");
    assert_eq!(print(&again), once, "{text}");
    once
}

fn errors(text: &str) -> Vec<String> {
    let (_, diagnostics) = parse(text);
    let at = |d: &crate::Diagnostic| format!("{}..{} {}", d.span.start, d.span.end, d.message);
    diagnostics.iter().map(at).collect()
}

#[test]
fn or_binds_closer_than_and_in_search() {
    assert_eq!(printed("a=1 b=2 OR c=3"), "a=1 (b=2 OR c=3)");
    assert_eq!(printed("a=1 AND b=2 OR NOT c=3"), "a=1 (b=2 OR NOT c=3)");
    assert_eq!(printed("(a=1 b=2) OR c=3"), "(a=1 b=2) OR c=3");
}

#[test]
fn and_binds_closer_than_or_in_where() {
    assert_eq!(
        printed("* | where a=1 OR b=2 AND NOT c=3"),
        "* | where a = 1 OR b = 2 AND NOT c = 3"
    );
    assert_eq!(
        printed("* | where (a=1 OR b=2) AND c=3 XOR d"),
        "* | where (a = 1 OR b = 2) AND c = 3 XOR d"
    );
}

#[test]
fn quotes_decide_what_a_name_is() {
    assert_eq!(
        printed(r#"* | eval x='a b'."c d".e"#),
        r#"* | eval x='a b' . "c d" . e"#
    );
    assert_eq!(printed(r#"* | eval "x y"=1"#), r#"* | eval "x y"=1"#);
}

#[test]
fn values_keep_their_wildcards_and_backslashes() {
    assert_eq!(printed(r#"p="C:\\a\*\s\"q""#), r#"p="C:\\a\\*\\s\"q""#);
    assert_eq!(printed("p IN (a*, \"b c\", 3)"), "p IN (a*, \"b c\", 3)");
    assert_eq!(
        printed("p=CASE(Abc) TERM(10.0.0.1)"),
        "p=CASE(Abc) TERM(10.0.0.1)"
    );
}

#[test]
fn stats_takes_aliases_options_and_evals() {
    assert_eq!(
        printed("* | stats count, values(a.*) AS * dc(\"x y\") count(eval(a=\"b\")) as n BY c d"),
        "* | stats count, values(a.*) as *, dc(\"x y\"), count(eval(a = \"b\")) as n by c, d"
    );
    assert_eq!(
        printed(
            "| tstats summariesonly=false count min(_time) as t from datamodel=A.B where A.x=1 OR A.y=2 by A.z _time span=1h"
        ),
        "| tstats summariesonly=false span=1h count, min(_time) as t from datamodel=A.B where A.x=1 OR A.y=2 by A.z, _time"
    );
}

#[test]
fn subsearches_macros_and_comments() {
    assert_eq!(
        printed("[search a | fields b] `m(1, \"x, y\")` ```no``` c"),
        "[search a | fields b] `m(1, \"x, y\")` c"
    );
    assert_eq!(
        printed("a | foreach x_* [eval y=y+'<<FIELD>>']"),
        "a | foreach x_* [eval y=y + '<<FIELD>>']"
    );
    assert_eq!(
        printed("a | `m` | append [| inputlookup l where a=b]"),
        "a | `m` | append [| inputlookup l where a=b]"
    );
}

#[test]
fn errors_have_places() {
    assert_eq!(errors("a=\"b"), ["2..3 the text is not closed with `\"`"]);
    assert_eq!(
        errors("a | eval b"),
        ["10..10 `eval` requires `field = expression`"]
    );
    assert_eq!(errors("(a"), ["0..2 the parenthesis is not closed"]);
    assert_eq!(
        errors("a | where b=) | head 1"),
        ["12..13 an expression is missing"]
    );
    assert_eq!(errors("a | | "), Vec::<String>::new());
}

#[test]
fn hostile_texts_end() {
    for unit in [
        "(",
        "[",
        "NOT ",
        "a(",
        "| eval a=(",
        "-",
        "`",
        "\"",
        "[search ",
        "!",
        "<<",
        "\\",
        "{",
        "é",
    ] {
        let text = unit.repeat(4000);
        parse(&text);
        parse(&format!("* | eval a={text}"));
        parse(&format!("* | stats {text}"));
        parse(&format!("* | foo {text}"));
    }
}
