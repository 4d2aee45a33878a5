//! Parameters of operators: `kind=inner`, `hint.strategy=shuffle`, `isfuzzy=true`.

use super::super::ast::{Expr, ExprKind, HintParameter, Name};
use super::super::lexer::TokenKind;
use super::{NameClass, Parser};

/// Parameters that any operator with parameters takes, if only to be told that they do nothing.
const KNOWN: &[&str] = &[
    "__crossCluster",
    "__crossDB",
    "__id",
    "__isFuzzy",
    "__noWithSource",
    "__packedColumn",
    "__sourceColumnIndex",
    "bagexpansion",
    "bin_legacy",
    "cycles",
    "decodeblocks",
    "expandoutput",
    "force_remote",
    "isfuzzy",
    "kind",
    "with_itemindex",
    "with_match_id",
    "with_source",
    "with_step_name",
    "withsource",
];

impl Parser<'_> {
    /// Parameters before the body of an operator; `declared` are those of this operator alone.
    pub(super) fn parameters(&mut self, declared: &[&str]) -> Vec<HintParameter> {
        let mut parameters = Vec::new();
        while let Some(length) = self.parameter_name_length()
            && self.is_parameter(length, declared)
        {
            let name = self.parameter_name(length);
            self.next();
            let value = self.parameter_value();
            parameters.push(HintParameter { name, value });
        }
        parameters
    }

    fn is_parameter(&self, length: usize, declared: &[&str]) -> bool {
        let word = self.word(0);
        match length {
            1 => KNOWN.contains(&word) || declared.contains(&word),
            _ => word == "hint",
        }
    }

    /// How many tokens before a `=` make a name such as `kind` or `hint.strategy`.
    fn parameter_name_length(&self) -> Option<usize> {
        let mut length = 1;
        if self.word(0).is_empty() {
            return None;
        }
        while self.sign_at(length, ".") && !self.word(length + 1).is_empty() {
            length += 2;
        }
        self.sign_at(length, "=").then_some(length)
    }

    fn parameter_name(&mut self, length: usize) -> Name {
        let start = self.start();
        let mut text = String::new();
        for _ in 0..length {
            let token = self.next();
            text.push_str(self.text_of(token));
        }
        Name {
            text,
            span: self.span_from(start),
        }
    }

    /// A literal, a word (of which none is reserved here) or a name.
    pub(super) fn parameter_value(&mut self) -> Expr {
        if let Some(literal) = self.signed_literal() {
            return literal;
        }
        let name = match self.peek().kind {
            TokenKind::Keyword | TokenKind::Identifier => {
                let token = self.next();
                Some(Name {
                    text: self.text_of(token).to_owned(),
                    span: token.span,
                })
            }
            _ => self.eat_name(NameClass::Plain),
        };
        match name {
            Some(name) => Expr {
                kind: ExprKind::Name(name.text),
                span: name.span,
            },
            None => {
                self.expected("a value");
                self.error_expr()
            }
        }
    }
}
