//! The predicates of `search`: OR binds closer than AND, and AND need not be written.

use super::{Cursor, Read};
use crate::spl::ast::*;

/// Whether a character ends a bare word of a search.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '|' | '[' | ']' | ',' | '"' | '`')
}

impl Cursor<'_> {
    /// Terms up to a pipe, a closing bracket or one of the stop words; `None` when there are none.
    pub(super) fn terms(&mut self, stops: &[&str]) -> Read<Option<Term>> {
        let mut parts: Vec<Term> = Vec::new();
        let start = self.at;
        loop {
            self.space();
            while self.take(',') {
                self.space();
            }
            if self.ends_terms(stops) {
                break;
            }
            if !parts.is_empty() && self.take_keyword("AND") {
                self.space();
            }
            let term = self.alternatives(stops)?;
            parts.push(term);
        }
        let span = self.from(start);
        Ok(match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Term {
                kind: TermKind::And(parts),
                span,
            }),
        })
    }

    fn ends_terms(&self, stops: &[&str]) -> bool {
        match self.peek() {
            None | Some('|' | ')' | ']') => true,
            _ => {
                let word = self.keyword();
                stops.iter().any(|s| s.eq_ignore_ascii_case(word))
            }
        }
    }

    fn alternatives(&mut self, stops: &[&str]) -> Read<Term> {
        let start = self.at;
        let first = self.negated(stops)?;
        let mut parts = vec![first];
        loop {
            let before = self.at;
            self.space();
            if !self.take_keyword("OR") {
                self.at = before;
                break;
            }
            self.space();
            parts.push(self.negated(stops)?);
        }
        if parts.len() == 1 {
            return parts.pop().ok_or(super::Failed);
        }
        Ok(Term {
            kind: TermKind::Or(parts),
            span: self.from(start),
        })
    }

    fn negated(&mut self, stops: &[&str]) -> Read<Term> {
        let start = self.at;
        if self.keyword() == "NOT" && !self.names_field("NOT".len()) {
            self.at += "NOT".len();
            self.space();
            let inner = self.deeper(|cursor| cursor.negated(stops))?;
            return Ok(Term {
                kind: TermKind::Not(Box::new(inner)),
                span: self.from(start),
            });
        }
        self.single(stops)
    }

    /// Whether a comparison follows the word of this length: then the word is a field.
    fn names_field(&self, length: usize) -> bool {
        let after = self.rest().get(length..).unwrap_or_default();
        after.starts_with(['=', '!', '<', '>'])
    }

    fn single(&mut self, stops: &[&str]) -> Read<Term> {
        let start = self.at;
        if self.ends_terms(stops) {
            let at = self.here();
            return Err(self.error(at, "a search term is missing"));
        }
        match self.peek() {
            Some('(') => self.deeper(|cursor| {
                cursor.take('(');
                let inner = cursor.terms(&[])?;
                if !cursor.take(')') {
                    let at = cursor.from(start);
                    return Err(cursor.error(at, "the parenthesis is not closed"));
                }
                // `()` stands for nothing, so for every event.
                Ok(inner.unwrap_or(Term {
                    kind: TermKind::And(Vec::new()),
                    span: cursor.from(start),
                }))
            }),
            Some('[') => {
                let search = self.subsearch()?;
                Ok(Term {
                    kind: TermKind::Subsearch(Box::new(search)),
                    span: self.from(start),
                })
            }
            Some('`') => {
                let call = self.macro_call()?;
                Ok(Term {
                    span: call.span,
                    kind: TermKind::Macro(call),
                })
            }
            _ => self.comparison(),
        }
    }

    fn comparison(&mut self) -> Read<Term> {
        let start = self.at;
        if let Some(value) = self.directive()? {
            return Ok(Term {
                kind: TermKind::Text(value),
                span: self.from(start),
            });
        }
        let quoted = matches!(self.peek(), Some('"' | '\''));
        let left = match self.peek() {
            Some('"') => self.quoted_text('"')?,
            Some('\'') if self.quoted_field_follows() => self.quoted_text('\'')?,
            _ => self.bare_left(),
        };
        let field = Name {
            text: left,
            span: self.from(start),
        };
        let after_word = self.at;
        self.space();
        if let Some(op) = self.compare_op() {
            self.space();
            let value = self.value()?;
            return Ok(Term {
                kind: TermKind::Compare { field, op, value },
                span: self.from(start),
            });
        }
        let in_follows = self.keyword().eq_ignore_ascii_case("IN")
            && self
                .rest()
                .get(2..)
                .is_some_and(|r| r.trim_start().starts_with('('));
        if in_follows {
            self.at += 2;
            self.space();
            let values = self.value_list()?;
            return Ok(Term {
                kind: TermKind::In { field, values },
                span: self.from(start),
            });
        }
        self.at = after_word;
        if field.text.is_empty() && !quoted {
            let at = self.here();
            self.bump();
            return Err(self.error(at, "a search term is missing"));
        }
        Ok(Term {
            span: field.span,
            kind: TermKind::Text(Value {
                text: field.text,
                quoted,
                directive: Directive::None,
                span: field.span,
            }),
        })
    }

    /// Whether `'…'` is closed and compared: else the quote is part of a word.
    fn quoted_field_follows(&self) -> bool {
        let inside = self.rest().get(1..).unwrap_or_default();
        inside.find('\'').is_some_and(|end| {
            let after = inside.get(end + 1..).unwrap_or_default().trim_start();
            after.starts_with(['=', '!', '<', '>'])
        })
    }

    /// A bare word left of a comparison.
    fn bare_left(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            if ends_word(c) || matches!(c, '=' | '<' | '>') {
                break;
            }
            if c == '!' && self.second() == Some('=') {
                break;
            }
            self.bump();
            if c == '\\' && matches!(self.peek(), Some('"' | '\\' | '|')) {
                text.extend(self.bump());
            } else {
                text.push(c);
            }
        }
        text
    }

    pub(super) fn compare_op(&mut self) -> Option<CompareOp> {
        for (sign, op) in [
            ("!=", CompareOp::NotEqual),
            ("<=", CompareOp::LessOrEqual),
            (">=", CompareOp::GreaterOrEqual),
            ("==", CompareOp::Equal),
            ("<", CompareOp::Less),
            (">", CompareOp::Greater),
            ("=", CompareOp::Equal),
        ] {
            if self.take_text(sign) {
                return Some(op);
            }
        }
        None
    }

    /// `TERM(…)` or `CASE(…)`.
    fn directive(&mut self) -> Read<Option<Value>> {
        let start = self.at;
        let directive = match self.keyword() {
            "TERM" => Directive::Term,
            "CASE" => Directive::Case,
            _ => return Ok(None),
        };
        if !self.rest().get(4..).is_some_and(|r| r.starts_with('(')) {
            return Ok(None);
        }
        self.at += 5;
        let (text, quoted) = if self.peek() == Some('"') {
            (self.quoted_text('"')?, true)
        } else {
            let text = self.take_while(|c| c != ')');
            (text.trim().to_owned(), false)
        };
        if !self.take(')') {
            let at = self.from(start);
            return Err(self.error(at, "the parenthesis is not closed"));
        }
        Ok(Some(Value {
            text,
            quoted,
            directive,
            span: self.from(start),
        }))
    }

    /// What a field is compared to.
    pub(super) fn value(&mut self) -> Read<Value> {
        let start = self.at;
        if let Some(value) = self.directive()? {
            return Ok(value);
        }
        let quoted = self.peek() == Some('"');
        let text = if quoted {
            self.quoted_text('"')?
        } else if self.peek() == Some('`') {
            // A macro as a value stays as written.
            let call = self.macro_call()?;
            format!("`{}`", super::super::macros::inside(&call))
        } else {
            self.bare_value()
        };
        if text.is_empty() && !quoted {
            let at = self.here();
            return Err(self.error(at, "a value is missing after the comparison"));
        }
        Ok(Value {
            text,
            quoted,
            directive: Directive::None,
            span: self.from(start),
        })
    }

    fn bare_value(&mut self) -> String {
        let mut text = String::new();
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                // `fn(x)` in a value keeps its parentheses together.
                '(' if !text.is_empty() => open += 1,
                ')' if open > 0 => open -= 1,
                '[' | ']' if !text.is_empty() && c == '[' => {}
                '"' if !text.is_empty() => {}
                c if ends_word(c) => break,
                _ => {}
            }
            self.bump();
            if c == '\\' && matches!(self.peek(), Some('"' | '\\' | '|')) {
                text.extend(self.bump());
            } else {
                text.push(c);
            }
        }
        text
    }

    /// `(a, "b", c*)`
    fn value_list(&mut self) -> Read<Vec<Value>> {
        let start = self.at;
        self.take('(');
        let mut values = Vec::new();
        loop {
            self.space();
            if self.take(',') {
                continue;
            }
            if self.take(')') {
                return Ok(values);
            }
            if self.at_end() || matches!(self.peek(), Some('|' | ']' | '[')) {
                let at = self.from(start);
                return Err(self.error(at, "the list is not closed with `)`"));
            }
            values.push(self.value()?);
        }
    }
}
