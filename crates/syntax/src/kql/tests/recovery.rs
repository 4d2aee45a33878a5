//! What is said of wrong queries, and that one run says it all.

use super::super::parse;
use super::says;

#[test]
fn several_errors_in_one_run() {
    says(
        "let x = 5\nT | where a == | project b, | foo\n| extend y = (1 + 2, z = \"abc\n| join (U | where ) on a b",
        "\
2:1 syntax-error: expected `;`, found `T`
2:16 syntax-error: expected an expression, found `|`
2:29 syntax-error: expected an expression, found `|`
2:31 unknown-operator: no operator `foo`
3:20 syntax-error: expected `)`, found `,`
3:26 unterminated-string: the string that begins here has no closing `\"`
4:19 syntax-error: expected an expression, found `)`
4:26 syntax-error: expected `|` or `;`, found `b`",
    );
}

#[test]
fn operators() {
    says(
        "T |",
        "1:4 syntax-error: expected an operator, found the end of the query",
    );
    says(
        "T | | count",
        "1:5 syntax-error: expected an operator, found `|`",
    );
    says("T where a", "1:3 syntax-error: expected `;`, found `where`");
    says(
        "T | take 5 where a",
        "1:12 syntax-error: expected `|`, found `where`",
    );
    says("T | count()", "1:5 unknown-operator: no operator `count`");
}

#[test]
fn a_slip_of_the_hand_is_named() {
    let help = |text: &str| {
        let (_, diagnostics) = parse(text);
        diagnostics[0].help[0].text.clone()
    };
    assert_eq!(help("T | sumarize count()"), "`summarize` is an operator");
    assert_eq!(help("T | Where a"), "`where` is an operator");
    assert_eq!(
        help("T | makeseries count() on t"),
        "`make-series` is an operator"
    );
    assert_eq!(help("T | project_away a"), "`project-away` is an operator");
    assert_eq!(
        help("T | count()"),
        "the operator `count` takes no parentheses"
    );
    assert_eq!(
        help("T | where title == 1"),
        "the name is written `['title']`"
    );
    assert_eq!(help("T | where a = true"), "equality is written `==`");
    assert_eq!(
        help("T | where naïve == 1"),
        "a name with such letters is written `['ïve']`"
    );
}

#[test]
fn brackets() {
    says(
        "print (1 + 2",
        "1:13 syntax-error: expected `)`, found the end of the query",
    );
    says(
        "print f(1 2)",
        "1:11 syntax-error: expected `,` or `)`, found `2`",
    );
    says(
        "T | where a in ()",
        "1:17 syntax-error: expected a value, found `)`",
    );
    says(
        "T) | count",
        "1:2 syntax-error: expected a statement, found `)`",
    );
    says(
        "let f = (a:long) { T",
        "1:21 syntax-error: expected `}`, found the end of the query",
    );
}

#[test]
fn strings() {
    says(
        "print 'abc",
        "1:7 unterminated-string: the string that begins here has no closing `'`",
    );
    says(
        "print ```abc",
        "1:7 unterminated-string: the string that begins here has no closing `````",
    );
    says(
        "print '\\d'",
        "1:8 invalid-escape: `\\d` is not an escape sequence",
    );
}

#[test]
fn characters_of_other_languages() {
    says(
        "T | where ¬a",
        "1:11 syntax-error: `¬` has no meaning in KQL",
    );
    says("T && U", "1:3 syntax-error: `&` has no meaning in KQL");
}
