//! The expressions of `eval` and `where`. A condition of Splunk may have no value; here it is asked
//! where it holds, or where its opposite does, and that is never null.

use vigie_syntax::Span;
use vigie_syntax::spl::ast::{BinaryOp, CompareOp, Expr, ExprKind};

use super::super::{Refused, note, refused};
use super::Conversion;
use super::piece::{Level, Piece, Ty, all, any, quoted};
use super::terms::truth;

impl Conversion<'_> {
    pub(super) fn value(&mut self, e: &Expr) -> Result<Piece, Refused> {
        match &e.kind {
            ExprKind::Field(name) => self.field(name, e.span),
            ExprKind::Number(text) => match text.parse::<f64>() {
                Ok(number) => Ok(Piece::number_literal(number)),
                Err(_) => Err(refused(e.span, format!("the number `{text}`"))),
            },
            ExprKind::Text(text) => Ok(Piece::text_literal(text)),
            ExprKind::Minus(inner) => {
                let inner = self.value(inner)?.as_number();
                Ok(Piece::new(
                    format!("-{}", inner.at(Level::Atom)),
                    Ty::Number,
                    Level::Multiply,
                ))
            }
            ExprKind::Binary {
                op: BinaryOp::Concat,
                ..
            } => {
                let mut parts = Vec::new();
                self.concatenated(e, &mut parts)?;
                self.joined(&parts, e.span)
            }
            ExprKind::Binary { op, left, right } => {
                let left = self.value(left)?;
                let right = self.value(right)?;
                self.arithmetic(*op, &left, &right, e.span)
            }
            ExprKind::Call { name, arguments } => self.call(&name.text, arguments, e.span),
            ExprKind::Not(_) | ExprKind::In { .. } => {
                Err(refused(e.span, "a condition as a value"))
            }
            ExprKind::Subsearch(_) => Err(refused(e.span, "a subsearch")),
            ExprKind::Macro(call) => Err(refused(e.span, format!("the macro `{}`", call.name))),
        }
    }

    fn concatenated(&mut self, e: &Expr, parts: &mut Vec<Piece>) -> Result<(), Refused> {
        if let ExprKind::Binary {
            op: BinaryOp::Concat,
            left,
            right,
        } = &e.kind
        {
            self.concatenated(left, parts)?;
            return self.concatenated(right, parts);
        }
        parts.push(self.value(e)?);
        Ok(())
    }

    /// Texts one after another; without one of them there is no value.
    fn joined(&mut self, parts: &[Piece], span: Span) -> Result<Piece, Refused> {
        if parts.iter().any(|p| matches!(p.ty, Ty::List | Ty::Time)) {
            return Err(refused(span, "a time or several values within a text"));
        }
        let texts: Vec<String> = parts.iter().map(|p| p.text.clone()).collect();
        let whole = format!("strcat({})", texts.join(", "));
        let present = all(parts.iter().map(Piece::present).collect());
        if present.text == "true" {
            return Ok(Piece::atom(whole, Ty::Text).always());
        }
        Ok(Piece::atom(
            format!("iff({}, {whole}, \"\")", present.text),
            Ty::Text,
        ))
    }

    fn arithmetic(
        &mut self,
        op: BinaryOp,
        left: &Piece,
        right: &Piece,
        span: Span,
    ) -> Result<Piece, Refused> {
        let (level, sign) = match op {
            BinaryOp::Add => (Level::Add, "+"),
            BinaryOp::Subtract => (Level::Add, "-"),
            BinaryOp::Multiply => (Level::Multiply, "*"),
            BinaryOp::Divide => (Level::Multiply, "/"),
            BinaryOp::Modulo => (Level::Multiply, "%"),
            _ => return Err(refused(span, "a condition as a value")),
        };
        match (op, left.ty, right.ty) {
            (BinaryOp::Subtract, Ty::Time, Ty::Time) => {
                // Splunk's times are seconds.
                let text = format!(
                    "({} - {}) / 1s",
                    left.at(Level::Add),
                    right.at(Level::Multiply)
                );
                return Ok(Piece::new(text, Ty::Number, Level::Multiply));
            }
            (BinaryOp::Add | BinaryOp::Subtract, Ty::Time, Ty::Number) => {
                let text = format!(
                    "{} {sign} {} * 1s",
                    left.at(Level::Add),
                    right.at(Level::Multiply)
                );
                return Ok(Piece::new(text, Ty::Time, Level::Add));
            }
            (BinaryOp::Add, Ty::Text, _) | (BinaryOp::Add, _, Ty::Text) => {
                let is_text = |p: &Piece| {
                    p.literal
                        .as_ref()
                        .is_some_and(|l| l.parse::<f64>().is_err())
                        && p.ty == Ty::Text
                };
                if is_text(left) || is_text(right) {
                    return self.joined(&[left.clone(), right.clone()], span);
                }
                return Err(refused(
                    span,
                    "`+` of fields that may be numbers or texts (write `.` to join texts)",
                ));
            }
            (_, Ty::Time | Ty::List | Ty::Bool, _) | (_, _, Ty::Time | Ty::List | Ty::Bool) => {
                return Err(refused(span, "this arithmetic"));
            }
            _ => {}
        }
        let (left, right) = (left.as_number(), right.as_number());
        let text = match op {
            // A division of whole numbers keeps its fraction in Splunk, and has no value by zero.
            BinaryOp::Divide => match right.literal.as_deref() {
                Some("0") => return Ok(Piece::null()),
                Some(_) => format!("todouble({}) / {}", left.text, right.at(Level::Atom)),
                None => {
                    let text = format!(
                        "iff({} != 0, todouble({}) / {}, real(null))",
                        right.at(Level::Add),
                        left.text,
                        right.at(Level::Atom)
                    );
                    return Ok(Piece::atom(text, Ty::Number));
                }
            },
            _ => format!("{} {sign} {}", left.at(level), right.at(next(level))),
        };
        let piece = Piece::new(text, Ty::Number, level);
        let always = left.always && right.always && op != BinaryOp::Modulo;
        Ok(if always { piece.always() } else { piece })
    }

    /// A condition that is true where the expression is.
    pub(super) fn holds(&mut self, e: &Expr) -> Result<Piece, Refused> {
        self.condition(e, true)
    }

    /// A condition that is true where the expression is (`holds`), or is false.
    pub(super) fn condition(&mut self, e: &Expr, holds: bool) -> Result<Piece, Refused> {
        match &e.kind {
            ExprKind::Not(inner) => self.condition(inner, !holds),
            ExprKind::Binary { op, left, right } => match op {
                BinaryOp::And | BinaryOp::Or => {
                    let parts = vec![self.condition(left, holds)?, self.condition(right, holds)?];
                    let is_and = *op == BinaryOp::And;
                    Ok(if is_and == holds {
                        all(parts)
                    } else {
                        any(parts)
                    })
                }
                BinaryOp::Xor => {
                    let one = all(vec![
                        self.condition(left, true)?,
                        self.condition(right, !holds)?,
                    ]);
                    let other = all(vec![
                        self.condition(left, false)?,
                        self.condition(right, holds)?,
                    ]);
                    Ok(any(vec![one, other]))
                }
                BinaryOp::Compare(op) => {
                    let left = self.value(left)?;
                    let right = self.value(right)?;
                    let op = if holds { *op } else { op.opposite() };
                    self.compare(op, &left, &right, e.span)
                }
                BinaryOp::Like => {
                    let left = self.value(left)?;
                    let ExprKind::Text(pattern) = &right.kind else {
                        return Err(refused(e.span, "`LIKE` with a computed pattern"));
                    };
                    Ok(self.like(&left, pattern, holds))
                }
                _ => Err(refused(e.span, "a value as a condition")),
            },
            ExprKind::In {
                negated,
                operand,
                list,
            } => self.in_list(operand, list, holds != *negated, e.span),
            ExprKind::Call { name, arguments } => {
                self.condition_call(&name.text, arguments, holds, e.span)
            }
            ExprKind::Number(text) => {
                let is_true = text.parse::<f64>().is_ok_and(|n| n != 0.0);
                Ok(constant(is_true == holds))
            }
            _ => Err(refused(e.span, "a value as a condition")),
        }
    }

    pub(super) fn in_list(
        &mut self,
        operand: &Expr,
        list: &[Expr],
        holds: bool,
        span: Span,
    ) -> Result<Piece, Refused> {
        let operand = self.value(operand)?;
        let items = list
            .iter()
            .map(|item| self.value(item))
            .collect::<Result<Vec<_>, _>>()?;
        let plain = |p: &Piece| {
            p.ty == Ty::Text
                && p.literal
                    .as_ref()
                    .is_some_and(|l| !l.is_empty() && l.parse::<f64>().is_err())
        };
        if operand.ty == Ty::Text && operand.literal.is_none() && items.iter().all(plain) {
            let texts: Vec<String> = items.iter().map(|p| p.text.clone()).collect();
            let op = if holds { "in" } else { "!in" };
            let text = format!("{} {op} ({})", operand.at(Level::Add), texts.join(", "));
            let inside = Piece::condition(text, Level::Compare);
            return Ok(if holds {
                inside
            } else {
                all(vec![operand.present(), inside])
            });
        }
        let op = if holds {
            CompareOp::Equal
        } else {
            CompareOp::NotEqual
        };
        let parts = items
            .iter()
            .map(|item| self.compare(op, &operand, item, span))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(if holds { any(parts) } else { all(parts) })
    }

    /// A comparison that holds only where both sides have a value.
    fn compare(
        &mut self,
        op: CompareOp,
        left: &Piece,
        right: &Piece,
        span: Span,
    ) -> Result<Piece, Refused> {
        let is_equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        let sign = match op {
            CompareOp::Equal => "==",
            op => op.sign(),
        };
        let number_of = |p: &Piece| p.literal.as_deref().and_then(|l| l.parse::<f64>().ok());
        match (left.ty, right.ty) {
            (Ty::Null, _) | (_, Ty::Null) => Ok(constant(false)),
            (Ty::List, _) | (_, Ty::List) => Err(refused(span, "a comparison of several values")),
            (Ty::Bool, _) => match right.literal.as_deref().and_then(truth) {
                Some(value) if is_equality => Ok(Piece::condition(
                    format!("{} {sign} {value}", left.at(Level::Add)),
                    Level::Compare,
                )),
                _ => Err(refused(span, "this comparison of a truth value")),
            },
            (_, Ty::Bool) => self.compare(mirrored(op), right, left, span),
            (Ty::Time, Ty::Time) | (Ty::Number, Ty::Number) => Ok(plain(left, sign, right)),
            (Ty::Time, _) | (_, Ty::Time) => {
                let seconds = |p: &Piece| match number_of(p) {
                    Some(_) => Some(Piece::atom(
                        format!("unixtime_seconds_todatetime({})", p.text),
                        Ty::Time,
                    )),
                    None => (p.ty == Ty::Time).then(|| p.clone()),
                };
                match (seconds(left), seconds(right)) {
                    (Some(left), Some(right)) => Ok(plain(&left, sign, &right)),
                    _ => Err(refused(span, "this comparison of a time")),
                }
            }
            (Ty::Text, Ty::Text) if number_of(left).is_none() && number_of(right).is_none() => {
                if !is_equality {
                    return Err(refused(span, "a comparison by the order of texts"));
                }
                if right.literal.as_deref() == Some("") || left.literal.as_deref() == Some("") {
                    note(
                        &mut self.differences,
                        "an empty text and a missing value are the same in Sentinel's columns",
                    );
                    let other = if right.literal.as_deref() == Some("") {
                        left
                    } else {
                        right
                    };
                    return Ok(if op == CompareOp::Equal {
                        constant(false)
                    } else {
                        other.present()
                    });
                }
                let own = plain(left, sign, right);
                Ok(match op {
                    CompareOp::Equal if left.always || right.always => own,
                    CompareOp::Equal => all(vec![left.present(), own]),
                    _ => all(vec![left.present(), right.present(), own]),
                })
            }
            // A text beside a number: by number where the text is one.
            _ => {
                let (l, r) = (left.as_number(), right.as_number());
                let own = plain(&l, sign, &r);
                match op {
                    CompareOp::Equal => Ok(own),
                    CompareOp::NotEqual => {
                        let texts = [left, right];
                        let present = all(texts
                            .iter()
                            .filter(|p| p.ty == Ty::Text)
                            .map(|p| p.present())
                            .collect());
                        Ok(Piece::condition(
                            format!("coalesce({}, {})", own.text, present.text),
                            Level::Atom,
                        ))
                    }
                    _ => {
                        note(
                            &mut self.differences,
                            "texts that are no numbers do not hold in a comparison with a number; Splunk compares their letters",
                        );
                        Ok(own)
                    }
                }
            }
        }
    }

    /// A pattern of SQL: `%` any letters, `_` one.
    pub(super) fn like(&mut self, left: &Piece, pattern: &str, holds: bool) -> Piece {
        let subject = left.as_text();
        let inner = pattern.trim_matches('%');
        let simple = !inner.contains(['%', '_', '\\']) && !inner.is_empty();
        let (before, behind) = (pattern.starts_with('%'), pattern.ends_with('%'));
        let not = if holds { "" } else { "!" };
        let piece = if simple {
            let op = match (before, behind) {
                (true, true) => format!("{not}contains_cs"),
                (true, false) => format!("{not}endswith_cs"),
                (false, true) => format!("{not}startswith_cs"),
                (false, false) => (if holds { "==" } else { "!=" }).to_owned(),
            };
            Piece::condition(
                format!("{} {op} {}", subject.at(Level::Add), quoted(inner)),
                Level::Compare,
            )
        } else {
            let mut regex = String::from("(?s)^");
            for c in pattern.chars() {
                match c {
                    '%' => regex.push_str(".*"),
                    '_' => regex.push('.'),
                    c if c.is_ascii_punctuation() => {
                        regex.push('\\');
                        regex.push(c);
                    }
                    c => regex.push(c),
                }
            }
            regex.push('$');
            matching(&subject, &regex, holds)
        };
        // An empty text would match `%`, and a missing one does not.
        if holds && !inner.is_empty() {
            piece
        } else {
            all(vec![left.present(), piece])
        }
    }
}

/// A text matches a regular expression, or does not.
pub(super) fn matching(subject: &Piece, regex: &str, holds: bool) -> Piece {
    let text = format!("{} matches regex {}", subject.at(Level::Add), quoted(regex));
    if holds {
        Piece::condition(text, Level::Compare)
    } else {
        Piece::condition(format!("not({text})"), Level::Atom)
    }
}

fn plain(left: &Piece, sign: &str, right: &Piece) -> Piece {
    Piece::condition(
        format!("{} {sign} {}", left.at(Level::Add), right.at(Level::Add)),
        Level::Compare,
    )
}

pub(super) fn constant(value: bool) -> Piece {
    Piece::condition(if value { "true" } else { "false" }, Level::Atom)
}

fn next(level: Level) -> Level {
    match level {
        Level::Add => Level::Multiply,
        _ => Level::Atom,
    }
}

fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        op => op,
    }
}
