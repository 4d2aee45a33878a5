//! Operators over the elements of arrays and bags: `mv-expand`, `mv-apply`; and `evaluate`, `invoke`.

use crate::Diagnostic;

use super::super::super::ast::{EvaluateSchema, Expr, ExprKind, MvApply, MvColumn, OperatorKind};
use super::super::{NameClass, Parser};
use super::Body;

impl Parser<'_> {
    pub(super) fn mv_expand(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let columns = self.list(Self::mv_column);
        let limit = self.eat_keyword("limit").then(|| self.expr());
        (parameters, OperatorKind::MvExpand { columns, limit })
    }

    pub(super) fn mv_apply(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let columns = self.list(Self::mv_column);
        let limit = self.eat_keyword("limit").then(|| self.expr());
        let context_id = self.eat_keyword("id").then(|| self.expr());
        self.expect_keyword("on");
        let body = self.subquery();
        let kind = OperatorKind::MvApply(Box::new(MvApply {
            columns,
            limit,
            context_id,
            body,
        }));
        (parameters, kind)
    }

    /// `[name =] expr [to typeof(type)]`
    fn mv_column(&mut self) -> MvColumn {
        let mut named = self.named_expr();
        if let [_, second, ..] = &named.names[..] {
            let span = second.span;
            self.report(Diagnostic::error(
                "syntax-error",
                span,
                "an expanded column has one name",
            ));
        }
        let to = self.expanded_type();
        MvColumn {
            name: (!named.names.is_empty()).then(|| named.names.swap_remove(0)),
            expr: named.expr,
            to,
        }
    }

    pub(super) fn evaluate(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let name = self.expect_name(NameClass::Plain, "the name of a plugin");
        let arguments = self.arguments();
        let schema = self.eat_sign(":").then(|| self.evaluate_schema());
        let kind = OperatorKind::Evaluate {
            name,
            arguments,
            schema,
        };
        (parameters, kind)
    }

    /// `(*, a:long)`
    fn evaluate_schema(&mut self) -> EvaluateSchema {
        self.expect_sign("(");
        self.eat_sign(",");
        let star = self.eat_sign("*");
        if star {
            self.eat_sign(",");
        }
        EvaluateSchema {
            star,
            columns: self.list_until(")", true, Self::column_declaration),
        }
    }

    /// `f(…)`, also `f(…).g(…)`.
    pub(super) fn invoke(&mut self) -> Body {
        let start = self.start();
        let function = match self.name_length(0, NameClass::Plain) {
            Some(length) if self.sign_at(length, "(") => self.call(),
            _ => {
                self.expected("a call of a function");
                self.error_expr()
            }
        };
        let mut function = function;
        while self.eat_sign(".") {
            let name = self.expect_name(NameClass::Plain, "the name of a function");
            let arguments = self.arguments();
            self.grow();
            function = Expr {
                kind: ExprKind::MemberCall {
                    base: Box::new(function),
                    name,
                    arguments,
                },
                span: self.span_from(start),
            };
        }
        (Vec::new(), OperatorKind::Invoke { function })
    }
}
