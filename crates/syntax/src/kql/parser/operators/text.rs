//! Operators that take text apart: `parse`, `parse-where`, `parse-kv`.

use super::super::super::ast::{OperatorKind, ParsePart};
use super::super::super::words;
use super::super::{NameClass, Parser};
use super::Body;

impl Parser<'_> {
    pub(super) fn parse_operator(&mut self, where_: bool) -> Body {
        let parameters = self.parameters(&["flags"]);
        let source = self.expr();
        self.expect_keyword("with");
        let mut pattern = Vec::new();
        while let Some(part) = self.parse_part() {
            pattern.push(part);
        }
        let kind = OperatorKind::Parse {
            where_,
            source,
            pattern,
        };
        (parameters, kind)
    }

    /// `*`, a string, or `name[:type]`.
    fn parse_part(&mut self) -> Option<ParsePart> {
        let span = self.peek().span;
        if self.eat_sign("*") {
            return Some(ParsePart::Star(span));
        }
        if let Some((text, span)) = self.string_literal() {
            return Some(ParsePart::Text(text, span));
        }
        let name = self.eat_name(NameClass::Declared)?;
        let ty = self.eat_sign(":").then(|| self.type_name(words::is_type));
        Some(ParsePart::Column { name, ty })
    }

    pub(super) fn parse_kv(&mut self) -> Body {
        let source = self.expr();
        self.expect_keyword("as");
        let columns = self.row_schema();
        let properties = if self.eat_keyword("with") {
            self.expect_sign("(");
            self.list_until(")", false, Self::property)
        } else {
            Vec::new()
        };
        let kind = OperatorKind::ParseKv {
            source,
            columns,
            properties,
        };
        (Vec::new(), kind)
    }
}
