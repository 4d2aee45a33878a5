//! Phrases that several checks say.

use vigie_engine::bound::{Expr, ExprKind};
use vigie_engine::types::Type;

use super::def::Subject;
use crate::check::flow::facts::{Condition, Operand, Role};
use crate::check::values::test::{Test, test};

/// What is known of an operand: `` `X` is `A` or `B` here ``.
pub(super) fn known(subject: &Subject<'_>, operand: &Operand) -> Option<String> {
    let name = subject.quote(operand.expr.span);
    let shown = operand.value.shown(operand.expr.ty)?;
    let whole = operand.value.as_texts().is_none_or(|texts| {
        texts.iter().all(|t| {
            t.pieces
                .iter()
                .any(crate::check::values::texts::Piece::is_whole)
        })
    });
    Some(if whole {
        format!("{name} is {shown} here")
    } else {
        format!("{name} has {shown} in it here")
    })
}

/// Whether a condition only asks whether there is a value: what a careful author writes once too
/// often is no fault.
pub(super) fn is_defensive(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call { function, args } => {
            matches!(
                function.name,
                "isempty" | "isnotempty" | "isnull" | "isnotnull" | "isnan" | "isfinite" | "isinf"
            ) || matches!(function.name, "equal" | "not_equal" | "equals_tilde")
                && args.iter().any(|a| {
                    a.as_literal().is_some_and(|v| {
                        v.is_null() || a.ty == Type::String && v.as_str().is_empty()
                    })
                })
        }
        _ => false,
    }
}

/// Whether it compares with a text that is to be filled in, as `<DeviceId>`, or values of two types,
/// which leaves open what is compared.
pub(super) fn is_open(condition: &Condition) -> bool {
    let Some(test) = test(&condition.expr) else {
        return false;
    };
    if let ExprKind::Convert(inner) = &test.operand().kind
        && !matches!(inner.ty, Type::Dynamic | Type::Guid)
        && test.operand().ty == Type::String
    {
        return true;
    }
    let brackets = |text: &str| {
        text.starts_with('<') && text.ends_with('>')
            || text.starts_with("{{")
            || text.starts_with('[')
    };
    matches!(test, Test::Pieces { any, .. } if any.iter().any(|p| brackets(&p.text)))
}

/// Whether it is a comparison of numbers by their order.
pub(super) fn is_threshold(condition: &Condition) -> bool {
    let by_order = |name: &str| {
        matches!(
            name,
            "less" | "less_or_equal" | "greater" | "greater_or_equal"
        )
    };
    matches!(&condition.expr.kind, ExprKind::Call { function, .. } if by_order(function.name))
        && matches!(test(&condition.expr), Some(Test::Number { operand, .. })
            if matches!(operand.ty, Type::Int | Type::Long | Type::Real | Type::Decimal))
}

/// What comes of a condition that never does what is asked of it.
pub(super) fn consequence(role: Role) -> &'static str {
    match role {
        Role::Filter => "no row gets past it",
        Role::Alternative => "it lets no row through that the others do not",
        Role::Arm => "its branch is never taken",
        Role::Aggregate => "nothing is ever counted",
    }
}
