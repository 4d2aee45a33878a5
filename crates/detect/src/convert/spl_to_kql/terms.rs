//! The predicates of `search`: a field is compared to a text, in any letter case, with wildcards.

use vigie_syntax::spl::ast::{CompareOp, Directive, Term, TermKind, Value};

use super::super::{Refused, note, refused};
use super::Conversion;
use super::piece::{Level, Piece, Ty, all, any, quoted};
use super::time::moment;

/// Fields that say where an event is; in Sentinel a table is the place.
const PLACES: &[&str] = &["index", "splunk_server", "sourcetype"];

impl Conversion<'_> {
    /// A condition that holds where the predicate does, or with `holds` false where it does not.
    pub(super) fn term(&mut self, term: &Term, holds: bool) -> Result<Piece, Refused> {
        match &term.kind {
            TermKind::And(parts) | TermKind::Or(parts) => {
                let pieces = parts
                    .iter()
                    .map(|part| self.term(part, holds))
                    .collect::<Result<Vec<_>, _>>()?;
                let is_and = matches!(term.kind, TermKind::And(_));
                Ok(if is_and == holds {
                    all(pieces)
                } else {
                    any(pieces)
                })
            }
            TermKind::Not(inner) => self.term(inner, !holds),
            TermKind::Compare {
                field,
                op: CompareOp::NotEqual,
                ..
            } if field.text == "sourcetype" => {
                Err(refused(term.span, "`!=` of the field `sourcetype`"))
            }
            TermKind::Compare { field, .. } | TermKind::In { field, .. }
                if PLACES.contains(&field.text.as_str()) =>
            {
                if !holds {
                    return Err(refused(
                        term.span,
                        format!("`NOT` of the field `{}`", field.text),
                    ));
                }
                Ok(Piece::condition("true", Level::Atom))
            }
            TermKind::Compare { field, op, value } => match (field.text.as_str(), op) {
                ("earliest" | "latest" | "_index_earliest" | "_index_latest", CompareOp::Equal) => {
                    self.time_range(&field.text, value)
                }
                _ => self.comparison(&field.text, *op, value, holds, term),
            },
            TermKind::In { field, values } => {
                let value = self.field(&field.text, field.span)?;
                self.one_of(&value, &field.text, values, holds, term)
            }
            TermKind::Text(value) if value.text == "*" => Ok(Piece::condition(
                if holds { "true" } else { "false" },
                Level::Atom,
            )),
            TermKind::Text(value) => {
                if !self.events {
                    return Err(refused(term.span, "a bare word after the events are gone"));
                }
                note(
                    &mut self.differences,
                    "a bare word is looked for in each column of the table, in Splunk in the raw event",
                );
                let word = value.text.trim_matches('*');
                let op = if word.len() == value.text.len() {
                    "has"
                } else {
                    "contains"
                };
                let op = if holds {
                    op.to_owned()
                } else {
                    format!("!{op}")
                };
                if word.contains('*') || !holds {
                    return Err(refused(
                        term.span,
                        "this search for a word in the raw event",
                    ));
                }
                Ok(Piece::condition(
                    format!("* {op} {}", quoted(word)),
                    Level::Compare,
                ))
            }
            TermKind::Subsearch(_) => Err(refused(term.span, "a subsearch")),
            TermKind::Macro(call) => Err(refused(term.span, format!("the macro `{}`", call.name))),
        }
    }

    fn time_range(&mut self, field: &str, value: &Value) -> Result<Piece, Refused> {
        if matches!(value.text.as_str(), "now" | "now()" | "0") {
            return Ok(Piece::condition("true", Level::Atom));
        }
        let at = moment(&value.text)
            .ok_or_else(|| refused(value.span, format!("the time `{}`", value.text)))?;
        let op = if field.ends_with("earliest") {
            ">="
        } else {
            "<"
        };
        Ok(Piece::condition(
            format!("TimeGenerated {op} {at}"),
            Level::Compare,
        ))
    }

    fn comparison(
        &mut self,
        field: &str,
        op: CompareOp,
        value: &Value,
        holds: bool,
        term: &Term,
    ) -> Result<Piece, Refused> {
        let left = self.field(field, term.span)?;
        let plain = value.directive != Directive::Case;
        match op {
            CompareOp::Equal | CompareOp::NotEqual if value.text == "*" && plain => {
                Ok(match (op, holds) {
                    (CompareOp::Equal, true) => left.present(),
                    (CompareOp::Equal, false) => left.missing(),
                    // It would have to exist and not to exist.
                    (_, holds) => {
                        Piece::condition(if holds { "false" } else { "true" }, Level::Atom)
                    }
                })
            }
            CompareOp::Equal => self.matches(&left, field, value, holds, term),
            CompareOp::NotEqual => {
                let other = self.matches(&left, field, value, !holds, term)?;
                Ok(if holds {
                    all(vec![left.present(), other])
                } else {
                    any(vec![left.missing(), other])
                })
            }
            _ => self.order(&left, op, value, holds, term),
        }
    }

    fn order(
        &mut self,
        left: &Piece,
        op: CompareOp,
        value: &Value,
        holds: bool,
        term: &Term,
    ) -> Result<Piece, Refused> {
        let Ok(limit) = value.text.parse::<f64>() else {
            return Err(refused(term.span, "a comparison by the order of texts"));
        };
        let limit = Piece::number_literal(limit);
        match left.ty {
            Ty::Null => return Ok(constant(!holds)),
            Ty::Text => note(
                &mut self.differences,
                "texts that are no numbers do not hold in a comparison with a number; Splunk compares their letters",
            ),
            Ty::Number => {}
            _ => return Err(refused(term.span, "this comparison")),
        }
        let number = left.as_number();
        let text = format!(
            "{} {} {}",
            number.at(Level::Add),
            op.sign(),
            limit.at(Level::Add)
        );
        let held = Piece::condition(text, Level::Compare);
        Ok(if holds {
            held
        } else {
            Piece::condition(format!("not(coalesce({}, false))", held.text), Level::Atom)
        })
    }

    /// The field is one of some values.
    fn one_of(
        &mut self,
        left: &Piece,
        field: &str,
        values: &[Value],
        holds: bool,
        term: &Term,
    ) -> Result<Piece, Refused> {
        let is_exact = |v: &&Value| {
            !v.text.contains('*') && v.directive != Directive::Case && network(&v.text).is_none()
        };
        let exact: Vec<&Value> = values.iter().filter(is_exact).collect();
        let mut parts = Vec::new();
        if left.ty == Ty::Text && left.literal.is_none() && exact.len() > 1 {
            let texts: Vec<String> = exact
                .iter()
                .map(|v| quoted(&self.word(field, &v.text)))
                .collect();
            let op = if holds { "in~" } else { "!in~" };
            let text = format!("{} {op} ({})", left.at(Level::Add), texts.join(", "));
            parts.push(Piece::condition(text, Level::Compare));
        } else {
            for value in exact {
                parts.push(self.matches(left, field, value, holds, term)?);
            }
        }
        for value in values.iter().filter(|v| !is_exact(v)) {
            parts.push(if value.text == "*" {
                if holds {
                    left.present()
                } else {
                    left.missing()
                }
            } else {
                self.matches(left, field, value, holds, term)?
            });
        }
        Ok(if holds { any(parts) } else { all(parts) })
    }

    /// The word of Sentinel's column for one of the event.
    fn word(&self, field: &str, text: &str) -> String {
        let held = self.held.get(field).copied().flatten();
        held.and_then(|h| h.word(text)).unwrap_or(text).to_owned()
    }

    /// The field is a value, which may have wildcards.
    fn matches(
        &mut self,
        left: &Piece,
        field: &str,
        value: &Value,
        holds: bool,
        term: &Term,
    ) -> Result<Piece, Refused> {
        let cased = value.directive == Directive::Case;
        let wanted = self.word(field, &value.text);
        match left.ty {
            Ty::Null => return Ok(constant(!holds)),
            Ty::Bool => {
                let Some(truth) = truth(&wanted) else {
                    return Ok(constant(!holds));
                };
                return Ok(if holds {
                    Piece::condition(
                        format!("{} == {truth}", left.at(Level::Add)),
                        Level::Compare,
                    )
                } else {
                    let other = format!("{} != {truth}", left.at(Level::Add));
                    any(vec![
                        left.missing(),
                        Piece::condition(other, Level::Compare),
                    ])
                });
            }
            Ty::Number => {
                let Ok(number) = wanted.parse::<f64>() else {
                    return Ok(constant(!holds));
                };
                let number = Piece::number_literal(number);
                return Ok(if holds {
                    let text = format!("{} == {}", left.at(Level::Add), number.text);
                    Piece::condition(text, Level::Compare)
                } else {
                    let other = format!("{} != {}", left.at(Level::Add), number.text);
                    any(vec![
                        left.missing(),
                        Piece::condition(other, Level::Compare),
                    ])
                });
            }
            Ty::List => {
                let case = if cased { "m" } else { "im" };
                let pattern = format!("(?{case})^{}$", regex_of(&wanted));
                let text = format!(
                    "strcat_array({}, \"\\n\") matches regex {}",
                    left.text,
                    quoted(&pattern)
                );
                let held = Piece::condition(text, Level::Compare);
                return Ok(if holds { held } else { negated(&held) });
            }
            Ty::Text => {}
            Ty::Time => return Err(refused(term.span, "a time that equals a text")),
        }
        if let Some(own) = &left.literal {
            // What the add-on says of every event.
            if wanted.contains('*') || cased {
                return Err(refused(term.span, "this comparison with a constant"));
            }
            return Ok(constant(own.eq_ignore_ascii_case(&wanted) == holds));
        }
        let subject = left.at(Level::Add);
        if let Some(function) = network(&wanted) {
            let held = Piece::condition(
                format!("{function}({}, {})", left.text, quoted(&wanted)),
                Level::Atom,
            );
            if holds {
                return Ok(held);
            }
            return Ok(Piece::condition(
                format!("not(coalesce({}, false))", held.text),
                Level::Atom,
            ));
        }
        let case = if cased { "_cs" } else { "" };
        let stars = wanted.matches('*').count();
        let inner = wanted.trim_matches('*');
        let not = if holds { "" } else { "!" };
        let (op, text) = match stars {
            0 if cased => (
                (if holds { "==" } else { "!=" }).to_owned(),
                wanted.as_str(),
            ),
            0 => (
                (if holds { "=~" } else { "!~" }).to_owned(),
                wanted.as_str(),
            ),
            1 if wanted.ends_with('*') => (format!("{not}startswith{case}"), inner),
            1 if wanted.starts_with('*') => (format!("{not}endswith{case}"), inner),
            2 if wanted.starts_with('*') && wanted.ends_with('*') && !inner.is_empty() => {
                (format!("{not}contains{case}"), inner)
            }
            _ => {
                let flags = if cased { "(?s)" } else { "(?is)" };
                let pattern = format!("{flags}^{}$", regex_of(&wanted));
                let text = format!("{subject} matches regex {}", quoted(&pattern));
                let held = Piece::condition(text, Level::Compare);
                return Ok(if holds { held } else { negated(&held) });
            }
        };
        if text.is_empty() {
            // An empty value does not match a missing field, and an empty text is one here.
            return Ok(constant(!holds));
        }
        Ok(Piece::condition(
            format!("{subject} {op} {}", quoted(text)),
            Level::Compare,
        ))
    }
}

/// The function for addresses of a network, where a value is one.
fn network(text: &str) -> Option<&'static str> {
    let (address, bits) = text.split_once('/')?;
    let bits: u8 = bits.parse().ok()?;
    match address.parse::<std::net::IpAddr>().ok()? {
        std::net::IpAddr::V4(_) => (bits <= 32).then_some("ipv4_is_in_range"),
        std::net::IpAddr::V6(_) => (bits <= 128).then_some("ipv6_is_in_range"),
    }
}

fn constant(value: bool) -> Piece {
    Piece::condition(if value { "true" } else { "false" }, Level::Atom)
}

pub(super) fn truth(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// The opposite of a condition that is never null.
pub(super) fn negated(piece: &Piece) -> Piece {
    match piece.text.as_str() {
        "true" => constant(false),
        "false" => constant(true),
        text => Piece::condition(format!("not({text})"), Level::Atom),
    }
}

/// A value with `*` as a part of a regular expression.
fn regex_of(pattern: &str) -> String {
    let mut out = String::new();
    for c in pattern.chars() {
        match c {
            '*' => out.push_str(".*"),
            c if c.is_ascii_punctuation() && c != '_' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
