//! Functions over the rows before and after a row.
//!
//! Source: the pages of `prev()`, `next()`, `row_number()`, `row_cumsum()`, `row_rank_dense()`,
//! `row_rank_min()` and `row_window_session()` of the Kusto documentation.

use crate::kernel::{Kernel, Rows};
use crate::types::{Type, Value, decimal};

/// Which function; its arguments are columns of the input, by place.
#[derive(Debug, Clone)]
pub(crate) enum Window {
    /// The value `offset` rows back (negative: ahead), or the default.
    Shift {
        value: usize,
        offset: i64,
        default: Option<usize>,
    },
    RowNumber {
        start: i64,
        restart: Option<usize>,
    },
    CumulativeSum {
        value: usize,
        restart: Option<usize>,
    },
    RankDense {
        value: usize,
        restart: Option<usize>,
    },
    RankMin {
        value: usize,
        restart: Option<usize>,
    },
    /// The first time of the session a row is in.
    Session {
        value: usize,
        /// Ticks from the session's beginning.
        max_from_first: i64,
        /// Ticks between neighbours.
        max_between: i64,
        restart: Option<usize>,
    },
}

/// Appends the function's value to each row.
#[derive(Debug)]
pub(crate) struct WindowKernel {
    pub(crate) window: Window,
    pub(crate) ty: Type,
}

impl Kernel for WindowKernel {
    fn name(&self) -> &'static str {
        match self.window {
            Window::Shift { offset, .. } if offset < 0 => "next",
            Window::Shift { .. } => "prev",
            Window::RowNumber { .. } => "row_number",
            Window::CumulativeSum { .. } => "row_cumsum",
            Window::RankDense { .. } => "row_rank_dense",
            Window::RankMin { .. } => "row_rank_min",
            Window::Session { .. } => "row_window_session",
        }
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let rows = &input.rows;
        let values: Vec<Value> = match self.window {
            Window::Shift {
                value,
                offset,
                default,
            } => shift(rows, value, offset, default, self.ty),
            Window::RowNumber { start, restart } => {
                let mut n = start;
                running(rows, restart, |_, begins| {
                    n = if begins { start } else { n.wrapping_add(1) };
                    Value::Long(n)
                })
            }
            Window::CumulativeSum { value, restart } => {
                let mut sum = zero(self.ty);
                running(rows, restart, |row, begins| {
                    if begins {
                        sum = zero(self.ty);
                    }
                    sum = add(&sum, &row[value]);
                    sum.clone()
                })
            }
            Window::RankDense { value, restart } => {
                let mut rank = 0;
                let mut last: Option<&Value> = None;
                running(rows, restart, |row, begins| {
                    if begins {
                        rank = 1;
                    } else if last != Some(&row[value]) {
                        rank += 1;
                    }
                    last = Some(&row[value]);
                    Value::Long(rank)
                })
            }
            Window::RankMin { value, restart } => {
                let (mut rank, mut position) = (0, 0);
                let mut last: Option<&Value> = None;
                running(rows, restart, |row, begins| {
                    position = if begins { 1 } else { position + 1 };
                    if begins || last != Some(&row[value]) {
                        rank = position;
                    }
                    last = Some(&row[value]);
                    Value::Long(rank)
                })
            }
            Window::Session {
                value,
                max_from_first,
                max_between,
                restart,
            } => {
                let (mut first, mut last) = (None::<i64>, None::<i64>);
                running(rows, restart, |row, begins| {
                    let Some(at) = row[value].as_i64() else {
                        return Value::Null;
                    };
                    let goes_on = !begins
                        && first.is_some_and(|f| at.saturating_sub(f) <= max_from_first)
                        && last.is_some_and(|l| at.saturating_sub(l) <= max_between);
                    if !goes_on {
                        first = Some(at);
                    }
                    last = Some(at);
                    first.map_or(Value::Null, Value::Datetime)
                })
            }
        };
        Ok(rows
            .iter()
            .zip(values)
            .map(|(row, value)| {
                let mut row = row.clone();
                row.push(value);
                row
            })
            .collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(crate::kernel::one_to_one(input.rows.len()))
    }
}

/// One value for each row; `begins` says that a row starts anew.
fn running<'r>(
    rows: &'r [Vec<Value>],
    restart: Option<usize>,
    mut step: impl FnMut(&'r [Value], bool) -> Value,
) -> Vec<Value> {
    rows.iter()
        .enumerate()
        .map(|(i, row)| {
            let begins = i == 0 || restart.is_some_and(|r| row[r].as_bool() == Some(true));
            step(row, begins)
        })
        .collect()
}

fn shift(
    rows: &[Vec<Value>],
    value: usize,
    offset: i64,
    default: Option<usize>,
    ty: Type,
) -> Vec<Value> {
    (0..rows.len())
        .map(|i| {
            let from = i64::try_from(i).ok().and_then(|i| i.checked_sub(offset));
            let source = from
                .and_then(|f| usize::try_from(f).ok())
                .and_then(|f| rows.get(f));
            match (source, default) {
                (Some(row), _) => row[value].clone(),
                (None, Some(default)) => rows[i][default].clone(),
                (None, None) => Value::missing(ty),
            }
        })
        .collect()
}

fn zero(ty: Type) -> Value {
    match ty {
        Type::Real => Value::Real(0.0),
        Type::Decimal => Value::Decimal(0),
        Type::Timespan => Value::Timespan(0),
        Type::Int => Value::Int(0),
        _ => Value::Long(0),
    }
}

/// The sum; a null adds nothing.
fn add(sum: &Value, value: &Value) -> Value {
    match (sum, value) {
        (_, Value::Null) => sum.clone(),
        (Value::Real(a), b) => Value::Real(a + b.as_f64().unwrap_or(0.0)),
        (Value::Decimal(a), Value::Decimal(b)) => {
            decimal::add(*a, *b).map_or(Value::Null, Value::Decimal)
        }
        (Value::Timespan(a), b) => Value::Timespan(a.wrapping_add(b.as_i64().unwrap_or(0))),
        (Value::Int(a), Value::Int(b)) => Value::Int(a.wrapping_add(*b)),
        (a, b) => Value::Long(
            a.as_i64()
                .unwrap_or(0)
                .wrapping_add(b.as_i64().unwrap_or(0)),
        ),
    }
}
