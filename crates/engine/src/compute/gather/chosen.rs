//! The one row that a group keeps: `arg_max`, `arg_min`, `take_any`.

use std::cmp::Ordering;

use super::extreme::Best;
use crate::aggregates::def::{Group, Make, Row};
use crate::functions::def::CallSite;
use crate::types::{Type, Value, dynamic};

/// Groups that keep all arguments of the row whose first argument is best; the first such row. When
/// it is null in all rows, the first row.
pub(crate) fn arg(site: &CallSite<'_>, better: Ordering) -> Result<Make, String> {
    let types = site.types.to_vec();
    let first = *types
        .first()
        .ok_or("an expression to compare is required")?;
    Ok(Box::new(move || {
        Box::new(Arg {
            best: Best::new(0, first, better),
            kept: Kept::new(&types),
            empty: true,
        })
    }))
}

struct Arg {
    best: Best,
    kept: Kept,
    empty: bool,
}

impl Group for Arg {
    fn add(&mut self, row: &Row<'_>) {
        if self.best.offer(row) || self.empty {
            self.empty = false;
            self.kept.keep(row);
        }
    }

    fn finish(&mut self) -> Value {
        self.kept.take()
    }

    fn size(&self) -> usize {
        self.best.size() + self.kept.size()
    }
}

/// Groups that keep all arguments of one row: the first. Of a single argument, the first value
/// that is neither null nor empty.
pub(crate) fn any(site: &CallSite<'_>) -> Result<Make, String> {
    let types = site.types.to_vec();
    if types.is_empty() {
        return Err("an expression is required".to_owned());
    }
    Ok(Box::new(move || {
        Box::new(Any {
            kept: Kept::new(&types),
            done: false,
            empty: true,
        })
    }))
}

/// The same of a single value, which is the group's result by itself.
pub(crate) fn any_value(types: &[Type]) -> Make {
    let types = vec![types.first().copied().unwrap_or(Type::Dynamic)];
    Box::new(move || {
        Box::new(AnyValue(Any {
            kept: Kept::new(&types),
            done: false,
            empty: true,
        }))
    })
}

struct Any {
    kept: Kept,
    done: bool,
    empty: bool,
}

impl Group for Any {
    fn add(&mut self, row: &Row<'_>) {
        if self.done {
            return;
        }
        let filled = self.kept.cells.len() > 1
            || match self.kept.types[0] {
                Type::String => !row.text(0).is_empty(),
                _ => !row.is_null(0),
            };
        if filled || self.empty {
            self.kept.keep(row);
        }
        self.done = filled;
        self.empty = false;
    }

    fn finish(&mut self) -> Value {
        self.kept.take()
    }

    fn size(&self) -> usize {
        self.kept.size()
    }
}

struct AnyValue(Any);

impl Group for AnyValue {
    fn add(&mut self, row: &Row<'_>) {
        self.0.add(row);
    }

    fn finish(&mut self) -> Value {
        match self.0.finish() {
            Value::Row(values) => values.into_iter().next().unwrap_or(Value::Null),
            value => value,
        }
    }

    fn size(&self) -> usize {
        self.0.size()
    }
}

/// The values of one row. Texts are kept as they stand: in sorted input a later row replaces them
/// time and again, and most are never read.
struct Kept {
    types: Vec<Type>,
    cells: Vec<Cell>,
}

enum Cell {
    Missing,
    Text(String),
    Value(Value),
}

impl Kept {
    fn new(types: &[Type]) -> Self {
        Self {
            types: types.to_vec(),
            cells: types.iter().map(|_| Cell::Missing).collect(),
        }
    }

    fn keep(&mut self, row: &Row<'_>) {
        for (at, (cell, ty)) in self.cells.iter_mut().zip(&self.types).enumerate() {
            if row.is_null(at) {
                *cell = Cell::Missing;
                continue;
            }
            match (ty, &mut *cell) {
                (Type::String | Type::Guid | Type::Dynamic, Cell::Text(text)) => {
                    text.clear();
                    text.push_str(row.text(at));
                }
                (Type::String | Type::Guid | Type::Dynamic, cell) => {
                    *cell = Cell::Text(row.text(at).to_owned());
                }
                (_, cell) => *cell = Cell::Value(row.get(at)),
            }
        }
    }

    fn take(&mut self) -> Value {
        let cells = std::mem::take(&mut self.cells);
        let value = |(cell, ty): (Cell, &Type)| match (cell, ty) {
            (Cell::Missing, ty) => Value::missing(*ty),
            (Cell::Text(text), Type::Guid) => Value::Guid(text),
            (Cell::Text(text), Type::Dynamic) => {
                dynamic::parse(&text).map_or(Value::Null, Value::json)
            }
            (Cell::Text(text), _) => Value::String(text),
            (Cell::Value(value), _) => value,
        };
        Value::Row(cells.into_iter().zip(&self.types).map(value).collect())
    }

    fn size(&self) -> usize {
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.capacity(),
            _ => 0,
        };
        self.cells.len() * size_of::<Cell>() + self.cells.iter().map(text).sum::<usize>()
    }
}
