//! Tests of the parser and the printer together.

mod bounds;
mod expressions;
mod literals;
mod operators;
mod random;
mod recovery;
mod statements;

use super::ast::{Expr, ExprKind, Query, Statement};
use super::{parse, print, print_expr};
use crate::Diagnostic;

/// Errors and warnings as `line:column code: message`, one a line.
fn said(text: &str, diagnostics: &[Diagnostic]) -> String {
    let line = |diagnostic: &Diagnostic| {
        let (line, column) = diagnostic.position(text);
        format!(
            "{line}:{column} {}: {}",
            diagnostic.code, diagnostic.message
        )
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The tree of a query that is correct.
fn tree(text: &str) -> Query {
    let (query, diagnostics) = parse(text);
    assert!(
        diagnostics.is_empty(),
        "{text}\n{}",
        said(text, &diagnostics)
    );
    query
}

/// Trees as text that is equal when they are, NaN included.
fn shown(query: Query) -> String {
    format!("{:?}", query.without_spans())
}

/// The query is correct, prints as `printed`, and what is printed parses back to the same tree.
#[track_caller]
fn check(text: &str, printed: &str) {
    let query = tree(text);
    let out = print(&query);
    assert_eq!(out.trim_end(), printed, "printed from {text}");
    assert_eq!(shown(tree(&out)), shown(query), "parsed back from {out}");
}

/// The query is correct and prints as it is written.
#[track_caller]
fn same(text: &str) {
    check(text, text);
}

/// All that is said of the query.
#[track_caller]
fn says(text: &str, expected: &str) {
    let (_, diagnostics) = parse(text);
    assert_eq!(said(text, &diagnostics), expected, "said of {text}");
}

/// The expression groups as `expected` shows.
#[track_caller]
fn groups(text: &str, expected: &str) {
    let query = tree(text);
    let [Statement::Expr(expr)] = &query.statements[..] else {
        panic!("{text} is not one expression");
    };
    assert_eq!(shape(expr), expected, "of {text}");
    check(text, print_expr(expr).as_str());
}

/// An expression with its operators before their operands.
fn shape(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Unary { op, operand } => format!("({op:?} {})", shape(operand)),
        ExprKind::Binary {
            op, left, right, ..
        } => format!("({op:?} {} {})", shape(left), shape(right)),
        ExprKind::In { op, left, list, .. } => {
            let list: Vec<String> = list.iter().map(shape).collect();
            format!("({op:?} {} [{}])", shape(left), list.join(" "))
        }
        ExprKind::Between {
            negated,
            operand,
            low,
            high,
        } => {
            let word = if *negated { "NotBetween" } else { "Between" };
            format!("({word} {} {} {})", shape(operand), shape(low), shape(high))
        }
        ExprKind::Member { base, name } => format!("(. {} {})", shape(base), name.text),
        ExprKind::Index { base, index } => format!("([] {} {})", shape(base), shape(index)),
        ExprKind::MemberCall {
            base,
            name,
            arguments,
        } => {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| shape(&argument.value))
                .collect();
            format!(
                "(call {} {} [{}])",
                shape(base),
                name.text,
                arguments.join(" ")
            )
        }
        ExprKind::Call { name, arguments } => {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| shape(&argument.value))
                .collect();
            format!("({} [{}])", name.text, arguments.join(" "))
        }
        ExprKind::Parenthesized(inner) => format!("<{}>", shape(inner)),
        _ => print_expr(expr),
    }
}
