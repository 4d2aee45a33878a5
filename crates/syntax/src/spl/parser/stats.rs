//! `stats` and its kin: aggregates, options, `by`.

use super::{Cursor, Read};
use crate::spl::ast::*;

/// Whether a character ends a field in a list of aggregates.
fn ends_field(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '|' | '[' | ']' | ',' | '"' | '`' | '=')
}

impl Cursor<'_> {
    pub(super) fn stats(&mut self) -> Read<Stats> {
        let mut stats = Stats {
            options: Vec::new(),
            aggregates: Vec::new(),
            model: None,
            filter: None,
            over: None,
            by: Vec::new(),
        };
        let mut by = false;
        loop {
            self.space();
            while self.take(',') {
                self.space();
            }
            let start = self.at;
            match self.peek() {
                None | Some('|' | ']') => return Ok(stats),
                Some('`') => {
                    // A macro among the arguments is kept as an aggregate of that name.
                    let call = self.macro_call()?;
                    stats.aggregates.push(Aggregate {
                        function: Name {
                            text: format!("`{}`", super::super::macros::inside(&call)),
                            span: call.span,
                        },
                        argument: AggregateArgument::None,
                        alias: None,
                        span: call.span,
                    });
                    continue;
                }
                _ => {}
            }
            let keyword = self.keyword().to_ascii_lowercase();
            match keyword.as_str() {
                "by" | "groupby" if !stats.aggregates.is_empty() || stats.model.is_some() => {
                    self.at += keyword.len();
                    by = true;
                    continue;
                }
                "over" if !stats.aggregates.is_empty() => {
                    self.at += keyword.len();
                    self.space();
                    stats.over = Some(self.stats_field()?);
                    continue;
                }
                "from" if !by => {
                    self.at += keyword.len();
                    stats.model = Some(self.model()?);
                    continue;
                }
                "where" if !by || stats.filter.is_none() => {
                    self.at += keyword.len();
                    stats.filter = self.terms(&["by", "groupby"])?;
                    continue;
                }
                _ => {}
            }
            if let Some(option) = self.stats_option()? {
                stats.options.push(option);
                continue;
            }
            self.at = start;
            if by {
                stats.by.push(self.stats_field()?);
            } else {
                let aggregate = self.aggregate()?;
                stats.aggregates.push(aggregate);
            }
        }
    }

    /// `name=value`; `None`, and nothing taken, when it is none.
    fn stats_option(&mut self) -> Read<Option<(Name, Value)>> {
        let start = self.at;
        let name = self.keyword().to_owned();
        self.at += name.len();
        let span = self.from(start);
        self.space();
        if name.is_empty() || !self.take('=') {
            self.at = start;
            return Ok(None);
        }
        self.space();
        let value = self.value()?;
        Ok(Some((Name { text: name, span }, value)))
    }

    fn model(&mut self) -> Read<Name> {
        self.space();
        if self.take_keyword("datamodel") {
            self.space();
            self.take('=');
            self.space();
        }
        self.stats_field()
    }

    /// A field: bare or in quotes.
    fn stats_field(&mut self) -> Read<Name> {
        let start = self.at;
        let text = match self.peek() {
            Some('"') => self.quoted_text('"')?,
            Some('\'') => self.quoted_text('\'')?,
            _ => {
                let bare = self.take_while(|c| !ends_field(c)).to_owned();
                // `PREFIX(field)`
                if self.peek() == Some('(') && !bare.is_empty() {
                    format!("{bare}({})", self.balanced()?)
                } else {
                    bare
                }
            }
        };
        if text.is_empty() {
            let at = self.here();
            self.bump();
            return Err(self.error(at, "a field is missing"));
        }
        Ok(Name {
            text,
            span: self.from(start),
        })
    }

    fn aggregate(&mut self) -> Read<Aggregate> {
        let start = self.at;
        let function = self
            .take_while(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
            .to_owned();
        let function = Name {
            text: function,
            span: self.from(start),
        };
        if function.text.is_empty() {
            let at = self.here();
            self.bump();
            return Err(self.error(at, "an aggregate such as `count` is missing"));
        }
        let before = self.at;
        self.space();
        let argument = if self.peek() == Some('(') {
            self.aggregate_argument()?
        } else {
            self.at = before;
            AggregateArgument::None
        };
        let mut end = self.at;
        self.space();
        let alias = if self.take_keyword("as") {
            self.space();
            let alias = self.stats_field()?;
            end = self.at;
            Some(alias)
        } else {
            self.at = end;
            None
        };
        self.at = end;
        Ok(Aggregate {
            function,
            argument,
            alias,
            span: self.from(start),
        })
    }

    fn aggregate_argument(&mut self) -> Read<AggregateArgument> {
        let open = self.at;
        self.take('(');
        self.space();
        let start = self.at;
        if self.keyword().eq_ignore_ascii_case("eval")
            && self
                .rest()
                .get(4..)
                .is_some_and(|r| r.trim_start().starts_with('('))
        {
            self.at += 4;
            self.space();
            self.take('(');
            let expr = self.expr()?;
            self.space();
            let closed = self.take(')');
            self.space();
            if !closed || !self.take(')') {
                let at = self.from(open);
                return Err(self.error(at, "the parenthesis is not closed"));
            }
            return Ok(AggregateArgument::Eval(expr));
        }
        if self.take(')') {
            return Ok(AggregateArgument::None);
        }
        if matches!(self.peek(), Some('"' | '\'')) {
            let field = self.stats_field()?;
            self.space();
            if self.take(')') {
                return Ok(AggregateArgument::Field(field));
            }
        }
        self.at = open;
        let text = self.balanced()?;
        let trimmed = text.trim().to_owned();
        let span = crate::Span::new(start, start + trimmed.len());
        let name = Name {
            text: trimmed,
            span,
        };
        let plain = !name.text.contains(['(', ')', ',', '"', '\'', ' ']);
        Ok(if plain {
            AggregateArgument::Field(name)
        } else {
            AggregateArgument::Verbatim(name)
        })
    }

    /// What stands between this parenthesis and the one that closes it.
    pub(super) fn balanced(&mut self) -> Read<String> {
        let open = self.at;
        self.take('(');
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                None => {
                    let at = self.from(open);
                    return Err(self.error(at, "the parenthesis is not closed"));
                }
                Some('"') => {
                    self.quoted_text('"')?;
                    continue;
                }
                Some('(') => depth += 1,
                Some(')') if depth == 0 => {
                    let text = self.text.get(start..self.at).unwrap_or_default().to_owned();
                    self.bump();
                    return Ok(text);
                }
                Some(')') => depth -= 1,
                _ => {}
            }
            self.bump();
        }
    }
}
