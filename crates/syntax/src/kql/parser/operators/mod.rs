//! Operators: what stands between `|`.

mod columns;
mod graph;
mod mv;
mod rows;
mod scan;
mod series;
mod tables;
mod text;

use crate::Diagnostic;
use crate::diagnostic::nearest;

use super::super::ast::{Expr, ExprKind, HintParameter, Operator, OperatorKind};
use super::{NameClass, Parser, quote};

/// What the body of an operator gives: its parameters, and the rest.
type Body = (Vec<HintParameter>, OperatorKind);

/// The names of all operators, for those who look for one.
pub const NAMES: &[&str] = &[
    "as",
    "assert-schema",
    "consume",
    "count",
    "distinct",
    "evaluate",
    "extend",
    "facet",
    "filter",
    "find",
    "fork",
    "getschema",
    "graph-mark-components",
    "graph-match",
    "graph-shortest-paths",
    "graph-to-table",
    "graph-where-edges",
    "graph-where-nodes",
    "invoke",
    "join",
    "limit",
    "lookup",
    "macro-expand",
    "make-graph",
    "make-series",
    "mv-apply",
    "mv-expand",
    "order",
    "parse",
    "parse-kv",
    "parse-where",
    "partition",
    "print",
    "project",
    "project-away",
    "project-by-names",
    "project-keep",
    "project-rename",
    "project-reorder",
    "range",
    "reduce",
    "render",
    "sample",
    "sample-distinct",
    "scan",
    "search",
    "serialize",
    "sort",
    "summarize",
    "take",
    "top",
    "top-hitters",
    "top-nested",
    "union",
    "where",
];

impl Parser<'_> {
    /// An operator, to its end. What follows that is neither `|` nor closes the query is an error.
    pub(super) fn operator(&mut self) -> Operator {
        let start = self.start();
        let keyword = self.keyword(0);
        let (parameters, kind) = match self.operator_body(keyword) {
            Some(body) => body,
            None => self.unknown_operator(),
        };
        let span = self.span_from(start);
        if !self.at_boundary() && !self.at_sign(",") {
            let operator = self.keyword(0);
            let operator = NAMES.contains(&operator);
            self.expected(if operator { "`|`" } else { "`|` or `;`" });
            self.skip_to_boundary();
        }
        Operator {
            kind,
            parameters,
            span,
        }
    }

    /// An operator by its keyword; nothing where the keyword begins none.
    fn operator_body(&mut self, keyword: &str) -> Option<Body> {
        let body = match keyword {
            "count" if self.sign_at(1, "(") => return None,
            "range" if self.sign_at(1, "(") => return None,
            "as" => Self::as_operator,
            "assert-schema" => Self::assert_schema,
            "consume" => Self::consume,
            "count" => Self::count,
            "distinct" => Self::distinct,
            "evaluate" => Self::evaluate,
            "extend" => Self::extend,
            "__executeAndCache" => |_: &mut Self| (Vec::new(), OperatorKind::ExecuteAndCache),
            "facet" => Self::facet,
            "filter" => |parser: &mut Self| parser.filter(true),
            "find" => Self::find,
            "fork" => Self::fork,
            "getschema" => Self::getschema,
            "graph-mark-components" => Self::graph_mark_components,
            "graph-match" => |parser: &mut Self| parser.graph_match(false),
            "graph-shortest-paths" => |parser: &mut Self| parser.graph_match(true),
            "graph-to-table" => Self::graph_to_table,
            "graph-where-edges" => |parser: &mut Self| parser.graph_where(true),
            "graph-where-nodes" => |parser: &mut Self| parser.graph_where(false),
            "invoke" => Self::invoke,
            "join" => Self::join,
            "limit" => |parser: &mut Self| parser.take(true),
            "lookup" => Self::lookup,
            "macro-expand" => Self::macro_expand,
            "make-graph" => Self::make_graph,
            "make-series" => Self::make_series,
            "mv-apply" | "mvapply" => Self::mv_apply,
            "mv-expand" | "mvexpand" => Self::mv_expand,
            "order" => |parser: &mut Self| parser.order(false),
            "parse" => |parser: &mut Self| parser.parse_operator(false),
            "parse-kv" => Self::parse_kv,
            "parse-where" => |parser: &mut Self| parser.parse_operator(true),
            "partition" => Self::partition,
            "__partitionby" => Self::partition_by,
            "print" => Self::print,
            "project" => Self::project,
            "project-away" => Self::project_away,
            "project-by-names" => Self::project_by_names,
            "project-keep" => Self::project_keep,
            "project-rename" => Self::project_rename,
            "project-reorder" => Self::project_reorder,
            "range" => Self::range,
            "reduce" => Self::reduce,
            "render" => Self::render,
            "sample" => Self::sample,
            "sample-distinct" => Self::sample_distinct,
            "scan" => Self::scan,
            "search" => Self::search,
            "serialize" => Self::serialize,
            "sort" => |parser: &mut Self| parser.order(true),
            "summarize" => Self::summarize,
            "take" => |parser: &mut Self| parser.take(false),
            "top" => Self::top,
            "top-hitters" => Self::top_hitters,
            "top-nested" => Self::top_nested,
            "union" => Self::union,
            "where" => |parser: &mut Self| parser.filter(false),
            _ => return None,
        };
        // `top-nested` repeats its keyword with each clause.
        if keyword != "top-nested" {
            self.next();
        }
        Some(body(self))
    }

    fn unknown_operator(&mut self) -> Body {
        let token = self.peek();
        let name = self.word(0);
        if name.is_empty() {
            self.expected("an operator");
        } else {
            // `project-awy`: a name with dashes is several tokens.
            let mut last = 0;
            while self.adjacent(last + 1) && self.sign_at(last + 1, "-") && self.adjacent(last + 2)
            {
                last += if self.word(last + 2).is_empty() {
                    break;
                } else {
                    2
                };
            }
            let span = token.span.to(self.peek_at(last).span);
            let name = &self.text[span.range()];
            let diagnostic = Diagnostic::error(
                "unknown-operator",
                span,
                format!("no operator {}", quote(name)),
            );
            let dashed = name.replace('_', "-").to_lowercase();
            let suggestion = match dashed.as_str() {
                "makeseries" => Some("make-series"),
                "count" => Some("count"),
                _ => nearest(&dashed, NAMES.iter().copied()),
            };
            self.report(match suggestion {
                Some("count") => diagnostic.help("the operator `count` takes no parentheses"),
                Some(operator) => diagnostic.help(format!("`{operator}` is an operator")),
                None => diagnostic,
            });
        }
        self.skip_to_boundary();
        (Vec::new(), OperatorKind::Error)
    }

    /// Whether an operator stands here that can be nothing else: at the start of a query, words such as
    /// `count` may also name a table.
    pub(super) fn at_leading_operator(&self) -> bool {
        let named = self.name_length(1, NameClass::Plain);
        match self.keyword(0) {
            "evaluate" => named.is_some() || self.word(1) == "hint",
            "facet" => self.keyword_at(1, "by"),
            "partition" => self.keyword_at(1, "by") || self.word(1) == "hint",
            "range" => named.is_some_and(|length| self.keyword_at(1 + length, "from")),
            "reduce" => self.keyword_at(1, "by") || self.keyword_at(1, "kind"),
            "render" => {
                !self.word(1).is_empty() && !self.keyword_at(1, "and") && !self.keyword_at(1, "or")
            }
            "as"
            | "assert-schema"
            | "__executeAndCache"
            | "find"
            | "graph-mark-components"
            | "graph-match"
            | "graph-shortest-paths"
            | "graph-to-table"
            | "graph-where-edges"
            | "graph-where-nodes"
            | "invoke"
            | "macro-expand"
            | "make-graph"
            | "make-series"
            | "mv-apply"
            | "mv-expand"
            | "parse-kv"
            | "parse-where"
            | "print"
            | "project"
            | "project-away"
            | "project-by-names"
            | "project-keep"
            | "project-rename"
            | "project-reorder"
            | "sample"
            | "sample-distinct"
            | "search"
            | "top-hitters"
            | "top-nested"
            | "union"
            | "where" => true,
            _ => false,
        }
    }

    /// Whether the keyword of any operator stands here.
    fn at_operator(&self) -> bool {
        let keyword = self.keyword(0);
        let operator =
            NAMES.contains(&keyword) || matches!(keyword, "mvexpand" | "mvapply" | "__partitionby");
        operator && !self.sign_at(1, ")") && !self.sign_at(1, "(")
            || keyword == "count" && !self.sign_at(1, "(")
    }

    /// `(operator | operator)`, as `mv-apply` and others take it: a query whose source is given.
    fn subquery(&mut self) -> Expr {
        if !self.expect_sign("(") {
            return self.error_expr();
        }
        let query = self.sourceless();
        self.close(")");
        query
    }

    /// `operator | operator`
    fn sourceless(&mut self) -> Expr {
        self.nested(|parser| {
            let start = parser.start();
            if parser.at_keyword("__contextual_datatable") {
                let source = parser.path();
                return parser.operators(start, Some(Box::new(source)), Vec::new());
            }
            let first = parser.operator();
            parser.operators(start, None, vec![first])
        })
    }

    /// `(operator | operator)`, or `(query)`.
    fn branch(&mut self) -> Expr {
        if !self.expect_sign("(") {
            return self.error_expr();
        }
        let query = if self.at_operator() {
            self.sourceless()
        } else {
            self.pipe()
        };
        self.close(")");
        query
    }

    /// A column named by a path, `a.b`, `['x y']`, which `(` may follow without being a call.
    fn column_path(&mut self) -> Expr {
        let start = self.start();
        let mut column = self.column_name();
        loop {
            let base = Box::new(column);
            let kind = if self.eat_sign(".") {
                let name = self.expect_name(NameClass::Reference, "a name");
                ExprKind::Member { base, name }
            } else if self.at_sign("[") {
                self.next();
                let index = Box::new(self.expr());
                self.close("]");
                ExprKind::Index { base, index }
            } else {
                return *base;
            };
            self.grow();
            column = Expr {
                kind,
                span: self.span_from(start),
            };
        }
    }

    /// A column's name as an expression.
    fn column_name(&mut self) -> Expr {
        let name = self.expect_name(NameClass::Reference, "the name of a column");
        Expr {
            kind: if name.text.is_empty() {
                ExprKind::Error
            } else {
                ExprKind::Name(name.text)
            },
            span: name.span,
        }
    }
}
