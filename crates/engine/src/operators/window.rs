//! Functions over the rows before and after: `prev`, `next`, `row_number`, …
//!
//! Each call puts a kernel on top of the table that the expression is about; its value is a column
//! that nobody sees.

use std::sync::Arc;

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{Argument, Name};

use crate::bind::{Bind, Binder, Env, Pipe, RowScope};
use crate::bound::{Expr, RelOp};
use crate::kernels::window::{Window, WindowKernel};
use crate::types::{Column, Type};

const NAMES: &[&str] = &[
    "next",
    "prev",
    "row_cumsum",
    "row_number",
    "row_rank",
    "row_rank_dense",
    "row_rank_min",
    "row_window_session",
];

pub(crate) fn is_window(name: &str) -> bool {
    NAMES.contains(&name)
}

pub(crate) fn call(
    b: &mut Binder<'_>,
    name: &Name,
    arguments: &[Argument],
    span: Span,
    env: &Env,
    scope: &mut RowScope,
) -> Bind<Expr> {
    let args = b.plain_arguments(arguments, env, scope)?;
    let Some(pipe) = scope.pipe.clone() else {
        return Err(b.error(
            "no-rows",
            span,
            format!("`{}` requires the rows of a table", name.text),
        ));
    };
    if scope.fixed {
        return Err(b.each_row(span));
    }
    if !pipe.rel.ordered && !pipe.rel.open {
        return Err(b.fail(
            vigie_syntax::Diagnostic::error(
                "not-serialized",
                span,
                format!("`{}` requires rows in a fixed order", name.text),
            )
            .help("put `sort by …` or `serialize` before this operator"),
        ));
    }
    let wrong =
        |b: &mut Binder<'_>, expected: &str| b.wrong_count(span, &name.text, expected, args.len());
    let mut columns = Arguments {
        hidden: Vec::new(),
        width: pipe.rel.columns.len(),
    };
    let (window, ty) = match name.text.as_str() {
        "prev" | "next" => {
            let [value, rest @ ..] = args.as_slice() else {
                return Err(wrong(b, "1 to 3"));
            };
            if rest.len() > 2 {
                return Err(wrong(b, "1 to 3"));
            }
            b.column(&name.text, value.clone())?;
            let offset = match rest.first() {
                Some(offset) => whole(b, &name.text, offset)?,
                None => 1,
            };
            let ty = value.ty;
            let default = match rest.get(1) {
                Some(default) => {
                    if default.reads_columns() {
                        return Err(b.error(
                            "not-constant",
                            default.span,
                            format!("the default of `{}` requires a constant", name.text),
                        ));
                    }
                    let default = b.converted(default.clone(), ty);
                    Some(columns.add(b, default))
                }
                None => None,
            };
            let window = Window::Shift {
                value: columns.add(b, value.clone()),
                offset: if name.text == "next" { -offset } else { offset },
                default,
            };
            (window, ty)
        }
        "row_number" => {
            if args.len() > 2 {
                return Err(wrong(b, "0 to 2"));
            }
            let start = match args.first() {
                Some(start) => whole(b, &name.text, start)?,
                None => 1,
            };
            let restart = restart(b, &mut columns, args.get(1))?;
            (Window::RowNumber { start, restart }, Type::Long)
        }
        "row_cumsum" => {
            let ([value] | [value, _]) = args.as_slice() else {
                return Err(wrong(b, "1 or 2"));
            };
            let unknown = b.unknowns && value.ty == Type::Dynamic;
            if !value.ty.is_numeric() && !unknown {
                return Err(b.error(
                    "type-mismatch",
                    value.span,
                    format!("`row_cumsum` requires a number, found {}", value.ty),
                ));
            }
            let ty = match value.ty {
                Type::Dynamic => Type::Long,
                other => other,
            };
            let restart = restart(b, &mut columns, args.get(1))?;
            let value = columns.add(b, value.clone());
            (Window::CumulativeSum { value, restart }, ty)
        }
        "row_rank_dense" | "row_rank_min" | "row_rank" => {
            let ([value] | [value, _]) = args.as_slice() else {
                return Err(wrong(b, "1 or 2"));
            };
            if value.ty == Type::Dynamic && !b.unknowns {
                return Err(b.error(
                    "type-mismatch",
                    value.span,
                    format!("`{}` ranks no dynamic values", name.text),
                ));
            }
            let restart = restart(b, &mut columns, args.get(1))?;
            let value = columns.add(b, value.clone());
            let window = if name.text == "row_rank_min" {
                Window::RankMin { value, restart }
            } else {
                Window::RankDense { value, restart }
            };
            (window, Type::Long)
        }
        _ => {
            let ([value, from_first, between] | [value, from_first, between, _]) = args.as_slice()
            else {
                return Err(wrong(b, "3 or 4"));
            };
            let value = &b.of_type(&name.text, value.clone(), Type::Datetime)?;
            let from_first = b.of_type(&name.text, from_first.clone(), Type::Timespan)?;
            let between = b.of_type(&name.text, between.clone(), Type::Timespan)?;
            let max_from_first = constant(b, &from_first)?;
            let max_between = constant(b, &between)?;
            let restart = restart(b, &mut columns, args.get(3))?;
            let window = Window::Session {
                value: columns.add(b, value.clone()),
                max_from_first,
                max_between,
                restart,
            };
            (window, Type::Datetime)
        }
    };
    let with_arguments = pipe.extend(columns.hidden, span);
    let result = Column::new(b.hidden_name(), ty);
    let mut all = with_arguments.rel.columns.clone();
    all.push(result.clone());
    let layered: Pipe = with_arguments.then(
        RelOp::Kernel {
            input: Arc::clone(&with_arguments.rel),
            kernel: Arc::new(WindowKernel { window, ty }),
        },
        all,
        span,
    );
    scope.pipe = Some(layered);
    Ok(Expr::column(&result, span))
}

/// The arguments as hidden columns of the table.
struct Arguments {
    hidden: Vec<(Column, Expr)>,
    width: usize,
}

impl Arguments {
    /// The place that the argument's column will have.
    fn add(&mut self, b: &mut Binder<'_>, value: Expr) -> usize {
        let column = Column::new(b.hidden_name(), value.ty);
        self.hidden.push((column, value));
        self.width + self.hidden.len() - 1
    }
}

fn restart(b: &mut Binder<'_>, columns: &mut Arguments, arg: Option<&Expr>) -> Bind<Option<usize>> {
    let Some(arg) = arg else {
        return Ok(None);
    };
    let condition = b.condition(arg.clone())?;
    Ok(Some(columns.add(b, condition)))
}

/// A whole number that must be known now.
fn whole(b: &mut Binder<'_>, function: &str, e: &Expr) -> Bind<i64> {
    if !matches!(e.ty, Type::Int | Type::Long) {
        b.of_type(function, e.clone(), Type::Long)?;
    }
    constant(b, e)
}

/// A whole number or a timespan that must be known now.
fn constant(b: &mut Binder<'_>, e: &Expr) -> Bind<i64> {
    match b.value(e)? {
        None => Ok(1),
        Some(value) => value
            .as_i64()
            .ok_or_else(|| b.error("not-constant", e.span, "a constant number is required here")),
    }
}
