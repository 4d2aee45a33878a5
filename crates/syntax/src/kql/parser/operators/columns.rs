//! Operators that choose or make columns: `project` and its family, `extend`, `distinct`, `print`,
//! `summarize`, `serialize`, `reduce`.

use super::super::super::ast::{Expr, ExprKind, NamedExpr, OperatorKind, ReorderKey, ReorderOrder};
use super::super::{NameClass, Parser};
use super::Body;

impl Parser<'_> {
    /// Named expressions; none where the operator ends at once.
    fn optional_columns(&mut self) -> Vec<NamedExpr> {
        if self.at_boundary() {
            return Vec::new();
        }
        self.list(Self::named_expr)
    }

    pub(super) fn extend(&mut self) -> Body {
        let columns = self.list(Self::named_expr);
        (Vec::new(), OperatorKind::Extend { columns })
    }

    pub(super) fn print(&mut self) -> Body {
        let columns = self.list(Self::named_expr);
        (Vec::new(), OperatorKind::Print { columns })
    }

    pub(super) fn project(&mut self) -> Body {
        let columns = self.optional_columns();
        (Vec::new(), OperatorKind::Project { columns })
    }

    pub(super) fn project_rename(&mut self) -> Body {
        let columns = self.optional_columns();
        (Vec::new(), OperatorKind::ProjectRename { columns })
    }

    pub(super) fn serialize(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let columns = self.optional_columns();
        (parameters, OperatorKind::Serialize { columns })
    }

    pub(super) fn project_away(&mut self) -> Body {
        let columns = self.column_patterns();
        (Vec::new(), OperatorKind::ProjectAway { columns })
    }

    pub(super) fn project_keep(&mut self) -> Body {
        let columns = self.column_patterns();
        (Vec::new(), OperatorKind::ProjectKeep { columns })
    }

    pub(super) fn project_by_names(&mut self) -> Body {
        let columns = if self.at_boundary() {
            Vec::new()
        } else {
            self.list(Self::expr)
        };
        (Vec::new(), OperatorKind::ProjectByNames { columns })
    }

    pub(super) fn project_reorder(&mut self) -> Body {
        let columns = if self.at_boundary() {
            Vec::new()
        } else {
            self.list(|parser| {
                let expr = parser.column_pattern();
                let order = match parser.keyword(0) {
                    "asc" => Some(ReorderOrder::Asc),
                    "desc" => Some(ReorderOrder::Desc),
                    "granny-asc" => Some(ReorderOrder::GrannyAsc),
                    "granny-desc" => Some(ReorderOrder::GrannyDesc),
                    _ => None,
                };
                if order.is_some() {
                    parser.next();
                }
                ReorderKey { expr, order }
            })
        };
        (Vec::new(), OperatorKind::ProjectReorder { columns })
    }

    fn column_patterns(&mut self) -> Vec<Expr> {
        if self.at_boundary() {
            return Vec::new();
        }
        self.list(Self::column_pattern)
    }

    /// A column's name, or a pattern of names.
    fn column_pattern(&mut self) -> Expr {
        if let Some(length) = self.wildcard_length(0) {
            return self.wildcard(length);
        }
        let name = self.expect_name(NameClass::Plain, "the name of a column");
        Expr {
            kind: if name.text.is_empty() {
                ExprKind::Error
            } else {
                ExprKind::Name(name.text)
            },
            span: name.span,
        }
    }

    pub(super) fn distinct(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let columns = self.list(|parser| {
            let span = parser.peek().span;
            if parser.eat_sign("*") {
                NamedExpr {
                    names: Vec::new(),
                    expr: Expr {
                        kind: ExprKind::Star,
                        span,
                    },
                }
            } else {
                parser.named_expr()
            }
        });
        (parameters, OperatorKind::Distinct { columns })
    }

    pub(super) fn summarize(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let aggregates = if self.at_boundary() || self.at_keyword("by") {
            Vec::new()
        } else {
            self.list(Self::named_expr)
        };
        let mut by = Vec::new();
        let mut bin = None;
        if self.eat_keyword("by") {
            by = self.list(Self::named_expr);
            if self.at_keyword("bin") && self.sign_at(1, "=") {
                self.next();
                self.next();
                bin = Some(self.expr());
            }
        }
        (
            parameters,
            OperatorKind::Summarize {
                aggregates,
                by,
                bin,
            },
        )
    }

    pub(super) fn reduce(&mut self) -> Body {
        let parameters = self.parameters(&["kind"]);
        self.expect_keyword("by");
        let by = self.unnamed("reduce");
        let with = if self.eat_keyword("with") {
            self.list(Self::property)
        } else {
            Vec::new()
        };
        (parameters, OperatorKind::Reduce { by, with })
    }
}
