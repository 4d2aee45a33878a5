//! Operators that bring in other tables or send rows several ways: `join`, `lookup`, `union`, `find`,
//! `search`, `fork`, `facet`, `partition`, `macro-expand`; and tables written out, `datatable` and
//! `externaldata`.

use crate::Diagnostic;

use super::super::super::ast::{
    BinaryOp, Expr, ExprKind, Find, FindColumn, HintParameter, Name, Operator, OperatorKind,
    Partition,
};
use super::super::super::words;
use super::super::{NameClass, Parser};
use super::Body;

impl Parser<'_> {
    pub(super) fn join(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let kind_span = parameters
            .iter()
            .find(|parameter| parameter.name.text == "kind")
            .map(|parameter| parameter.value.span);
        let right = Box::new(self.expr());
        let mut on = Vec::new();
        let mut where_ = None;
        if self.eat_keyword("on") {
            on = self.list(Self::expr);
        } else if self.eat_keyword("where") {
            where_ = Some(Box::new(self.expr()));
        }
        let kind = OperatorKind::Join {
            kind_span,
            right,
            on,
            where_,
        };
        (parameters, kind)
    }

    pub(super) fn lookup(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let right = Box::new(self.expr());
        let mut on = Vec::new();
        if self.expect_keyword("on") {
            on = self.list(Self::expr);
        }
        (parameters, OperatorKind::Lookup { right, on })
    }

    pub(super) fn union(&mut self) -> Body {
        let parameters = self.parameters(&["best_effort"]);
        let tables = self.list(|parser| {
            if parser.at_sign("(") {
                parser.parenthesized()
            } else {
                parser.entity()
            }
        });
        (parameters, OperatorKind::Union { tables })
    }

    /// A table: a name, a pattern of names, a call, or a path of these.
    pub(in super::super) fn entity(&mut self) -> Expr {
        if let Some(length) = self.wildcard_length(0) {
            return self.wildcard(length);
        }
        let start = self.start();
        let path = self.path();
        if matches!(path.kind, ExprKind::Literal(_)) {
            let message = "expected a table, found a literal";
            self.report(Diagnostic::error("syntax-error", path.span, message));
        }
        // `database('x').T*`: the path took the name, the rest of the pattern follows.
        let glued = self.at > 0 && self.tokens[self.at - 1].span.end == self.peek().span.start;
        if self.at_sign("*")
            && glued
            && let ExprKind::Member { base, name } = path.kind
        {
            let length = self.wildcard_length(0).unwrap_or(1);
            self.wildcard(length);
            let span = self.span_from(name.span.start as usize);
            let name = Name {
                text: self.text[span.range()].to_owned(),
                span,
            };
            return Expr {
                kind: ExprKind::Member { base, name },
                span: self.span_from(start),
            };
        }
        path
    }

    /// `in (T1, T2*)` of `find` and `search`.
    fn in_tables(&mut self) -> Vec<Expr> {
        if !self.at_keyword("in") {
            return Vec::new();
        }
        self.next();
        self.expect_sign("(");
        self.list_until(")", false, |parser| {
            let start = parser.start();
            let table = parser.entity();
            if !parser.at_sign("|") {
                return table;
            }
            parser.next();
            if !parser.at_keyword("as") {
                parser.expected("`as`");
            }
            let operator = parser.operator();
            Expr {
                kind: ExprKind::Pipe {
                    source: Some(Box::new(table)),
                    operators: vec![operator],
                },
                span: parser.span_from(start),
            }
        })
    }

    /// `datascope=hotcache`
    fn data_scope(&mut self) -> Option<HintParameter> {
        if !self.at_keyword("datascope") || !self.sign_at(1, "=") {
            return None;
        }
        let token = self.next();
        self.next();
        let name = Name {
            text: "datascope".to_owned(),
            span: token.span,
        };
        let value = self.parameter_value();
        Some(HintParameter { name, value })
    }

    pub(super) fn find(&mut self) -> Body {
        let data_scope = self.data_scope().and_then(|scope| match scope.value.kind {
            ExprKind::Name(text) => Some(Name {
                text,
                span: scope.value.span,
            }),
            _ => None,
        });
        let parameters = self.parameters(&[]);
        let scoped = self.at_keyword("in");
        let tables = self.in_tables();
        if scoped || !parameters.is_empty() {
            self.expect_keyword("where");
        } else {
            self.eat_keyword("where");
        }
        let predicate = self.expr();
        let mut project = None;
        let mut project_smart = false;
        if self.eat_keyword("project") {
            project = Some(self.list(Self::find_column));
        } else {
            project_smart = self.eat_keyword("project-smart");
        }
        let mut project_away = Vec::new();
        if self.eat_keyword("__projectAway") {
            project_away = self.list(Self::entity);
        }
        let kind = OperatorKind::Find(Box::new(Find {
            data_scope,
            tables,
            predicate,
            project,
            project_smart,
            project_away,
        }));
        (parameters, kind)
    }

    fn find_column(&mut self) -> FindColumn {
        let start = self.start();
        if self.eat_sign("*") {
            return FindColumn::Star(self.span_from(start));
        }
        if self.at_keyword("pack") && self.sign_at(1, "(") || self.word(0) == "pack_all" {
            self.next();
            self.expect_sign("(");
            self.eat_sign("*");
            self.close(")");
            return FindColumn::Pack(self.span_from(start));
        }
        let name = self.expect_name(NameClass::Plain, "the name of a column");
        let ty = self
            .eat_sign(":")
            .then(|| self.type_name(words::is_extended_type));
        FindColumn::Column { name, ty }
    }

    pub(super) fn search(&mut self) -> Body {
        let mut parameters = self.parameters(&[]);
        parameters.extend(self.data_scope());
        let tables = self.in_tables();
        let predicate = self.search_predicate();
        (parameters, OperatorKind::Search { tables, predicate })
    }

    /// A condition; or `*`, alone or before `and`.
    fn search_predicate(&mut self) -> Expr {
        let span = self.peek().span;
        let star = self.at_sign("*") && {
            let after = self.peek_at(1);
            let keyword = self.keyword(1);
            keyword == "and"
                || after.kind == super::super::super::lexer::TokenKind::End
                || ["|", ";", ")"].iter().any(|sign| self.sign_at(1, sign))
        };
        if !star {
            return self.expr();
        }
        self.next();
        let star = Expr {
            kind: ExprKind::Star,
            span,
        };
        if !self.at_keyword("and") {
            return star;
        }
        let op_span = self.next().span;
        let right = Box::new(self.expr());
        Expr {
            kind: ExprKind::Binary {
                op: BinaryOp::And,
                op_span,
                left: Box::new(star),
                right,
            },
            span: self.span_from(span.start as usize),
        }
    }

    pub(super) fn fork(&mut self) -> Body {
        let mut branches = Vec::new();
        loop {
            let name = match self.name_length(0, NameClass::Plain) {
                Some(length) if self.sign_at(length, "=") => {
                    let name = self.eat_name(NameClass::Plain);
                    self.next();
                    name
                }
                _ if self.at_sign("(") => None,
                _ => break,
            };
            let branch = self.apart(Self::branch);
            branches.push((name, branch));
        }
        if branches.is_empty() {
            self.expected("`(`");
        }
        (Vec::new(), OperatorKind::Fork { branches })
    }

    pub(super) fn facet(&mut self) -> Body {
        self.expect_keyword("by");
        let by = self.list(Self::column_path);
        let mut with = None;
        if self.eat_keyword("with") {
            let start = self.start();
            with = Some(Box::new(if self.at_sign("(") {
                self.subquery()
            } else {
                // Without parentheses the next `|` belongs to the outer query.
                let operator: Operator = self.nested(Self::operator);
                self.grow();
                Expr {
                    kind: ExprKind::Pipe {
                        source: None,
                        operators: vec![operator],
                    },
                    span: self.span_from(start),
                }
            }));
        }
        (Vec::new(), OperatorKind::Facet { by, with })
    }

    pub(super) fn partition(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        self.expect_keyword("by");
        let by = self.column_path();
        let scope = self.eat_keyword("in").then(|| self.path());
        let braces = self.at_sign("{");
        let body = if self.eat_sign("{") {
            let query = self.pipe();
            self.close("}");
            query
        } else {
            self.branch()
        };
        let kind = OperatorKind::Partition(Box::new(Partition {
            by,
            scope,
            body,
            braces,
        }));
        (parameters, kind)
    }

    pub(super) fn partition_by(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let column = self.column_path();
        let scope = self.eat_keyword("id").then(|| self.parameter_value());
        let body = Box::new(self.subquery());
        (
            parameters,
            OperatorKind::PartitionBy {
                column,
                scope,
                body,
            },
        )
    }

    pub(super) fn macro_expand(&mut self) -> Body {
        let parameters = self.parameters(&["best_effort"]);
        let entities = Box::new(if self.at_keyword("entity_group") && self.sign_at(1, "[") {
            self.entity_group()
        } else {
            self.path()
        });
        let scope = self
            .eat_keyword("as")
            .then(|| self.expect_name(NameClass::Plain, "a name"));
        let mut body = Vec::new();
        if self.expect_sign("(") {
            self.nested(|parser| parser.statements(&mut body));
            self.close(")");
        }
        let kind = OperatorKind::MacroExpand {
            scope,
            entities,
            body,
        };
        (parameters, kind)
    }

    /// `datatable(a:long) [1, 2]`
    pub(in super::super) fn datatable(&mut self) -> Expr {
        let start = self.start();
        self.next();
        let parameters = self.parameters(&[]);
        let columns = self.row_schema();
        let mut values = Vec::new();
        if self.expect_sign("[") {
            self.eat_sign(",");
            values = self.list_until("]", true, |parser| {
                let first = parser.at;
                match parser.signed_literal() {
                    Some(literal) if parser.at_sign(",") || parser.at_sign("]") => literal,
                    _ => {
                        parser.at = first;
                        let value = parser.expr();
                        if !matches!(value.kind, ExprKind::Error | ExprKind::TypeOf(_)) {
                            parser.last_error = None;
                            let message = "a row of `datatable` holds literals only";
                            parser.report(Diagnostic::error("syntax-error", value.span, message));
                        }
                        value
                    }
                }
            });
        }
        Expr {
            kind: ExprKind::Datatable {
                columns,
                values,
                parameters,
            },
            span: self.span_from(start),
        }
    }

    /// `externaldata(a:long) [@"https://…"] with (format="csv")`
    pub(in super::super) fn external_data(&mut self) -> Expr {
        let start = self.start();
        self.next();
        self.parameters(&[]);
        let columns = self.row_schema();
        let mut uris = Vec::new();
        if self.expect_sign("[") {
            uris = self.list_until("]", true, Self::expr);
        }
        let mut properties = Vec::new();
        if self.at_keyword("with") && self.sign_at(1, "(") {
            self.next();
            self.next();
            properties = self.list_until(")", false, Self::property);
        }
        Expr {
            kind: ExprKind::ExternalData {
                columns,
                uris,
                properties,
            },
            span: self.span_from(start),
        }
    }
}
