//! Operators that make series and numbers: `make-series`, `range`.

use super::super::super::ast::{MakeSeries, MakeSeriesAggregate, OperatorKind};
use super::super::{NameClass, Parser};
use super::Body;

impl Parser<'_> {
    pub(super) fn make_series(&mut self) -> Body {
        let parameters = self.parameters(&[]);
        let aggregates = self.list(|parser| {
            let value = parser.named_expr();
            let mut default = None;
            if parser.eat_keyword("default") {
                parser.expect_sign("=");
                default = Some(parser.expr());
            }
            MakeSeriesAggregate { value, default }
        });
        self.expect_keyword("on");
        let on = self.named_expr();
        let (mut from, mut to, mut step) = (None, None, None);
        let in_range = self.at_keyword("in");
        if self.eat_keyword("in") {
            self.expect_keyword("range");
            self.expect_sign("(");
            let mut arguments = self.list_until(")", false, Self::expr).into_iter();
            from = arguments.next();
            to = arguments.next();
            step = arguments.next();
            if step.is_none() || arguments.next().is_some() {
                self.expected("three arguments of `range` before this");
            }
        } else {
            if self.eat_keyword("from") {
                from = Some(self.expr());
            }
            if self.eat_keyword("to") {
                to = Some(self.expr());
            }
            if self.expect_keyword("step") {
                step = Some(self.expr());
            }
        }
        let by = if self.eat_keyword("by") {
            self.list(Self::named_expr)
        } else {
            Vec::new()
        };
        let kind = OperatorKind::MakeSeries(Box::new(MakeSeries {
            aggregates,
            on,
            from,
            to,
            step,
            in_range,
            by,
        }));
        (parameters, kind)
    }

    /// `range x from a to b step c`
    pub(super) fn range(&mut self) -> Body {
        let name = self.expect_name(NameClass::Plain, "the name of a column");
        self.expect_keyword("from");
        let from = self.expr();
        self.expect_keyword("to");
        let to = self.expr();
        self.expect_keyword("step");
        let step = self.expr();
        (
            Vec::new(),
            OperatorKind::Range {
                name,
                from,
                to,
                step,
            },
        )
    }
}
