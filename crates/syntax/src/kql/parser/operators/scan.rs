//! `scan`: steps of a state machine over rows.

use super::super::super::ast::{Name, NamedExpr, OperatorKind, Scan, ScanStep};
use super::super::{NameClass, Parser};
use super::Body;

impl Parser<'_> {
    pub(super) fn scan(&mut self) -> Body {
        let mut with_match_id = None;
        let mut parameters = Vec::new();
        loop {
            if self.at_keyword("with_match_id") && self.sign_at(1, "=") {
                self.next();
                self.next();
                with_match_id = Some(self.expect_name(NameClass::Plain, "the name of a column"));
                continue;
            }
            let more = self.parameters(&[]);
            if more.is_empty() {
                break;
            }
            parameters.extend(more);
        }
        let mut order = Vec::new();
        if self.eat_keyword("order") {
            self.expect_keyword("by");
            order = self.list(Self::sort_key);
        }
        let mut partition = Vec::new();
        if self.eat_keyword("partition") {
            self.expect_keyword("by");
            partition = self.list(|parser| NamedExpr {
                names: Vec::new(),
                expr: parser.expr(),
            });
        }
        let mut declare = Vec::new();
        if self.eat_keyword("declare") {
            self.expect_sign("(");
            declare = self.list_until(")", false, Self::parameter);
        }
        self.expect_keyword("with");
        let mut steps = Vec::new();
        if self.expect_sign("(") {
            while self.at_keyword("step") {
                let step = self.apart(Self::scan_step);
                steps.push(step);
            }
            self.close(")");
        }
        let kind = OperatorKind::Scan(Box::new(Scan {
            order,
            partition,
            declare,
            with_match_id,
            steps,
        }));
        (parameters, kind)
    }

    /// `step name [optional] [output=all] : condition [=> a = 1, b = 2];`
    fn scan_step(&mut self) -> ScanStep {
        self.next();
        let name = self.expect_name(NameClass::Declared, "the name of a step");
        let optional = self.eat_keyword("optional");
        let mut output = None;
        if self.eat_keyword("output") {
            self.expect_sign("=");
            output = self.scan_output();
        }
        self.expect_sign(":");
        let condition = self.expr();
        let mut assignments = Vec::new();
        if self.eat_sign("=>") {
            assignments = self.list(|parser| {
                let name = parser.expect_name(NameClass::Declared, "the name of a column");
                parser.expect_sign("=");
                (name, parser.expr())
            });
        }
        if !self.expect_sign(";") {
            self.skip_to_boundary();
            self.eat_sign(";");
        }
        ScanStep {
            name,
            optional,
            output,
            condition,
            assignments,
        }
    }

    fn scan_output(&mut self) -> Option<Name> {
        let token = self.peek();
        if !matches!(self.word(0), "all" | "last" | "none") {
            self.expected("`all`, `last` or `none`");
            return None;
        }
        self.next();
        Some(Name {
            text: self.text_of(token).to_owned(),
            span: token.span,
        })
    }
}
