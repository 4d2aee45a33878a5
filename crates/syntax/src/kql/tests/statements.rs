//! Statements and declarations.

use super::{check, same, says};

#[test]
fn lets() {
    same("let a = 1;\nlet b = a + 1;\nprint b");
    same("let T =\n    U\n    | where a == 1;\nT\n| count");
    same(
        "let f = (a:long, b:string = \"x\", T:(c:long, d:real), U:(*)) {\n    let e = a;\n    T\n    | where c == e\n};\nf(1)",
    );
    same("let v = view () {\n    T\n};\nv");
    check("let f = () { };", "let f = () {\n}");
    same("let g = entity_group [database(\"a\"), database(\"b\")];\nT");
    check("let let = 1; print let", "let let = 1;\nprint let");
}

#[test]
fn others() {
    same("set notruncation;\nset truncationmaxsize = 10;\nT");
    same("alias database d = cluster(\"c\").database(\"d\");\nT");
    same("declare query_parameters(a:long = 1, b:datetime);\nT");
    same(
        "restrict access to (T, U*, database(\"d\").V) with (AllowManagedIdentityAuthentication=true);\nT",
    );
    same(
        "declare pattern p = (a:string)[b:string] {\n    (\"x\").[\"y\"] = {\n        T\n    };\n};\nT",
    );
    same("declare pattern p;\nT");
}

#[test]
fn separators() {
    check("T;", "T");
    check(";;T;;", "T");
    check(
        "// a comment\nT // another\n| count // the last",
        "T\n| count",
    );
    check("", "");
    check("let a = 1", "let a = 1");
    says("let a = 1\nT", "2:1 syntax-error: expected `;`, found `T`");
}

#[test]
fn lines_for_the_client() {
    says(
        "#connect cluster('c')\nT",
        "1:1 directive-ignored: a line beginning with `#` speaks to the client and is ignored",
    );
    says(
        ".show tables",
        "1:1 management-command: `.show` is a management command, not a query",
    );
}

#[test]
fn a_function_ends_with_its_result() {
    says(
        "let f = () { T; let a = 1; };",
        "1:14 syntax-error: only the last statement of a function is a query",
    );
}
