//! Every form of literal.

use super::super::ast::{DynamicLiteral, ExprKind, Literal, OperatorKind, Statement};
use super::{check, same, says, tree};

/// The value that `print` would print.
#[track_caller]
fn value(text: &str) -> Literal {
    let query = tree(&format!("print {text}"));
    if let [Statement::Expr(expr)] = &query.statements[..]
        && let ExprKind::Pipe { operators, .. } = &expr.kind
        && let OperatorKind::Print { columns } = &operators[0].kind
        && let ExprKind::Literal(literal) = &columns[0].expr.kind
    {
        return literal.clone();
    }
    panic!("{text} is no literal");
}

#[track_caller]
fn string(text: &str, expected: &str) {
    let Literal::String { value, .. } = value(text) else {
        panic!("{text} is no string");
    };
    assert_eq!(value, expected, "of {text}");
}

#[test]
fn strings() {
    string(r#""a\"b\\c\n\t""#, "a\"b\\c\n\t");
    string(r"'it\'s'", "it's");
    string(r#"@"C:\a""b""#, r#"C:\a"b"#);
    string(r"@'x''y'", "x'y");
    string("```a\n\"b```", "a\n\"b");
    string("~~~x`~~~", "x`");
    string(r#"'a' "b" @"\c""#, r"ab\c");
    string(
        r"'\x41\u0042\103\U00000044\a\b\f\r\v'",
        "ABCD\u{7}\u{8}\u{c}\r\u{b}",
    );
    string(r"'\ud83d\ude00 \ud83d'", "\u{1f600} \u{fffd}");
    assert_eq!(
        value("h@'secret'"),
        Literal::String {
            value: "secret".to_owned(),
            hidden: true
        }
    );
    same("print h\"secret\", @\"\\d+\", 'say \"x\"', \"a\\nb\\u0007\"");
    check(r#"print @"\d" "\n""#, r#"print "\\d\n""#);
}

#[test]
fn numbers() {
    assert_eq!(value("0x1F"), Literal::Long(Some(31)));
    assert_eq!(
        value("long(-9223372036854775808)"),
        Literal::Long(Some(i64::MIN))
    );
    assert_eq!(value("long(-5)"), Literal::Long(Some(-5)));
    assert_eq!(value("int( 7 )"), Literal::Int(Some(7)));
    assert_eq!(value("int(max)"), Literal::Int(Some(i32::MAX)));
    assert_eq!(value("1."), Literal::Real(Some(1.0)));
    assert_eq!(value("1e3"), Literal::Real(Some(1000.0)));
    assert_eq!(value("real(+inf)"), Literal::Real(Some(f64::INFINITY)));
    assert_eq!(value("double(2)"), Literal::Real(Some(2.0)));
    assert_eq!(
        value("decimal(1.50)"),
        Literal::Decimal(Some("1.50".to_owned()))
    );
    assert_eq!(value("TRUE"), Literal::Bool(Some(true)));
    same(
        "print int(-5), long(-5), 5, 1.5, 1e300, real(-1.5), real(nan), real(-inf), decimal(1e5), true",
    );
    for ty in [
        "int", "long", "real", "decimal", "bool", "datetime", "timespan", "guid",
    ] {
        same(&format!("print {ty}(null)"));
        check(&format!("print {ty}()"), &format!("print {ty}(null)"));
    }
}

#[test]
fn times() {
    let ticks = |text: &str, expected: i64| {
        assert_eq!(value(text), Literal::Timespan(Some(expected)), "of {text}");
    };
    ticks("1d", 864_000_000_000);
    ticks("1.5h", 54_000_000_000);
    ticks("2min", 1_200_000_000);
    ticks("10ms", 100_000);
    ticks("5microsecond", 50);
    ticks("1tick", 1);
    ticks("250nanoseconds", 2);
    ticks("time(15 seconds)", 150_000_000);
    ticks("time(2)", 2 * 864_000_000_000);
    ticks("timespan('1.02:03:04.0000005')", 937_840_000_005);
    ticks("time(-0:10)", -6_000_000_000);
    ticks("timespan(-1d)", -864_000_000_000);
    same("print 1d, 90m, 1500ms, 3microsecond, 7tick, 0s, timespan(-90m), timespan(min)");
    check("print time(00:10)", "print 10m");
    assert_eq!(
        value("datetime( 2020-01-01 10:00 )"),
        Literal::Datetime(Some("2020-01-01 10:00".to_owned()))
    );
    assert_eq!(
        value("datetime('2020-01-01')"),
        Literal::Datetime(Some("2020-01-01".to_owned()))
    );
    check("print date(2020-01-01)", "print datetime(2020-01-01)");
}

#[test]
fn guids() {
    let guid = "print guid(74be27de-1e4e-49d9-b579-fe0b331d3642)";
    check("print guid(74BE27DE1E4E49D9B579FE0B331D3642)", guid);
    check("print guid({74be27de-1e4e-49d9-b579-fe0b331d3642})", guid);
    says(
        "print 74be27de-1e4e-49d9-b579-fe0b331d3642",
        "1:7 syntax-error: a bare GUID is no value",
    );
}

#[test]
fn dynamic() {
    same(
        "print dynamic({\"a\": [1, -2, 1.5, \"x\", true, null], \"b\": {\"c\": datetime(2020-01-01)}, \"d\": 1d})",
    );
    check(
        "print dynamic({'a':h'b' @'\\c', 'd':{}, 'e':[]})",
        "print dynamic({\"a\": \"b\\\\c\", \"d\": {}, \"e\": []})",
    );
    check("print dynamic(dynamic([1]))", "print dynamic([1])");
    // What is out of range for a long is a real, as in JSON.
    assert_eq!(
        value("dynamic(18446744073709551616)"),
        Literal::Dynamic(DynamicLiteral::Real(18_446_744_073_709_551_616.0))
    );
    says(
        "print dynamic([1,])",
        "1:18 syntax-error: expected another element after `,`, found `]`",
    );
    says(
        "print dynamic({a:1})",
        "1:16 syntax-error: expected a string as the key, found `a`",
    );
    says(
        "print dynamic()",
        "1:15 syntax-error: expected a JSON value, found `)`",
    );
}

#[test]
fn tables() {
    same("datatable (a:long, b:string) [1, \"x\"]");
    check(
        "datatable(a:long, b:string) [,1,'x',-2,'y',]\n| count",
        "datatable (a:long, b:string) [\n    1, \"x\",\n    -2, \"y\"\n]\n| count",
    );
    same(
        "externaldata (a:string) [h\"https://example.org/a.csv\"] with (format=\"csv\", ignoreFirstRecord=true)",
    );
    says(
        "datatable (a:long) [now()]",
        "1:21 syntax-error: a row of `datatable` holds literals only",
    );
    says(
        "datatable (a:float) [1]",
        "1:14 unknown-type: no type `float`",
    );
}

#[test]
fn values_out_of_range() {
    says(
        "print long(abc)",
        "1:7 invalid-literal: `long(abc)` is not a value of its type",
    );
    says(
        "print 9223372036854775808",
        "1:7 invalid-literal: `9223372036854775808` is not a value of its type",
    );
    says(
        "print int(2147483648)",
        "1:7 invalid-literal: `int(2147483648)` is not a value of its type",
    );
    // The grammar takes these; what they mean is not documented, so they stay text.
    same("print int(0xffffffff), time(24:00:00)");
}
