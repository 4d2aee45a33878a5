//! Scalar expressions and conditions of KQL.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{
    Argument, BinaryOp, DynamicLiteral, Expr, ExprKind, InOp, Literal, UnaryOp,
};

use super::super::{Refused, refused};
use super::piece::{Level, Piece, Ty, all, any, constant, quoted, quoted_regex};
use super::{Conversion, MAX_DEPTH};

impl<'q> Conversion<'q> {
    pub(super) fn value(&mut self, e: &'q Expr) -> Result<Piece, Refused> {
        match &e.kind {
            ExprKind::Parenthesized(inner) => self.value(inner),
            ExprKind::Literal(literal) => self.literal(literal, e.span),
            ExprKind::Name(name) => {
                let constant = self.lets.get(name.as_str()).copied();
                if let Some(value) = constant.filter(|_| !self.columns.contains_key(name)) {
                    if self.depth >= MAX_DEPTH {
                        return Err(refused(e.span, "`let` values within one another"));
                    }
                    self.depth += 1;
                    let value = self.value(value);
                    self.depth -= 1;
                    return value;
                }
                self.column(name, e.span)
            }
            ExprKind::Unary { op, operand } => {
                let operand = self.value(operand)?;
                Ok(match op {
                    UnaryOp::Plus => operand,
                    UnaryOp::Minus => Piece::new(
                        format!("-{}", operand.at(Level::Atom)),
                        operand.ty,
                        Level::Multiply,
                    ),
                })
            }
            ExprKind::Binary {
                op, left, right, ..
            } => match op {
                BinaryOp::Add
                | BinaryOp::Subtract
                | BinaryOp::Multiply
                | BinaryOp::Divide
                | BinaryOp::Modulo => {
                    let (left, right) = (self.value(left)?, self.value(right)?);
                    arithmetic(*op, &left, &right, e.span)
                }
                _ => Err(refused(e.span, "a condition as a value")),
            },
            ExprKind::Member { base, name } => self.member(base, &name.text, e.span),
            ExprKind::Index { base, index } => match &index.kind {
                ExprKind::Literal(Literal::String { value, .. }) => {
                    self.member(base, value, e.span)
                }
                ExprKind::Literal(Literal::Long(Some(index))) => {
                    let list = self.value(base)?;
                    match (list.ty, &list.field) {
                        (Ty::List, _) => Ok(Piece::atom(
                            format!("mvindex({}, {index})", list.text),
                            Ty::Text,
                        )),
                        (Ty::Object, Some(path)) if *index >= 0 => {
                            Ok(Piece::field(&format!("{path}{{{index}}}"), Ty::Object))
                        }
                        _ => Err(refused(e.span, "this index")),
                    }
                }
                _ => Err(refused(e.span, "a computed index")),
            },
            ExprKind::Call { name, arguments } => self.call(&name.text, arguments, e.span),
            _ => Err(refused(e.span, "this expression")),
        }
    }

    /// A member of an object of the event is a field.
    fn member(&mut self, base: &'q Expr, name: &str, span: Span) -> Result<Piece, Refused> {
        let base = self.value(base)?;
        match (base.ty, &base.field) {
            (Ty::Object, Some(path)) => Ok(Piece::field(&format!("{path}.{name}"), Ty::Object)),
            _ => Err(refused(span, "a member of what is no object of the event")),
        }
    }

    fn literal(&mut self, literal: &Literal, span: Span) -> Result<Piece, Refused> {
        Ok(match literal {
            Literal::String { value, .. } => Piece::text_literal(value),
            Literal::Long(Some(value)) => Piece::number_literal(value.to_string(), Ty::Number),
            Literal::Int(Some(value)) => Piece::number_literal(value.to_string(), Ty::Number),
            Literal::Real(Some(value)) if value.is_finite() => {
                Piece::number_literal(value.to_string(), Ty::Number)
            }
            Literal::Bool(Some(value)) => Piece {
                literal: Some(value.to_string()),
                ..Piece::atom(format!("\"{value}\""), Ty::Bool).always()
            },
            Literal::Timespan(Some(ticks)) => {
                Piece::number_literal((*ticks as f64 / 1e7).to_string(), Ty::Span)
            }
            Literal::Datetime(Some(text)) => {
                let text = text.trim_end_matches('Z');
                let (format, text) = if text.contains(['T', ' ']) {
                    ("%Y-%m-%dT%H:%M:%S", text.replace(' ', "T"))
                } else {
                    ("%Y-%m-%d", text.to_owned())
                };
                Piece::atom(
                    format!("strptime({}, \"{format}\")", quoted(&text)),
                    Ty::Time,
                )
                .always()
            }
            Literal::Long(None) | Literal::Int(None) | Literal::Real(None) => {
                Piece::atom("null()", Ty::Number)
            }
            Literal::Datetime(None) => Piece::atom("null()", Ty::Time),
            _ => return Err(refused(span, "this literal")),
        })
    }

    /// A condition that is true where the expression is.
    pub(super) fn holds(&mut self, e: &'q Expr) -> Result<Piece, Refused> {
        self.condition(e, true)
    }

    pub(super) fn condition(&mut self, e: &'q Expr, holds: bool) -> Result<Piece, Refused> {
        match &e.kind {
            ExprKind::Parenthesized(inner) => self.condition(inner, holds),
            ExprKind::Literal(Literal::Bool(Some(value))) => Ok(constant(*value == holds)),
            ExprKind::Name(name) => {
                let constant = self.lets.get(name.as_str()).copied();
                if let Some(value) = constant.filter(|_| self.depth < MAX_DEPTH) {
                    self.depth += 1;
                    let value = self.condition(value, holds);
                    self.depth -= 1;
                    return value;
                }
                let column = self.column(name, e.span)?;
                Ok(Piece::condition(
                    format!("{}=\"{holds}\"", column.text),
                    Level::Compare,
                ))
            }
            ExprKind::Binary {
                op, left, right, ..
            } => match op {
                BinaryOp::And | BinaryOp::Or => {
                    let parts = vec![self.condition(left, holds)?, self.condition(right, holds)?];
                    Ok(if (*op == BinaryOp::And) == holds {
                        all(parts)
                    } else {
                        any(parts)
                    })
                }
                _ => self.comparison(*op, left, right, holds, e.span),
            },
            ExprKind::In { op, left, list, .. } => self.in_list(*op, left, list, holds, e.span),
            ExprKind::Between {
                negated,
                operand,
                low,
                high,
            } => {
                let operand = self.value(operand)?;
                let (low, high) = (self.value(low)?, self.value(high)?);
                let holds = holds != *negated;
                let (lower, upper) = if holds { (">=", "<=") } else { ("<", ">") };
                let parts = vec![
                    compared(&operand, lower, &low, e.span)?,
                    compared(&operand, upper, &high, e.span)?,
                ];
                Ok(if holds { all(parts) } else { any(parts) })
            }
            ExprKind::Call { name, arguments } => {
                self.condition_call(&name.text, arguments, holds, e.span)
            }
            _ => Err(refused(e.span, "this condition")),
        }
    }

    fn comparison(
        &mut self,
        op: BinaryOp,
        left: &'q Expr,
        right: &'q Expr,
        holds: bool,
        span: Span,
    ) -> Result<Piece, Refused> {
        let (l, r) = (self.value(left)?, self.value(right)?);
        let order = match op {
            BinaryOp::Less => Some(("<", ">=")),
            BinaryOp::LessOrEqual => Some(("<=", ">")),
            BinaryOp::Greater => Some((">", "<=")),
            BinaryOp::GreaterOrEqual => Some((">=", "<")),
            _ => None,
        };
        if let Some((yes, no)) = order {
            return compared(&l, if holds { yes } else { no }, &r, span);
        }
        if matches!(op, BinaryOp::Equal | BinaryOp::NotEqual)
            && !(l.ty == Ty::Text && r.ty == Ty::Text)
        {
            let equal = (op == BinaryOp::Equal) == holds;
            // Beside a number a missing value is neither equal nor not.
            return compared(&l, if equal { "=" } else { "!=" }, &r, span);
        }
        let Some(text) = &r.literal else {
            return self.compared_fields(op, &l, &r, holds, span);
        };
        self.text_test(op, &l, text, holds, span)
    }

    fn compared_fields(
        &mut self,
        op: BinaryOp,
        left: &Piece,
        right: &Piece,
        holds: bool,
        span: Span,
    ) -> Result<Piece, Refused> {
        let (equal, folded) = match op {
            BinaryOp::Equal => (holds, false),
            BinaryOp::NotEqual => (!holds, false),
            BinaryOp::EqualTilde => (holds, true),
            BinaryOp::BangTilde => (!holds, true),
            _ => return Err(refused(span, "a comparison with a computed text")),
        };
        // Two missing texts are equal in KQL.
        let side = |p: &Piece| {
            let text = p.or_empty();
            if folded {
                format!("lower({text})")
            } else {
                text
            }
        };
        let sign = if equal { "=" } else { "!=" };
        Ok(Piece::condition(
            format!("{}{sign}{}", side(left), side(right)),
            Level::Compare,
        ))
    }

    /// A text is tested against a constant.
    fn text_test(
        &mut self,
        op: BinaryOp,
        left: &Piece,
        text: &str,
        holds: bool,
        span: Span,
    ) -> Result<Piece, Refused> {
        use BinaryOp as Op;
        if left.ty == Ty::Object {
            return Err(refused(span, "an object as a text"));
        }
        let (op, positive) = match op {
            Op::NotEqual => (Op::Equal, false),
            Op::BangTilde => (Op::EqualTilde, false),
            Op::NotHas => (Op::Has, false),
            Op::NotHasCs => (Op::HasCs, false),
            Op::NotContains => (Op::Contains, false),
            Op::NotContainsCs => (Op::ContainsCs, false),
            Op::NotStartsWith => (Op::StartsWith, false),
            Op::NotStartsWithCs => (Op::StartsWithCs, false),
            Op::NotEndsWith => (Op::EndsWith, false),
            Op::NotEndsWithCs => (Op::EndsWithCs, false),
            Op::NotHasPrefix => (Op::HasPrefix, false),
            Op::NotHasSuffix => (Op::HasSuffix, false),
            op => (op, true),
        };
        let holds = holds == positive;
        if text.is_empty() {
            return Ok(match op {
                Op::Equal | Op::EqualTilde if holds => left.missing(),
                Op::Equal | Op::EqualTilde => left.present(),
                // Every text contains the empty one.
                _ => constant(holds),
            });
        }
        let cased = matches!(
            op,
            Op::Equal | Op::HasCs | Op::ContainsCs | Op::StartsWithCs | Op::EndsWithCs
        );
        let subject = if cased
            || matches!(
                op,
                Op::MatchesRegex | Op::Has | Op::HasPrefix | Op::HasSuffix
            ) {
            left.text.clone()
        } else {
            format!("lower({})", left.text)
        };
        let wanted = if cased {
            text.to_owned()
        } else {
            text.to_lowercase()
        };
        let like = |pattern: String| format!("like({subject}, {})", quoted(&pattern));
        let escaped = || {
            let mut out = String::new();
            for c in text.chars() {
                if c.is_ascii_punctuation() && c != '_' {
                    out.push('\\');
                }
                out.push(c);
            }
            out
        };
        let regex = |pattern: String| format!("match({subject}, {})", quoted_regex(&pattern));
        let case = if cased { "" } else { "(?i)" };
        let plain_like = !wanted.contains(['%', '_', '\\']);
        let (test, level) = match op {
            Op::Equal | Op::EqualTilde => {
                (format!("{subject}={}", quoted(&wanted)), Level::Compare)
            }
            Op::StartsWith | Op::StartsWithCs if plain_like => {
                (like(format!("{wanted}%")), Level::Atom)
            }
            Op::EndsWith | Op::EndsWithCs if plain_like => {
                (like(format!("%{wanted}")), Level::Atom)
            }
            Op::Contains | Op::ContainsCs if plain_like => {
                (like(format!("%{wanted}%")), Level::Atom)
            }
            Op::StartsWith | Op::StartsWithCs => {
                (regex(format!("{case}^{}", escaped())), Level::Atom)
            }
            Op::EndsWith | Op::EndsWithCs => (regex(format!("{case}{}$", escaped())), Level::Atom),
            Op::Contains | Op::ContainsCs => (regex(format!("{case}{}", escaped())), Level::Atom),
            Op::Has | Op::HasCs | Op::HasPrefix | Op::HasSuffix => {
                // A term ends where letters and digits do.
                let is_term = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                let before = op != Op::HasSuffix && is_term(text.chars().next());
                let behind = op != Op::HasPrefix && is_term(text.chars().last());
                let before = if before { "(^|[^A-Za-z0-9])" } else { "" };
                let behind = if behind { "([^A-Za-z0-9]|$)" } else { "" };
                (
                    regex(format!("{case}{before}{}{behind}", escaped())),
                    Level::Atom,
                )
            }
            Op::MatchesRegex => (regex(text.to_owned()), Level::Atom),
            _ => return Err(refused(span, "this operator")),
        };
        let test = Piece::condition(test, level);
        Ok(if holds {
            test
        } else {
            any(vec![left.missing(), negated(&test)])
        })
    }

    fn in_list(
        &mut self,
        op: InOp,
        left: &'q Expr,
        list: &'q [Expr],
        holds: bool,
        span: Span,
    ) -> Result<Piece, Refused> {
        let mut items = Vec::new();
        for item in list {
            self.items(item, &mut items, 0)?;
        }
        let (each, positive, is_any) = match op {
            InOp::In => (BinaryOp::Equal, true, true),
            InOp::NotIn => (BinaryOp::Equal, false, true),
            InOp::InTilde => (BinaryOp::EqualTilde, true, true),
            InOp::NotInTilde => (BinaryOp::EqualTilde, false, true),
            InOp::HasAny => (BinaryOp::Has, true, true),
            InOp::HasAll => (BinaryOp::Has, true, false),
        };
        let holds = holds == positive;
        let l = self.value(left)?;
        let mut texts = Vec::new();
        let mut parts = Vec::new();
        for value in items {
            let Some(text) = value.literal.clone() else {
                return Err(refused(span, "a computed value in a list"));
            };
            if each != BinaryOp::Has && value.ty == Ty::Text && l.ty == Ty::Text && !text.is_empty()
            {
                let folded = each == BinaryOp::EqualTilde;
                texts.push(quoted(&if folded { text.to_lowercase() } else { text }));
            } else if value.ty == Ty::Text {
                parts.push(self.text_test(each, &l, &text, true, span)?);
            } else {
                parts.push(compared(&l, "=", &value, span)?);
            }
        }
        if !texts.is_empty() {
            let subject = if each == BinaryOp::EqualTilde {
                format!("lower({})", l.text)
            } else {
                l.text.clone()
            };
            let text = if texts.len() == 1 {
                format!("{subject}={}", texts[0])
            } else {
                format!("{subject} IN ({})", texts.join(", "))
            };
            parts.insert(0, Piece::condition(text, Level::Compare));
        }
        let whole = if is_any { any(parts) } else { all(parts) };
        Ok(if holds {
            whole
        } else {
            any(vec![l.missing(), negated(&whole)])
        })
    }

    /// The values of a list: literals, `dynamic([...])`, a `let` of one.
    fn items(
        &mut self,
        item: &'q Expr,
        items: &mut Vec<Piece>,
        depth: usize,
    ) -> Result<(), Refused> {
        match &item.kind {
            ExprKind::Parenthesized(inner) => self.items(inner, items, depth),
            ExprKind::Name(name) if depth < MAX_DEPTH => {
                match self.lets.get(name.as_str()).copied() {
                    Some(value) => self.items(value, items, depth + 1),
                    None => Err(refused(item.span, "a list that is no constant")),
                }
            }
            ExprKind::Call { name, arguments } if name.text == "pack_array" => {
                for Argument { value, .. } in arguments {
                    self.items(value, items, depth)?;
                }
                Ok(())
            }
            ExprKind::Pipe { .. } | ExprKind::Datatable { .. } => {
                Err(refused(item.span, "a list that comes from a table"))
            }
            ExprKind::Literal(Literal::Dynamic(DynamicLiteral::Array(list))) => {
                for one in list {
                    items.push(match one {
                        DynamicLiteral::String(text) => Piece::text_literal(text),
                        DynamicLiteral::Long(n) => Piece::number_literal(n.to_string(), Ty::Number),
                        _ => return Err(refused(item.span, "this list")),
                    });
                }
                Ok(())
            }
            ExprKind::Call { name, arguments }
                if name.text == "dynamic" || name.text == "todynamic" =>
            {
                for Argument { value, .. } in arguments {
                    self.items(value, items, depth)?;
                }
                Ok(())
            }
            _ => {
                let value = self.value(item)?;
                items.push(value);
                Ok(())
            }
        }
    }
}

/// The opposite of a condition whose fields are there.
pub(super) fn negated(piece: &Piece) -> Piece {
    match piece.text.as_str() {
        "true()" => constant(false),
        "false()" => constant(true),
        _ => Piece::condition(format!("NOT {}", piece.at(Level::Atom)), Level::Compare),
    }
}

/// Two values side by side; where one is missing it does not hold.
pub(super) fn compared(
    left: &Piece,
    sign: &str,
    right: &Piece,
    span: Span,
) -> Result<Piece, Refused> {
    let is_texts = left.ty == Ty::Text || right.ty == Ty::Text;
    let odd = |p: &Piece| matches!(p.ty, Ty::Object | Ty::List);
    if odd(left) || odd(right) || is_texts && !matches!(sign, "=" | "!=") {
        return Err(refused(span, "this comparison"));
    }
    Ok(Piece::condition(
        format!("{}{sign}{}", left.at(Level::Add), right.at(Level::Add)),
        Level::Compare,
    ))
}

fn arithmetic(op: BinaryOp, left: &Piece, right: &Piece, span: Span) -> Result<Piece, Refused> {
    let (level, sign) = match op {
        BinaryOp::Add => (Level::Add, "+"),
        BinaryOp::Subtract => (Level::Add, "-"),
        BinaryOp::Multiply => (Level::Multiply, "*"),
        BinaryOp::Divide => (Level::Multiply, "/"),
        _ => (Level::Multiply, "%"),
    };
    let ty = match (op, left.ty, right.ty) {
        (_, Ty::Number, Ty::Number) => Ty::Number,
        (BinaryOp::Subtract, Ty::Time, Ty::Time) => Ty::Span,
        (BinaryOp::Add | BinaryOp::Subtract, Ty::Time, Ty::Span) => Ty::Time,
        (BinaryOp::Add | BinaryOp::Subtract, Ty::Span, Ty::Span) => Ty::Span,
        (BinaryOp::Divide, Ty::Span, Ty::Span) => Ty::Number,
        (BinaryOp::Multiply, Ty::Span, Ty::Number) | (BinaryOp::Multiply, Ty::Number, Ty::Span) => {
            Ty::Span
        }
        _ => return Err(refused(span, "this arithmetic")),
    };
    let whole = op == BinaryOp::Divide && ty == Ty::Number && left.ty == Ty::Number;
    let next = if level == Level::Add {
        Level::Multiply
    } else {
        Level::Atom
    };
    let text = format!("{}{sign}{}", left.at(level), right.at(next));
    if whole {
        // Whole numbers divide to a whole number in KQL, towards zero.
        return Err(refused(span, "a division of numbers that may be whole"));
    }
    let piece = Piece::new(text, ty, level);
    Ok(if left.always && right.always {
        piece.always()
    } else {
        piece
    })
}
