//! What has turned away the last rows, and what they had instead.

use std::collections::BTreeMap;

use vigie_engine::bound::{Expr, ExprKind, JoinKind, RelOp};
use vigie_engine::steps::{Steps, always, and};
use vigie_engine::types::Value;
use vigie_syntax::{Diagnostic, Span};

use super::{Text, conjuncts};

/// Values of one expression that are told.
const MOST_VALUES: usize = 6;
/// Expressions of one condition that are told of.
const MOST_EXPRESSIONS: usize = 3;

/// A step out of which no row came.
#[derive(Debug, Clone)]
pub struct Lost {
    /// The condition, or the operator, as it is written.
    pub text: String,
    /// The line and the column in the rule's file, from 1.
    pub place: (usize, usize),
    /// Why, where the text alone does not say it.
    pub reason: Option<String>,
    pub rows_in: usize,
    /// What the rows had that it turned away.
    pub had: Vec<Had>,
}

/// The commonest values of an expression.
#[derive(Debug, Clone)]
pub struct Had {
    pub expression: String,
    /// Value and how many rows had it, commonest first.
    pub values: Vec<(String, usize)>,
    /// Further values.
    pub more: usize,
}

/// The steps that lost everything, looked for from the result down.
pub(super) fn of(steps: &Steps<'_>, text: &Text<'_>) -> Result<Vec<Lost>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = steps.steps.len().checked_sub(1).into_iter().collect();
    while let Some(at) = open.pop() {
        let step = &steps.steps[at];
        let rows = |i: &usize| steps.steps[*i].rows;
        let (left, right) = (step.inputs.first().copied(), step.inputs.get(1).copied());
        match &step.rel.op {
            RelOp::Scan(table) => found.push(plain(
                text,
                step.rel.span,
                format!("`{}` has no row in this window", table.name()),
            )),
            RelOp::Values(_) | RelOp::Range { .. } => {
                found.push(plain(text, step.rel.span, "it has no row".to_owned()));
            }
            RelOp::Union { .. } => open.extend(step.inputs.iter().rev()),
            RelOp::Join { kind, on, .. } => {
                let (Some(left), Some(right)) = (left, right) else {
                    continue;
                };
                let needs_left = !matches!(kind, JoinKind::RightOuter | JoinKind::RightAnti);
                let needs_right = matches!(
                    kind,
                    JoinKind::Inner | JoinKind::LeftSemi | JoinKind::RightSemi
                ) || !needs_left;
                if needs_left && rows(&left) == 0 {
                    open.push(left);
                } else if needs_right && rows(&right) == 0 {
                    let said = "the right side of this join is empty".to_owned();
                    found.push(plain(text, step.rel.span, said));
                    open.push(right);
                } else {
                    let anti = matches!(kind, JoinKind::LeftAnti | JoinKind::RightAnti);
                    let reason = if anti {
                        "every row has a partner"
                    } else {
                        "no row has a partner"
                    };
                    let mut had = Vec::new();
                    for (ours, theirs) in on {
                        had.extend(told(steps, left, None, ours, "left: ", text)?);
                        had.extend(told(steps, right, None, theirs, "right: ", text)?);
                    }
                    had.truncate(2 * MOST_EXPRESSIONS);
                    found.push(Lost {
                        rows_in: rows(&left),
                        had,
                        ..plain(text, step.rel.span, reason.to_owned())
                    });
                }
            }
            RelOp::Filter { predicate, .. } => {
                let Some(input) = left else { continue };
                if rows(&input) == 0 {
                    open.push(input);
                } else {
                    found.push(turned(steps, input, predicate, text)?);
                }
            }
            _ => match left {
                Some(input) if rows(&input) == 0 => open.push(input),
                Some(input) => found.push(Lost {
                    rows_in: rows(&input),
                    reason: None,
                    ..plain(text, step.rel.span, String::new())
                }),
                None => {}
            },
        }
    }
    Ok(found)
}

fn plain(text: &Text<'_>, span: Span, reason: String) -> Lost {
    Lost {
        text: text.piece(span),
        place: text.place(span),
        reason: Some(reason),
        rows_in: 0,
        had: Vec::new(),
    }
}

/// The part of a condition after which no row is left.
fn turned(
    steps: &Steps<'_>,
    input: usize,
    predicate: &Expr,
    text: &Text<'_>,
) -> Result<Lost, Vec<Diagnostic>> {
    let parts = conjuncts(predicate);
    let mut path = always(predicate.span);
    let mut paths = Vec::new();
    for part in &parts {
        path = and(path, (*part).clone());
        paths.push(path.clone());
    }
    let counts = steps.holds(input, &paths)?;
    let at = counts.iter().position(|c| *c == 0).unwrap_or(0);
    let before = at.checked_sub(1);
    let rows_in = before.map_or(steps.steps[input].rows, |b| counts[b]);
    let part = parts.get(at).copied().unwrap_or(predicate);
    let mut had = Vec::new();
    for operand in operands(part) {
        had.extend(told(
            steps,
            input,
            before.map(|b| &paths[b]),
            operand,
            "",
            text,
        )?);
    }
    had.truncate(MOST_EXPRESSIONS);
    Ok(Lost {
        text: text.piece(part.span),
        place: text.place(part.span),
        reason: None,
        rows_in,
        had,
    })
}

/// What a condition looks at: the sides of its comparisons that are no constants.
fn operands(condition: &Expr) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = Vec::new();
    let mut open = vec![condition];
    while let Some(expr) = open.pop() {
        let children = expr.children();
        let inner = matches!(
            expr.kind,
            ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Not(_)
        );
        for child in children.into_iter().rev() {
            if child.is_constant() {
                continue;
            }
            if inner {
                open.push(child);
            } else if !found.iter().any(|f| f.span == child.span) {
                found.push(child);
            }
        }
        if expr.children().is_empty() && !expr.is_constant() && found.is_empty() {
            found.push(expr);
        }
    }
    found
}

/// The commonest values of an expression over the rows of a step for which a condition holds.
fn told(
    steps: &Steps<'_>,
    step: usize,
    path: Option<&Expr>,
    expr: &Expr,
    prefix: &str,
    text: &Text<'_>,
) -> Result<Option<Had>, Vec<Diagnostic>> {
    let path = path.cloned().unwrap_or_else(|| always(expr.span));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in steps.values(step, &[path, expr.clone()])? {
        let [holds, value] = row.as_slice() else {
            continue;
        };
        if holds.as_bool() == Some(true) {
            *counts.entry(shown(value)).or_default() += 1;
        }
    }
    let mut values: Vec<(String, usize)> = counts.into_iter().collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let more = values.len().saturating_sub(MOST_VALUES);
    values.truncate(MOST_VALUES);
    let had = Had {
        expression: format!("{prefix}{}", text.piece(expr.span)),
        values,
        more,
    };
    Ok((!had.values.is_empty()).then_some(had))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        other => other.to_text(),
    }
}
