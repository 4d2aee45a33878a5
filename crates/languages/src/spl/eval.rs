//! The expressions of `eval` and `where`: values, which are dynamic, and conditions, which are bool
//! and may be null.

use vigie_syntax::kql::ast::{BinaryOp as Kql, Expr as Tree};
use vigie_syntax::spl::ast::{BinaryOp, Expr, ExprKind, Name};
use vigie_syntax::{Diagnostic, Span};

use super::build;
use super::flow::{Fields, Flow};
use super::functions::FUNCTIONS;
use super::functions::def::{Body, Function};
use super::lowering::{Lower, Lowering};
use super::profiles::Profile;

/// What the names of an expression mean.
pub(crate) enum Scope<'f> {
    /// Fields of rows.
    Rows(&'f mut Fields),
    /// Fields of an event that are being written out, with those that stand for their own leaf.
    Event(Option<&'static Profile>, Vec<String>),
}

/// A call on its way.
pub(crate) struct Call<'c, 'f> {
    pub(crate) arguments: &'c [Expr],
    pub(crate) scope: &'c mut Scope<'f>,
    /// Where everything is, when the expression is not of the author's text.
    pub(crate) place: Option<Span>,
    pub(crate) span: Span,
}

impl Lowering<'_> {
    /// A value over the fields of rows.
    pub(crate) fn value_of(&mut self, flow: &mut Flow, e: &Expr) -> Lower<Tree> {
        let mut scope = Scope::Rows(&mut flow.fields);
        self.value(&mut scope, e, None)
    }

    /// A condition over the fields of rows.
    pub(crate) fn condition_of(&mut self, flow: &mut Flow, e: &Expr) -> Lower<Tree> {
        let mut scope = Scope::Rows(&mut flow.fields);
        self.condition(&mut scope, e, None)
    }

    /// A value with one place for all of its parts.
    pub(crate) fn value_at(&mut self, scope: &mut Scope<'_>, e: &Expr, place: Span) -> Lower<Tree> {
        self.value(scope, e, Some(place))
    }

    pub(crate) fn value(
        &mut self,
        scope: &mut Scope<'_>,
        e: &Expr,
        place: Option<Span>,
    ) -> Lower<Tree> {
        let span = place.unwrap_or(e.span);
        match &e.kind {
            ExprKind::Field(name) => match scope {
                Scope::Rows(fields) => Ok(self.field(fields, name, span)),
                Scope::Event(profile, inside) => {
                    let (profile, mut inside) = (*profile, inside.clone());
                    self.event_field(profile, name, span, &mut inside)
                }
            },
            ExprKind::Number(number) => match number.parse::<f64>() {
                Ok(value) => Ok(build::number(value, span)),
                Err(_) => Err(self.error("syntax-error", span, format!("`{number}` is no number"))),
            },
            ExprKind::Text(text) => Ok(build::text(text, span)),
            ExprKind::Minus(inner) => {
                let inner = self.value(scope, inner, place)?;
                Ok(arithmetic(build::number(0.0, span), "-", inner, span))
            }
            ExprKind::Binary { op, left, right } => match op {
                BinaryOp::Add
                | BinaryOp::Subtract
                | BinaryOp::Concat
                | BinaryOp::Multiply
                | BinaryOp::Divide
                | BinaryOp::Modulo => {
                    let left = self.value(scope, left, place)?;
                    let right = self.value(scope, right, place)?;
                    Ok(arithmetic(left, op.sign(), right, span))
                }
                _ => Err(self.boolean_value(span)),
            },
            ExprKind::Not(_) | ExprKind::In { .. } => Err(self.boolean_value(span)),
            ExprKind::Call { name, arguments } => {
                let function = self.function(name, arguments, span)?;
                if function.condition {
                    return Err(self.boolean_value(span));
                }
                self.call(function, name, arguments, scope, place)
            }
            ExprKind::Subsearch(_) => Err(self.unsupported(span, "a subsearch in an expression")),
            ExprKind::Macro(call) => {
                Err(self.error("unknown-macro", span, format!("no macro `{}`", call.name)))
            }
        }
    }

    fn boolean_value(&mut self, span: Span) -> super::lowering::Failed {
        let diagnostic = Diagnostic::error(
            "boolean-value",
            span,
            "a field cannot have a Boolean as its value",
        )
        .help("write `if(…, \"true\", \"false\")` around it");
        self.fail(diagnostic)
    }

    pub(crate) fn condition(
        &mut self,
        scope: &mut Scope<'_>,
        e: &Expr,
        place: Option<Span>,
    ) -> Lower<Tree> {
        let span = place.unwrap_or(e.span);
        match &e.kind {
            ExprKind::Not(inner) => {
                let inner = self.condition(scope, inner, place)?;
                Ok(build::not(inner))
            }
            ExprKind::Binary { op, left, right } => match op {
                BinaryOp::And | BinaryOp::Or => {
                    let left = self.condition(scope, left, place)?;
                    let right = self.condition(scope, right, place)?;
                    let op = if *op == BinaryOp::And {
                        Kql::And
                    } else {
                        Kql::Or
                    };
                    Ok(build::parenthesized(build::binary(op, left, right)))
                }
                BinaryOp::Xor => {
                    let left = self.condition(scope, left, place)?;
                    let right = self.condition(scope, right, place)?;
                    let one = build::binary(Kql::And, left.clone(), build::not(right.clone()));
                    let other = build::binary(Kql::And, build::not(left), right);
                    Ok(build::any(
                        vec![build::parenthesized(one), build::parenthesized(other)],
                        span,
                    ))
                }
                BinaryOp::Compare(op) => {
                    let left = self.value(scope, left, place)?;
                    let right = self.value(scope, right, place)?;
                    Ok(compare(left, op.sign(), right, span))
                }
                BinaryOp::Like => {
                    let left = self.value(scope, left, place)?;
                    let right = self.text(scope, right, place)?;
                    Ok(build::call("__spl_like", vec![left, right], span))
                }
                _ => Err(self.not_boolean(span)),
            },
            ExprKind::In {
                negated,
                operand,
                list,
            } => {
                let inside = self.one_of(scope, operand, list, place, span)?;
                Ok(if *negated { build::not(inside) } else { inside })
            }
            ExprKind::Number(number) => Ok(build::boolean(
                number.parse::<f64>().is_ok_and(|n| n != 0.0),
                span,
            )),
            ExprKind::Call { name, arguments } => {
                let function = self.function(name, arguments, span)?;
                if function.condition {
                    return self.call(function, name, arguments, scope, place);
                }
                if matches!(function.name, "if" | "case" | "coalesce") {
                    // A Boolean that was chosen: `if(a, true(), false())`.
                    return self.chosen_condition(scope, function, arguments, place, span);
                }
                Err(self.not_boolean(span))
            }
            _ => Err(self.not_boolean(span)),
        }
    }

    /// `if` and `case` where a condition is asked for: their results are conditions.
    fn chosen_condition(
        &mut self,
        scope: &mut Scope<'_>,
        function: &Function,
        arguments: &[Expr],
        place: Option<Span>,
        span: Span,
    ) -> Lower<Tree> {
        let parts = arguments
            .iter()
            .map(|a| self.condition(scope, a, place))
            .collect::<Lower<Vec<_>>>()?;
        match (function.name, parts.as_slice()) {
            ("if", [_, _, _]) => Ok(build::call("iff", parts, span)),
            ("case", parts) if parts.len() >= 2 => {
                let mut arguments = parts.to_vec();
                arguments.push(build::boolean(false, span));
                Ok(build::call("case", arguments, span))
            }
            _ => Err(self.not_boolean(span)),
        }
    }

    fn not_boolean(&mut self, span: Span) -> super::lowering::Failed {
        self.error(
            "not-boolean",
            span,
            "a condition is required here, and this is a value",
        )
    }

    /// `x IN (a, b)` and `in(x, a, b)`: equal to one of them; no wildcards.
    pub(crate) fn one_of(
        &mut self,
        scope: &mut Scope<'_>,
        operand: &Expr,
        list: &[Expr],
        place: Option<Span>,
        span: Span,
    ) -> Lower<Tree> {
        let operand = self.value(scope, operand, place)?;
        let mut parts = Vec::new();
        for item in list {
            let item = self.value(scope, item, place)?;
            parts.push(compare(operand.clone(), "=", item, span));
        }
        Ok(build::any(parts, span))
    }

    /// A text for a parameter that takes one: a literal, or a value as text.
    pub(crate) fn text(
        &mut self,
        scope: &mut Scope<'_>,
        e: &Expr,
        place: Option<Span>,
    ) -> Lower<Tree> {
        let span = place.unwrap_or(e.span);
        if let ExprKind::Text(text) | ExprKind::Number(text) = &e.kind {
            return Ok(build::string(text, span));
        }
        let value = self.value(scope, e, place)?;
        Ok(build::call("__spl_text", vec![value], span))
    }

    fn function(
        &mut self,
        name: &Name,
        arguments: &[Expr],
        span: Span,
    ) -> Lower<&'static Function> {
        let lower = name.text.to_ascii_lowercase();
        let found = FUNCTIONS
            .iter()
            .find(|f| f.name == lower || f.aliases.contains(&lower.as_str()));
        let Some(function) = found else {
            let mut diagnostic = Diagnostic::error(
                "unsupported-function",
                span,
                format!("the function `{}` is not supported", name.text),
            );
            let names = FUNCTIONS.iter().map(|f| f.name);
            if let Some(near) = vigie_syntax::diagnostic::nearest(&lower, names) {
                diagnostic = diagnostic.help(format!("`{near}` has a similar name"));
            }
            return Err(self.fail(diagnostic));
        };
        let (least, most) = function.arguments;
        if arguments.len() < least || arguments.len() > most {
            let wanted = if most == usize::MAX {
                format!("at least {least}")
            } else if least == most {
                least.to_string()
            } else {
                format!("{least} to {most}")
            };
            return Err(self.error(
                "wrong-argument-count",
                span,
                format!(
                    "`{}` takes {wanted} arguments, found {}",
                    function.name,
                    arguments.len()
                ),
            ));
        }
        Ok(function)
    }

    fn call(
        &mut self,
        function: &Function,
        name: &Name,
        arguments: &[Expr],
        scope: &mut Scope<'_>,
        place: Option<Span>,
    ) -> Lower<Tree> {
        let span =
            place.unwrap_or_else(|| arguments.last().map_or(name.span, |a| name.span.to(a.span)));
        match function.body {
            Body::Engine(engine) => {
                let values = arguments
                    .iter()
                    .map(|a| self.value(scope, a, place))
                    .collect::<Lower<Vec<_>>>()?;
                Ok(build::call(engine, values, span))
            }
            Body::TextBehind(engine) => {
                let mut values = Vec::new();
                for (i, argument) in arguments.iter().enumerate() {
                    values.push(if i == 0 {
                        self.value(scope, argument, place)?
                    } else {
                        self.text(scope, argument, place)?
                    });
                }
                Ok(build::call(engine, values, span))
            }
            Body::With(engine, constant) => {
                let value = self.value(scope, &arguments[0], place)?;
                Ok(build::call(
                    engine,
                    vec![value, build::string(constant, span)],
                    span,
                ))
            }
            Body::Own(own) => own(
                self,
                Call {
                    arguments,
                    scope,
                    place,
                    span,
                },
            ),
        }
    }
}

pub(crate) fn compare(left: Tree, op: &str, right: Tree, span: Span) -> Tree {
    build::call(
        "__spl_compare",
        vec![left, build::string(op, span), right],
        span,
    )
}

pub(crate) fn arithmetic(left: Tree, op: &str, right: Tree, span: Span) -> Tree {
    build::call(
        "__spl_arithmetic",
        vec![left, build::string(op, span), right],
        span,
    )
}

/// Whether a value may be several: what the functions on such fields give.
pub(crate) fn may_be_several(fields: &Fields, e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Field(name) => match fields.known.get(name) {
            Some(field) => field.several,
            None => name.contains("{}"),
        },
        ExprKind::Call { name, arguments } => {
            let lower = name.text.to_ascii_lowercase();
            match lower.as_str() {
                "split" | "mvappend" | "mvrange" | "mvzip" | "mvfilter" | "mvmap" | "mvdedup"
                | "mvsort" | "spath" | "json_extract" | "values" => true,
                "mvindex" => arguments.len() > 2,
                "mvjoin" | "mvcount" | "mvfind" | "len" => false,
                _ => arguments.iter().any(|a| may_be_several(fields, a)),
            }
        }
        _ => false,
    }
}

impl Lowering<'_> {
    /// Whether an expression is a condition, which `tostring` takes as well as a value.
    pub(crate) fn is_condition(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Not(_) | ExprKind::In { .. } => true,
            ExprKind::Binary { op, .. } => matches!(
                op,
                BinaryOp::And
                    | BinaryOp::Or
                    | BinaryOp::Xor
                    | BinaryOp::Compare(_)
                    | BinaryOp::Like
            ),
            ExprKind::Call { name, .. } => {
                let lower = name.text.to_ascii_lowercase();
                FUNCTIONS.iter().any(|f| f.condition && f.name == lower)
            }
            _ => false,
        }
    }
}
