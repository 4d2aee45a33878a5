//! `T | scan with (step s1: …; step s2: …)`: sequences of rows.

use std::sync::Arc;

use vigie_syntax::kql::ast::{Operator, ParameterType, Scan as Tree};

use super::sort::sort_keys;
use super::{parameter, word};
use crate::bind::{Bind, Binder, Env, Failed, Pipe, RowScope};
use crate::bound::{Expr, Rel, RelOp};
use crate::kernels::scan::{Scan, Shown, Step};
use crate::types::{Column, Type, Value};

pub(crate) fn bind(
    b: &mut Binder<'_>,
    input: Pipe,
    tree: &Tree,
    op: &Operator,
    env: &Env,
) -> Bind<Pipe> {
    let span = op.span;
    let per = Arc::clone(&input.per);
    let mut scope = RowScope::of(input);
    let mut partition: Vec<(Column, Expr)> = Vec::new();
    for key in &tree.partition {
        let value = b.expr(&key.expr, env, &mut scope)?;
        partition.push((Column::new(b.hidden_name(), value.ty), value));
    }
    let order = sort_keys(b, &tree.order, env, &mut scope)?;
    let pipe = scope.into_pipe().ok_or(Failed)?;
    if order.is_empty() && !pipe.rel.ordered && !pipe.rel.open {
        return Err(b.fail(
            vigie_syntax::Diagnostic::error(
                "not-serialized",
                span,
                "`scan` requires rows in a fixed order",
            )
            .help("put `sort by …` or `serialize` before this operator"),
        ));
    }
    let shown = pipe.rel.columns.clone();
    let mut pipe = pipe.extend(partition.clone(), span);
    if !order.is_empty() {
        pipe = pipe.with(Arc::new(Rel {
            op: RelOp::Sort {
                input: Arc::clone(&pipe.rel),
                keys: order,
                limit: None,
            },
            columns: pipe.rel.columns.clone(),
            span,
            ordered: true,
            open: pipe.rel.open,
        }));
    }
    let row = pipe.rel.columns.clone();
    let mut declared: Vec<Column> = Vec::new();
    let mut defaults = Vec::new();
    for parameter in &tree.declare {
        let ParameterType::Scalar(ty) = &parameter.ty else {
            return Err(b.error(
                "unexpected-expression",
                parameter.name.span,
                "`scan` declares scalars",
            ));
        };
        let Some(ty) = Type::from_name(&ty.text) else {
            return Err(b.error("unknown-type", ty.span, format!("no type `{}`", ty.text)));
        };
        let default = match &parameter.default {
            Some(default) => {
                let value = b.scalar(default, env)?;
                let value = b.converted(value, ty);
                b.value(&value)?.unwrap_or(Value::missing(ty))
            }
            None => Value::missing(ty),
        };
        declared.push(Column::new(&parameter.name.text, ty));
        defaults.push(default);
    }
    let all: Vec<Column> = row.iter().chain(&declared).cloned().collect();
    let step_column = |step: usize, name: &str| format!("__vigie:{step}.{name}");
    let mut scope = RowScope::of(pipe.clone());
    scope.fixed = true;
    scope.extra = declared
        .iter()
        .map(|c| (c.name.clone(), Expr::column(c, span)))
        .collect();
    for (i, step) in tree.steps.iter().enumerate() {
        let columns = all
            .iter()
            .map(|c| {
                let hidden = Column::new(step_column(i, &c.name), c.ty);
                (c.name.clone(), Expr::column(&hidden, span))
            })
            .collect();
        scope.members.push((step.name.text.clone(), columns));
    }
    let mut steps = Vec::new();
    for step in &tree.steps {
        let condition = b.expr(&step.condition, env, &mut scope)?;
        let condition = b.condition(condition)?;
        let condition = b.settled(&condition)?;
        let mut assignments = Vec::new();
        for (name, value) in &step.assignments {
            let Some(place) = declared.iter().position(|c| c.name == name.text) else {
                return Err(b.error(
                    "unknown-column",
                    name.span,
                    format!("`scan` declares no column `{}`", name.text),
                ));
            };
            let value = b.expr(value, env, &mut scope)?;
            let value = b.converted(value, declared[place].ty);
            assignments.push((place, b.settled(&value)?));
        }
        let shown = match step.output.as_ref().map(|n| n.text.as_str()) {
            None | Some("all") => Shown::All,
            Some("last") => Shown::Last,
            Some("none") => Shown::None,
            Some(other) => {
                return Err(b.error(
                    "unknown-option",
                    span,
                    format!("a step of `scan` has no output `{other}`"),
                ));
            }
        };
        steps.push(Step {
            condition,
            assignments,
            shown,
            optional: step.optional,
        });
    }
    if scope.pipe.as_ref().is_some_and(|p| p.rel.columns != row) {
        return Err(b.unsupported(
            "unsupported-expression",
            span,
            "a window function in `scan`",
        ));
    }
    let match_id = tree
        .with_match_id
        .as_ref()
        .map(|n| n.text.clone())
        .or_else(|| {
            parameter(op, "with_match_id")
                .and_then(|p| word(&p.value))
                .map(str::to_owned)
        });
    let place = |name: &str| row.iter().position(|c| c.name == name);
    let kernel = Scan {
        steps,
        missing: row
            .iter()
            .map(|c| Value::missing(c.ty))
            .chain(defaults.iter().cloned())
            .collect(),
        defaults,
        row_names: all.iter().map(|c| c.name.clone()).collect(),
        step_names: (0..tree.steps.len())
            .map(|i| all.iter().map(|c| step_column(i, &c.name)).collect())
            .collect(),
        with_match_id: match_id.is_some(),
        partition: partition
            .iter()
            .map(|(c, _)| c)
            .chain(per.iter())
            .filter_map(|c| place(&c.name))
            .collect(),
    };
    let mut columns = all;
    let mut shown: Vec<Column> = shown.into_iter().chain(declared).collect();
    if let Some(name) = match_id {
        columns.push(Column::new(&name, Type::Long));
        shown.push(Column::new(&name, Type::Long));
    }
    let scanned = pipe.then(
        RelOp::Kernel {
            input: Arc::clone(&pipe.rel),
            kernel: Arc::new(kernel),
        },
        columns,
        span,
    );
    Ok(scanned.keep(&shown, span))
}
