//! One row for each element of arrays and bags.
//!
//! Source: the page "mv-expand operator" of the Kusto documentation: an array gives its elements,
//! a bag gives bags of one pair (or pairs as arrays), any other value gives itself, null gives one
//! row and an empty array none. Several columns are expanded side by side.

use crate::kernel::{Kernel, Rows};
use crate::types::{Json, Type, Value, convert};

/// A column to expand.
#[derive(Debug, Clone)]
pub(crate) struct Expanded {
    /// The place of its dynamic values in the input.
    pub(crate) from: usize,
    /// The place of the elements in the output.
    pub(crate) to: usize,
    pub(crate) ty: Type,
}

#[derive(Debug)]
pub(crate) struct MvExpand {
    pub(crate) columns: Vec<Expanded>,
    /// The input columns that stay, at their places.
    pub(crate) keep: Vec<usize>,
    /// The place of the element's number in the output.
    pub(crate) index: Option<usize>,
    /// How many elements of a row at most.
    pub(crate) limit: usize,
    /// Bags give `[key, value]` instead of `{key: value}`.
    pub(crate) bags_as_arrays: bool,
    pub(crate) width: usize,
}

impl MvExpand {
    fn elements(&self, value: &Value) -> Vec<Value> {
        match value {
            Value::Dynamic(Json::Array(items)) => items.iter().cloned().map(Value::json).collect(),
            Value::Dynamic(Json::Object(bag)) if bag.is_empty() => vec![Value::Null],
            Value::Dynamic(Json::Object(bag)) => bag
                .iter()
                .map(|(k, v)| {
                    Value::Dynamic(if self.bags_as_arrays {
                        Json::Array(vec![Json::String(k.clone()), v.clone()])
                    } else {
                        Json::Object([(k.clone(), v.clone())].into_iter().collect())
                    })
                })
                .collect(),
            other => vec![other.clone()],
        }
    }
}

impl MvExpand {
    /// The elements of each column of a row, and how many rows they make.
    fn lists(&self, row: &[Value]) -> (Vec<Vec<Value>>, usize) {
        let lists: Vec<Vec<Value>> = self
            .columns
            .iter()
            .map(|c| self.elements(&row[c.from]))
            .collect();
        let length = lists.iter().map(Vec::len).max().unwrap_or(0);
        (lists, length.min(self.limit))
    }

    /// How many rows the columns of a row make.
    fn length(&self, row: &[Value]) -> usize {
        let lengths = self.columns.iter().map(|c| match &row[c.from] {
            Value::Dynamic(Json::Array(items)) => items.len(),
            Value::Dynamic(Json::Object(bag)) => bag.len().max(1),
            _ => 1,
        });
        lengths.max().unwrap_or(0).min(self.limit)
    }
}

impl Kernel for MvExpand {
    fn name(&self) -> &'static str {
        "mv_expand"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        for row in &input.rows {
            let (lists, length) = self.lists(row);
            for i in 0..length {
                let mut cells = vec![Value::Null; self.width];
                for place in &self.keep {
                    cells[*place] = row[*place].clone();
                }
                for (column, list) in self.columns.iter().zip(&lists) {
                    let element = list.get(i).unwrap_or(&Value::Null);
                    cells[column.to] = convert::convert(element, column.ty);
                }
                if let Some(index) = self.index {
                    cells[index] = Value::Long(i as i64);
                }
                out.push(cells);
            }
        }
        Ok(out)
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        let rows = input.rows.iter().enumerate();
        let each = rows.flat_map(|(at, row)| std::iter::repeat_n(vec![at], self.length(row)));
        Some(each.collect())
    }

    fn copied(&self) -> Vec<(usize, usize)> {
        self.keep.iter().map(|place| (*place, *place)).collect()
    }
}
