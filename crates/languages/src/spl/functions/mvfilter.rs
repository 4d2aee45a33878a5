use super::def::{Body, Function, example};
use vigie_syntax::Span;
use vigie_syntax::kql::ast::Expr as Tree;
use vigie_syntax::spl::ast::{BinaryOp, Expr, ExprKind};

use crate::spl::build;
use crate::spl::eval::Scope;
use crate::spl::lowering::{Lower, Lowering};

pub(super) const FUNCTION: Function = Function {
    name: "mvfilter",
    aliases: &[],
    arguments: (1, 1),
    condition: false,
    summary: "Keeps the values of a field for which a condition holds.",
    examples: &[
        example(r#"mvfilter(match(split("ab;c", ";"), "^a"))"#, "ab"),
        example(r#"mvfilter(NOT match(split("ab;c", ";"), "^a"))"#, "c"),
    ],
    body: Body::Own(|lowering, call| {
        filter(
            lowering,
            call.scope,
            &call.arguments[0],
            true,
            call.place,
            call.span,
        )
    }),
};

/// The values for which one test, or its opposite, holds. Tests that are joined with AND or OR, or
/// that are about other fields, are not supported.
fn filter(
    lowering: &mut Lowering<'_>,
    scope: &mut Scope<'_>,
    condition: &Expr,
    wanted: bool,
    place: Option<Span>,
    span: Span,
) -> Lower<Tree> {
    let literal = |e: &Expr| match &e.kind {
        ExprKind::Text(text) | ExprKind::Number(text) => Some(text.clone()),
        _ => None,
    };
    let (value, test, argument) = match &condition.kind {
        ExprKind::Not(inner) => return filter(lowering, scope, inner, !wanted, place, span),
        ExprKind::Call { name, arguments } if arguments.len() == 2 => {
            let test = match name.text.to_ascii_lowercase().as_str() {
                "match" => "regex",
                "like" => "like",
                _ => return Err(lowering.unsupported(span, "this condition of `mvfilter`")),
            };
            (&arguments[0], test, literal(&arguments[1]))
        }
        ExprKind::Call { name, arguments }
            if arguments.len() == 1 && name.text.eq_ignore_ascii_case("isnotnull") =>
        {
            return lowering.value(scope, &arguments[0], place);
        }
        ExprKind::Binary {
            op: BinaryOp::Compare(op),
            left,
            right,
        } => (left.as_ref(), op.sign(), literal(right)),
        ExprKind::Binary {
            op: BinaryOp::Like,
            left,
            right,
        } => (left.as_ref(), "like", literal(right)),
        _ => return Err(lowering.unsupported(span, "this condition of `mvfilter`")),
    };
    let Some(argument) = argument else {
        return Err(lowering.unsupported(span, "this condition of `mvfilter`"));
    };
    let value = lowering.value(scope, value, place)?;
    let arguments = vec![
        value,
        build::string(test, span),
        build::string(&argument, span),
        build::boolean(wanted, span),
    ];
    Ok(build::call("__spl_mvfilter", arguments, span))
}
