//! What binds how tightly, and what may name a column.

use super::{check, groups, same, says};

#[test]
fn operators_bind_as_in_kusto() {
    groups("1 + 2 * 3 - 4", "(Subtract (Add 1 (Multiply 2 3)) 4)");
    groups(
        "a or b and c == 1 + 2",
        "(Or a (And b (Equal c (Add 1 2))))",
    );
    groups("a < b == c >= d", "(Equal (Less a b) (GreaterOrEqual c d))");
    // Operators on strings bind more tightly than arithmetic.
    groups("a * b has c + d", "(Add (Multiply a (Has b c)) d)");
    groups("-a.b[0] + -1", "(Add (Minus ([] (. a b) 0)) (Minus 1))");
    groups("(1 + 2) * 3", "(Multiply <(Add 1 2)> 3)");
    groups("1 - 2 - 3", "(Subtract (Subtract 1 2) 3)");
}

#[test]
fn chains_of_and_and_or_are_balanced() {
    groups("a and b and c", "(And (And a b) c)");
    groups("a or b or c or d", "(Or (Or a b) (Or c d))");
    groups("(a or b) and c", "(And <(Or a b)> c)");
}

#[test]
fn lists_and_ranges() {
    groups("a in (1, 2)", "(In a [1 2])");
    groups("a !in~ ('x')", "(NotInTilde a [\"x\"])");
    groups(
        "a has_any (b) and c has_all (d)",
        "(And (HasAny a [b]) (HasAll c [d]))",
    );
    groups("a between (1 .. 2)", "(Between a 1 2)");
    groups(
        "a !between (1.5 .. ago(1d)) or b",
        "(Or (NotBetween a 1.5 (ago [1d])) b)",
    );
    // In `1...5` the first dot belongs to the number.
    check("print a between (1...5)", "print a between (1.0 .. 5)");
    same("T\n| where a in (U | project b)");
}

#[test]
fn paths() {
    groups(
        "a.b['c d'].['e f'].g(1)[-1]",
        "([] (call (. ([] (. a b) \"c d\") e f) g [1]) (Minus 1))",
    );
    groups("database('x').T", "(. (database [\"x\"]) T)");
    same("union cluster(\"c\").database(\"d\").T*, database(\"*\").*");
    same("print $left.a == $right.b");
}

#[test]
fn calls() {
    same("print f(), g(1, a = 2), count(*), toscalar(T | count), h(b = 1)");
    check(
        "print toscalar kind=nooptimization (T)",
        "print toscalar(T)",
    );
    same("let x = materialize(T);\nT");
}

#[test]
fn operators_have_several_spellings() {
    check("print a <> 1", "print a != 1");
    check("print a notcontains 'x'", "print a !contains \"x\"");
    check(
        "print a containscs 'x' or a matches   regex 'x'",
        "print a contains_cs \"x\" or a matches regex \"x\"",
    );
    same("print a like \"x\" and b notlike \"x\" and c likecs \"x\" and d notlikecs \"x\"");
    for op in [
        "has",
        "has_cs",
        "hasprefix",
        "hasprefix_cs",
        "hassuffix",
        "hassuffix_cs",
        "contains",
        "contains_cs",
    ] {
        same(&format!("print a {op} \"x\" or a !{op} \"x\""));
    }
    for op in ["startswith", "startswith_cs", "endswith", "endswith_cs"] {
        same(&format!("print a {op} \"x\" or a !{op} \"x\""));
    }
    same("print a =~ \"x\" or a !~ \"x\"");
}

#[test]
fn comparisons_do_not_chain() {
    says(
        "T | where a == b == c",
        "1:18 syntax-error: `==` follows another comparison without parentheses",
    );
}

#[test]
fn some_keywords_are_names() {
    same(
        "T\n| where kind == 1 and step == 2 and count == 3 and order == 4 and type == 5 and from == 6",
    );
    same(
        "T\n| extend title = a, by = b, of = c, [\"d-e\"] = f, to = g"
            .replace("[\"d-e\"]", "['d-e']")
            .as_str(),
    );
    same("T\n| project-away ['title'], ['first'], a*, *b, c*d1");
    check("T | project ['x y'], [\"z\"]", "T\n| project ['x y'], z");
}

#[test]
fn other_keywords_need_brackets() {
    says(
        "T | where title == 1",
        "1:11 name-needs-brackets: `title` is a name only in brackets",
    );
    says(
        "T | extend first = 1",
        "1:12 name-needs-brackets: `first` is a name only in brackets",
    );
    says(
        "T | extend a-b = 1",
        "1:12 name-needs-brackets: `a-b` is a name only in brackets",
    );
    says(
        "T | where a.title == 1",
        "1:13 name-needs-brackets: `title` is a name only in brackets",
    );
}

#[test]
fn a_name_before_a_condition_has_no_effect() {
    says(
        "T | where a = true",
        "1:11 name-without-effect: `=` names the condition and compares nothing",
    );
    says(
        "T | take n = 5",
        "1:10 name-without-effect: a name has no effect in `take`",
    );
}

#[test]
fn places_that_a_client_fills() {
    same("T\n| where a == {b} and {c} == 1");
    check("print {a[0]}", "print ['{a[0]}']");
}
