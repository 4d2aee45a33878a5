//! Finds operators in the tree of a query as it was written.

use vigie_syntax::kql::ast::{
    Argument, Expr, ExprKind, LetValue, NamedExpr, Operator, OperatorKind, Query, Statement,
};

/// Calls `f` for each operator, with whether something comes before it in its pipe.
pub(super) fn operators<'q>(query: &'q Query, f: &mut dyn FnMut(&'q Operator, bool)) {
    statements(&query.statements, f);
}

fn statements<'q>(all: &'q [Statement], f: &mut dyn FnMut(&'q Operator, bool)) {
    for statement in all {
        match statement {
            Statement::Let { value, .. } => match value {
                LetValue::Expr(e) => expr(e, f),
                LetValue::Function(function) => {
                    statements(&function.statements, f);
                    if let Some(result) = &function.result {
                        expr(result, f);
                    }
                }
            },
            Statement::Expr(e) => expr(e, f),
            _ => {}
        }
    }
}

fn expr<'q>(e: &'q Expr, f: &mut dyn FnMut(&'q Operator, bool)) {
    match &e.kind {
        ExprKind::Pipe { source, operators } => {
            if let Some(source) = source {
                expr(source, f);
            }
            for (at, operator) in operators.iter().enumerate() {
                f(operator, source.is_some() || at > 0);
                inside(operator, f);
            }
        }
        ExprKind::Unary { operand, .. } => expr(operand, f),
        ExprKind::Binary { left, right, .. } => {
            expr(left, f);
            expr(right, f);
        }
        ExprKind::In { left, list, .. } => {
            expr(left, f);
            exprs(list, f);
        }
        ExprKind::Between {
            operand, low, high, ..
        } => {
            for part in [operand, low, high] {
                expr(part, f);
            }
        }
        ExprKind::Member { base, .. } => expr(base, f),
        ExprKind::Index { base, index } => {
            expr(base, f);
            expr(index, f);
        }
        ExprKind::Call { arguments, .. } => given(arguments, f),
        ExprKind::MemberCall {
            base, arguments, ..
        } => {
            expr(base, f);
            given(arguments, f);
        }
        ExprKind::Parenthesized(inner) => expr(inner, f),
        ExprKind::List(items) => exprs(items, f),
        _ => {}
    }
}

fn exprs<'q>(all: &'q [Expr], f: &mut dyn FnMut(&'q Operator, bool)) {
    for e in all {
        expr(e, f);
    }
}

fn given<'q>(arguments: &'q [Argument], f: &mut dyn FnMut(&'q Operator, bool)) {
    for argument in arguments {
        expr(&argument.value, f);
    }
}

fn named<'q>(all: &'q [NamedExpr], f: &mut dyn FnMut(&'q Operator, bool)) {
    for one in all {
        expr(&one.expr, f);
    }
}

/// The operators within an operator.
fn inside<'q>(operator: &'q Operator, f: &mut dyn FnMut(&'q Operator, bool)) {
    match &operator.kind {
        OperatorKind::Join { right, on, .. } | OperatorKind::Lookup { right, on } => {
            expr(right, f);
            exprs(on, f);
        }
        OperatorKind::Union { tables } => exprs(tables, f),
        OperatorKind::Search { tables, predicate } => {
            exprs(tables, f);
            expr(predicate, f);
        }
        OperatorKind::Where { predicate, .. } => expr(predicate, f),
        OperatorKind::Extend { columns }
        | OperatorKind::Project { columns }
        | OperatorKind::Print { columns }
        | OperatorKind::Serialize { columns } => named(columns, f),
        OperatorKind::Summarize { aggregates, by, .. } => {
            named(aggregates, f);
            named(by, f);
        }
        OperatorKind::MvApply(apply) => expr(&apply.body, f),
        OperatorKind::Partition(partition) => expr(&partition.body, f),
        OperatorKind::Fork { branches } => {
            for (_, branch) in branches {
                expr(branch, f);
            }
        }
        OperatorKind::Invoke { function } => expr(function, f),
        _ => {}
    }
}
