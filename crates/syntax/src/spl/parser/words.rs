//! The arguments of the commands without a grammar of their own.

use super::{Cursor, Read};
use crate::spl::ast::*;

/// Whether a character ends a bare word.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '|' | '[' | ']' | ',' | '"' | '`' | '=')
}

impl Cursor<'_> {
    /// Words up to a pipe or a closing bracket. With `filter`, `where` begins search terms.
    pub(super) fn words(&mut self, filter: bool, stops: &[char]) -> Read<Vec<Word>> {
        let mut words = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None | Some('|' | ']') => return Ok(words),
                Some(c) if stops.contains(&c) => return Ok(words),
                _ => {}
            }
            let start = self.at;
            if filter && self.take_keyword("where") {
                if let Some(term) = self.terms(&[])? {
                    words.push(Word {
                        kind: WordKind::Filter(term),
                        span: self.from(start),
                    });
                }
                continue;
            }
            words.push(self.word()?);
        }
    }

    fn word(&mut self) -> Read<Word> {
        let start = self.at;
        let atom = self.atom()?;
        let before = self.at;
        let name = match &atom.kind {
            WordKind::Bare(text) | WordKind::Quoted(text) | WordKind::Field(text) => text.clone(),
            _ => return Ok(atom),
        };
        self.space();
        // `field!=value` leaves the `!` on the bare word.
        let (name, op) = match name.strip_suffix('!') {
            Some(name) if self.peek() == Some('=') => {
                self.bump();
                (name.to_owned(), Some(CompareOp::NotEqual))
            }
            _ => (name, self.option_op()),
        };
        let Some(op) = op else {
            self.at = before;
            return Ok(atom);
        };
        self.space();
        if matches!(self.peek(), None | Some('|' | ']' | ')')) {
            let at = self.here();
            return Err(self.error(at, format!("the value of `{name}` is missing")));
        }
        let value = self.option_value()?;
        Ok(Word {
            kind: WordKind::Option {
                name: Name {
                    text: name,
                    span: atom.span,
                },
                op,
                value: Box::new(value),
            },
            span: self.from(start),
        })
    }

    fn option_op(&mut self) -> Option<CompareOp> {
        matches!(self.peek(), Some('=' | '<' | '>'))
            .then(|| self.compare_op())
            .flatten()
    }

    /// A value may have `=` in it, as `path=a=b` has.
    fn option_value(&mut self) -> Read<Word> {
        let start = self.at;
        let bare = self.take_while(|c| c == '=' || !ends_word(c)).to_owned();
        if bare.is_empty() || self.peek() == Some('(') {
            self.at = start;
            return self.atom();
        }
        Ok(Word {
            kind: WordKind::Bare(bare),
            span: self.from(start),
        })
    }

    fn atom(&mut self) -> Read<Word> {
        let start = self.at;
        let kind = match self.peek() {
            Some('"') => WordKind::Quoted(self.quoted_text('"')?),
            Some('\'') => match self.quoted('\'') {
                Some(text) => WordKind::Field(text),
                None => WordKind::Bare(self.take_while(|c| !ends_word(c)).to_owned()),
            },
            Some(',') => {
                self.bump();
                WordKind::Comma
            }
            Some('`') => WordKind::Macro(self.macro_call()?),
            Some('[') => WordKind::Subsearch(self.subsearch()?),
            Some('(') => WordKind::Group(self.group()?),
            Some('=') => {
                self.bump();
                WordKind::Bare("=".to_owned())
            }
            _ => {
                let bare = self
                    .take_while(|c| !ends_word(c) && !matches!(c, '<' | '>'))
                    .to_owned();
                let name = Name {
                    text: bare,
                    span: self.from(start),
                };
                if self.peek() == Some('(') && !name.text.is_empty() {
                    WordKind::Call {
                        name,
                        arguments: self.group()?,
                    }
                } else if name.text.is_empty() {
                    // `<`, `>` and `<<FIELD>>` in a word.
                    let sign = self.take_while(|c| matches!(c, '<' | '>'));
                    if sign.is_empty() {
                        let at = self.here();
                        self.bump();
                        return Err(self.error(at, "an argument cannot begin here"));
                    }
                    let rest = self.take_while(|c| !ends_word(c));
                    WordKind::Bare(format!("{sign}{rest}"))
                } else {
                    WordKind::Bare(name.text)
                }
            }
        };
        Ok(Word {
            kind,
            span: self.from(start),
        })
    }

    fn group(&mut self) -> Read<Vec<Word>> {
        let start = self.at;
        self.deeper(|cursor| {
            cursor.take('(');
            let words = cursor.words(false, &[')'])?;
            if !cursor.take(')') {
                let at = cursor.from(start);
                return Err(cursor.error(at, "the parenthesis is not closed"));
            }
            Ok(words)
        })
    }
}
