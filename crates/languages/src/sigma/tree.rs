//! Nodes of KQL trees, all at one place of the author's text.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{
    Argument, BinaryOp, Expr, ExprKind, Literal, Name, NamedExpr, Operator, OperatorKind, Query,
    Statement,
};

/// Makes nodes that stand at one place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At(pub(crate) Span);

impl At {
    pub(crate) fn expr(self, kind: ExprKind) -> Expr {
        Expr { kind, span: self.0 }
    }

    pub(crate) fn label(self, text: &str) -> Name {
        Name {
            text: text.to_owned(),
            span: self.0,
        }
    }

    pub(crate) fn name(self, text: &str) -> Expr {
        self.expr(ExprKind::Name(text.to_owned()))
    }

    pub(crate) fn string(self, text: &str) -> Expr {
        self.expr(ExprKind::Literal(Literal::String {
            value: text.to_owned(),
            hidden: false,
        }))
    }

    pub(crate) fn long(self, number: i64) -> Expr {
        self.expr(ExprKind::Literal(Literal::Long(Some(number))))
    }

    pub(crate) fn bool(self, value: bool) -> Expr {
        self.expr(ExprKind::Literal(Literal::Bool(Some(value))))
    }

    pub(crate) fn call(self, name: &str, arguments: Vec<Expr>) -> Expr {
        self.expr(ExprKind::Call {
            name: self.label(name),
            arguments: arguments
                .into_iter()
                .map(|value| Argument { name: None, value })
                .collect(),
        })
    }

    pub(crate) fn member(self, base: Expr, name: &str) -> Expr {
        self.expr(ExprKind::Member {
            base: Box::new(base),
            name: self.label(name),
        })
    }

    pub(crate) fn binary(self, op: BinaryOp, left: Expr, right: Expr) -> Expr {
        self.expr(ExprKind::Binary {
            op,
            op_span: self.0,
            left: Box::new(left),
            right: Box::new(right),
        })
    }

    pub(crate) fn parenthesized(self, inner: Expr) -> Expr {
        self.expr(ExprKind::Parenthesized(Box::new(inner)))
    }

    pub(crate) fn not(self, inner: Expr) -> Expr {
        self.call("not", vec![inner])
    }

    /// All or any of several, in a tree that is as flat as it can be, so that long lists stay
    /// within the depth that the engine takes.
    pub(crate) fn joined(self, op: BinaryOp, mut parts: Vec<Expr>) -> Option<Expr> {
        while parts.len() > 1 {
            let mut next = Vec::with_capacity(parts.len().div_ceil(2));
            let mut rest = parts.into_iter();
            while let Some(left) = rest.next() {
                next.push(match rest.next() {
                    Some(right) => self.binary(op, self.grouped(op, left), self.grouped(op, right)),
                    None => left,
                });
            }
            parts = next;
        }
        parts.pop()
    }

    /// In parentheses where another operator would take the parts apart.
    fn grouped(self, outer: BinaryOp, inner: Expr) -> Expr {
        match &inner.kind {
            ExprKind::Binary {
                op: BinaryOp::Or, ..
            } if outer == BinaryOp::And => self.parenthesized(inner),
            _ => inner,
        }
    }

    pub(crate) fn operator(self, kind: OperatorKind) -> Operator {
        Operator {
            kind,
            parameters: Vec::new(),
            span: self.0,
        }
    }

    pub(crate) fn filter(self, predicate: Expr) -> Operator {
        self.operator(OperatorKind::Where {
            predicate,
            spelled_filter: false,
        })
    }

    pub(crate) fn column(self, name: &str, expr: Expr) -> NamedExpr {
        NamedExpr {
            names: vec![self.label(name)],
            expr,
        }
    }

    pub(crate) fn extend(self, columns: Vec<NamedExpr>) -> Operator {
        self.operator(OperatorKind::Extend { columns })
    }

    pub(crate) fn project(self, columns: Vec<NamedExpr>) -> Operator {
        self.operator(OperatorKind::Project { columns })
    }

    pub(crate) fn pipe(self, source: Option<Expr>, operators: Vec<Operator>) -> Expr {
        self.expr(ExprKind::Pipe {
            source: source.map(Box::new),
            operators,
        })
    }

    pub(crate) fn query(self, expr: Expr) -> Query {
        Query {
            statements: vec![Statement::Expr(expr)],
        }
    }
}
