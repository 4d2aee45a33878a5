//! Operators that choose or order rows, and those that only mark a place: `where`, `take`, `top`,
//! `order`, `sample`, `count`, `as`, `render`, …

use crate::Diagnostic;

use super::super::super::ast::{
    Expr, ExprKind, HintParameter, Name, OperatorKind, SortKey, TopNestedClause,
};
use super::super::{NameClass, Parser};
use super::Body;

/// Properties of `render`.
const RENDER_PROPERTIES: &[&str] = &[
    "accumulate",
    "anomalycolumns",
    "kind",
    "legend",
    "series",
    "title",
    "xaxis",
    "xcolumn",
    "xmax",
    "xmin",
    "xtitle",
    "yaxis",
    "ycolumns",
    "ymax",
    "ymin",
    "ysplit",
    "ytitle",
];

impl Parser<'_> {
    pub(super) fn filter(&mut self, spelled_filter: bool) -> Body {
        let parameters = self.hints();
        let predicate = self.unnamed("where");
        let kind = OperatorKind::Where {
            predicate,
            spelled_filter,
        };
        (parameters, kind)
    }

    /// Parameters of an operator whose body may begin with `kind`, so that only hints are told apart.
    fn hints(&mut self) -> Vec<HintParameter> {
        if self.word(0) == "hint" {
            self.parameters(&[])
        } else {
            Vec::new()
        }
    }

    pub(super) fn take(&mut self, spelled_limit: bool) -> Body {
        let parameters = self.parameters(&[]);
        let count = self.unnamed(if spelled_limit { "limit" } else { "take" });
        (
            parameters,
            OperatorKind::Take {
                count,
                spelled_limit,
            },
        )
    }

    pub(super) fn sample(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let count = self.unnamed("sample");
        (parameters, OperatorKind::Sample { count })
    }

    pub(super) fn sample_distinct(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let count = self.unnamed("sample-distinct");
        self.expect_keyword("of");
        let of = self.unnamed("sample-distinct");
        (parameters, OperatorKind::SampleDistinct { count, of })
    }

    pub(super) fn order(&mut self, spelled_sort: bool) -> Body {
        let parameters = self.parameters(&[]);
        self.expect_keyword("by");
        let keys = self.list(Self::sort_key);
        (parameters, OperatorKind::Order { keys, spelled_sort })
    }

    /// `expr [asc|desc] [nulls first|last]`
    pub(super) fn sort_key(&mut self) -> SortKey {
        let expr = self.unnamed("order");
        let (ascending, nulls_first) = self.ordering();
        SortKey {
            expr,
            ascending,
            nulls_first,
        }
    }

    /// `[asc|desc] [nulls first|last]`
    fn ordering(&mut self) -> (Option<bool>, Option<bool>) {
        let ascending = match self.keyword(0) {
            "asc" => Some(true),
            "desc" => Some(false),
            granny @ ("granny-asc" | "granny-desc") => {
                let message = format!("`{granny}` orders columns, not rows");
                let diagnostic = Diagnostic::error("syntax-error", self.peek().span, message);
                self.report(diagnostic.help("rows are ordered `asc` or `desc`"));
                Some(granny == "granny-asc")
            }
            _ => None,
        };
        if ascending.is_some() {
            self.next();
        }
        let mut nulls_first = None;
        if self.eat_keyword("nulls") {
            nulls_first = match self.keyword(0) {
                "first" => Some(true),
                "last" => Some(false),
                _ => None,
            };
            if nulls_first.is_some() {
                self.next();
            } else {
                self.expected("`first` or `last`");
            }
        }
        (ascending, nulls_first)
    }

    pub(super) fn top(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let count = self.unnamed("top");
        self.expect_keyword("by");
        let by = vec![self.sort_key()];
        (parameters, OperatorKind::Top { count, by })
    }

    pub(super) fn top_hitters(&mut self) -> Body {
        let count = self.unnamed("top-hitters");
        self.expect_keyword("of");
        let of = self.named_expr();
        let by = self.eat_keyword("by").then(|| self.unnamed("top-hitters"));
        (Vec::new(), OperatorKind::TopHitters { count, of, by })
    }

    /// From the first `top-nested` on, which each clause repeats.
    pub(super) fn top_nested(&mut self) -> Body {
        let clauses = self.list(|parser| {
            parser.expect_keyword("top-nested");
            let count = (!parser.at_keyword("of")).then(|| parser.unnamed("top-nested"));
            parser.expect_keyword("of");
            let of = parser.named_expr();
            let mut others = None;
            if parser.eat_keyword("with") {
                parser.expect_keyword("others");
                parser.expect_sign("=");
                others = Some(parser.expr());
            }
            parser.expect_keyword("by");
            let by = parser.named_expr();
            let (ascending, nulls_first) = parser.ordering();
            TopNestedClause {
                count,
                of,
                others,
                by,
                ascending,
                nulls_first,
            }
        });
        (Vec::new(), OperatorKind::TopNested { clauses })
    }

    pub(super) fn count(&mut self) -> Body {
        let as_name = self
            .eat_keyword("as")
            .then(|| self.expect_name(NameClass::Plain, "the name of a column"));
        (Vec::new(), OperatorKind::Count { as_name })
    }

    pub(super) fn as_operator(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let name = self.expect_name(NameClass::Plain, "a name");
        (parameters, OperatorKind::As { name })
    }

    pub(super) fn consume(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        (parameters, OperatorKind::Consume)
    }

    pub(super) fn getschema(&mut self) -> Body {
        let mut kind = None;
        if self.at_keyword("kind") && self.sign_at(1, "=") {
            self.next();
            self.next();
            kind = Some(self.expect_name(NameClass::Plain, "`csl`"));
        }
        (Vec::new(), OperatorKind::GetSchema { kind })
    }

    pub(super) fn assert_schema(&mut self) -> Body {
        let columns = self.row_schema();
        (Vec::new(), OperatorKind::AssertSchema { columns })
    }

    pub(super) fn render(&mut self) -> Body {
        let token = self.peek();
        let visualization = Name {
            text: self.word(0).to_owned(),
            span: token.span,
        };
        if visualization.text.is_empty() {
            self.expected("the name of a chart");
        } else {
            self.next();
        }
        let parameters = self.older_render_properties();
        let mut properties = Vec::new();
        if self.eat_keyword("with") {
            self.expect_sign("(");
            self.eat_sign(",");
            properties = self.list_until(")", false, Self::render_property);
        }
        let kind = OperatorKind::Render {
            visualization,
            properties,
        };
        (parameters, kind)
    }

    /// `kind=stacked title="…" by a, b`: properties without `with (…)`.
    fn older_render_properties(&mut self) -> Vec<HintParameter> {
        let mut parameters = Vec::new();
        loop {
            let equals = usize::from(self.sign_at(1, "="));
            match self.keyword(0) {
                "kind" | "title" | "accumulate" if equals == 1 => {
                    let (name, value) = self.render_property();
                    parameters.push(HintParameter { name, value });
                }
                keyword @ ("by" | "with") if !self.sign_at(1, "(") => {
                    let token = self.next();
                    let value = if keyword == "by" {
                        self.column_list()
                    } else {
                        self.parameter_value()
                    };
                    let name = Name {
                        text: keyword.to_owned(),
                        span: token.span,
                    };
                    parameters.push(HintParameter { name, value });
                }
                _ => return parameters,
            }
        }
    }

    fn render_property(&mut self) -> (Name, Expr) {
        let token = self.peek();
        let name = Name {
            text: self.word(0).to_owned(),
            span: token.span,
        };
        if !RENDER_PROPERTIES.contains(&name.text.as_str()) {
            self.expected("a property of `render`");
        }
        if !self.at_sign("=") {
            self.next();
        }
        self.expect_sign("=");
        let value = match name.text.as_str() {
            "ycolumns" | "anomalycolumns" | "series" => self.column_list(),
            "title" | "xtitle" | "ytitle" => self.path(),
            _ => self.parameter_value(),
        };
        (name, value)
    }

    /// `a, b`, up to what can be no further column; one column stands for itself.
    fn column_list(&mut self) -> Expr {
        let start = self.start();
        let mut columns = vec![self.column_name()];
        while self.at_sign(",")
            && !(RENDER_PROPERTIES.contains(&self.word(1)) && self.sign_at(2, "="))
        {
            self.next();
            columns.push(self.column_name());
        }
        if columns.len() == 1
            && let Some(column) = columns.pop()
        {
            return column;
        }
        Expr {
            kind: ExprKind::List(columns),
            span: self.span_from(start),
        }
    }
}
