//! `mvmap(x, expression)`: the expression for each value of a field by itself.
//!
//! No expression of KQL does that, but `mv-apply` does: before the command that holds the call, the
//! values are computed into a column, which stands in the place of the call.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{MvApply, MvColumn, OperatorKind};
use vigie_syntax::spl::ast::{Expr, ExprKind};

use super::build;
use super::flow::{Field, Flow};
use super::lowering::{Lower, Lowering};

impl Lowering<'_> {
    /// The expression with its calls of `mvmap` computed before it.
    pub(crate) fn hoisted(&mut self, flow: &mut Flow, e: &Expr) -> Lower<Expr> {
        let mut e = e.clone();
        self.hoist(flow, &mut e)?;
        Ok(e)
    }

    fn hoist(&mut self, flow: &mut Flow, e: &mut Expr) -> Lower<()> {
        if let ExprKind::Call { name, arguments } = &mut e.kind
            && name.text.eq_ignore_ascii_case("mvmap")
            && let [values, each] = arguments.as_mut_slice()
        {
            self.hoist(flow, values)?;
            let mapped = self.mapped(flow, values, each, e.span)?;
            e.kind = ExprKind::Field(mapped);
            return Ok(());
        }
        for part in parts(e) {
            self.hoist(flow, part)?;
        }
        Ok(())
    }

    /// The name of a new field: the values of `each`, in which the field of `values` is one value.
    fn mapped(&mut self, flow: &mut Flow, values: &Expr, each: &Expr, span: Span) -> Lower<String> {
        let mut fields = Vec::new();
        fields_of(values, &mut fields);
        if fields.len() > 1 {
            return Err(self.unsupported(span, "`mvmap` over several fields"));
        }
        let values = self.value_of(flow, values)?;
        let (whole, item, mapped) = (self.temporary(), self.temporary(), self.temporary());
        flow.push(build::extend(vec![(whole.clone(), values)], span));
        let mut each = each.clone();
        if let Some(field) = fields.pop() {
            replace(&mut each, &field, &item);
        }
        flow.fields.set(&item, Field::ONE);
        let value = self.value_of(flow, &each)?;
        flow.fields.known.shift_remove(&item);
        let whole = build::column(&whole, span);
        // A row without values stays: it is given one that nobody sees.
        let some = build::iff(
            build::is_null(whole.clone()),
            build::text("", span),
            whole.clone(),
        );
        let list = build::call("make_list", vec![value], span);
        let body = build::pipe(
            None,
            vec![build::summarize(
                vec![(mapped.clone(), list)],
                Vec::new(),
                Vec::new(),
                span,
            )],
            span,
        );
        let apply = MvApply {
            columns: vec![MvColumn {
                name: Some(build::name(&item, span)),
                expr: some,
                to: None,
            }],
            limit: None,
            context_id: None,
            body,
        };
        let apply = OperatorKind::MvApply(Box::new(apply));
        flow.push(build::operator(apply, span));
        let list = build::call("__spl_value", vec![build::column(&mapped, span)], span);
        let list = build::iff(build::is_null(whole), build::null(span), list);
        flow.assign(vec![(mapped.clone(), Field::SEVERAL, list)], span);
        Ok(mapped)
    }
}

/// The parts of an expression.
fn parts(e: &mut Expr) -> Vec<&mut Expr> {
    match &mut e.kind {
        ExprKind::Call { arguments, .. } => arguments.iter_mut().collect(),
        ExprKind::Minus(inner) | ExprKind::Not(inner) => vec![inner],
        ExprKind::Binary { left, right, .. } => vec![left, right],
        ExprKind::In { operand, list, .. } => {
            std::iter::once(operand.as_mut()).chain(list).collect()
        }
        ExprKind::Field(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Subsearch(_)
        | ExprKind::Macro(_) => Vec::new(),
    }
}

/// The fields of an expression, each once.
fn fields_of(e: &Expr, found: &mut Vec<String>) {
    if let ExprKind::Field(name) = &e.kind
        && !found.contains(name)
    {
        found.push(name.clone());
    }
    let mut e = e.clone();
    for part in parts(&mut e) {
        fields_of(part, found);
    }
}

/// Puts another field in the place of one.
fn replace(e: &mut Expr, field: &str, by: &str) {
    if let ExprKind::Field(name) = &mut e.kind
        && name == field
    {
        by.clone_into(name);
    }
    for part in parts(e) {
        replace(part, field, by);
    }
}
