use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vigie_syntax::kql::ast::ExprKind as AstKind;

use super::arguments::{constant, find, named_column, table};
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::bound::RelOp;
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "basket",
    summary: "Finds the combinations of values that a large enough part of the rows has.",
    usage: "T | evaluate basket([Threshold] [, WeightColumn] [, MaxDimensions] [, CustomWildcard, …])",
    notes: "Gives those combinations that no larger one with as many rows contains, the product of rows and columns from the greatest on. `'~'` stands for a default.\nDiffers from Kusto, which takes a sample to begin with.",
    examples: &[
        example!("datatable(a:string, b:string)['x', '1', 'x', '2', 'y', '3'] | evaluate basket(0.5) | project strcat(Count, ' ', a, ' ', b)" => "2 x "),
    ],
    body: |b, call| bind(b, &call),
};

/// How many combinations are looked at.
const MOST: usize = 200_000;

fn bind(b: &mut Binder<'_>, call: &Call<'_>) -> Bind<Pipe> {
    let mut input = table(b, PLUGIN.name, call)?;
    let span = call.span;
    let mut given = Vec::new();
    for (at, name) in ["Threshold", "WeightColumn", "MaxDimensions"]
        .iter()
        .enumerate()
    {
        let argument = find(call, at, name);
        let is_weight =
            at == 1 && argument.is_some_and(|a| matches!(a.value.kind, AstKind::Name(_)));
        given.push(match argument {
            Some(argument) if !is_weight => {
                let value = constant(b, &argument.value, call)?;
                Some(value).filter(|v| v.as_str() != "~")
            }
            _ => None,
        });
    }
    let threshold = given[0].as_ref().and_then(Value::as_f64).unwrap_or(0.05);
    if !(f64::MIN_POSITIVE..=1.0).contains(&threshold) {
        return Err(b.error(
            "invalid-argument",
            span,
            format!("the threshold of `basket` is above 0 and at most 1, found {threshold}"),
        ));
    }
    let dimensions = given[2].as_ref().and_then(Value::as_i64).unwrap_or(5);
    let weight = match find(call, 1, "WeightColumn") {
        Some(argument) if matches!(argument.value.kind, AstKind::Name(_)) => {
            Some(named_column(b, call, argument, &mut input)?)
        }
        _ => None,
    };
    let mut wildcards: BTreeMap<&'static str, Value> = BTreeMap::new();
    for argument in call.arguments.iter().skip(3) {
        let wildcard = b.scalar(&argument.value, call.env)?;
        let ty = wildcard.ty;
        if let Some(value) = b.value(&wildcard)?
            && value.as_str() != "~"
        {
            wildcards.insert(ty.name(), value);
        }
    }
    let mut read = input.visible();
    if let Some(weight) = &weight {
        read.retain(|c| c.name != weight.name);
    }
    let mut gives = vec![
        Column::new("SegmentId", Type::Long),
        Column::new("Count", Type::Long),
        Column::new("Percent", Type::Real),
    ];
    gives.extend(read.iter().cloned());
    let kernel = Baskets {
        threshold,
        dimensions: usize::try_from(dimensions).unwrap_or(5),
        wildcards: read
            .iter()
            .map(|c| {
                let wildcard = wildcards.get(c.ty.name()).cloned();
                wildcard.unwrap_or_else(|| Value::missing(c.ty))
            })
            .collect(),
        weighted: weight.is_some(),
    };
    read.extend(weight);
    let rows = input.keep(&read, span);
    Ok(rows.then(
        RelOp::Kernel {
            input: Arc::clone(&rows.rel),
            kernel: Arc::new(kernel),
        },
        gives,
        span,
    ))
}

#[derive(Debug)]
struct Baskets {
    threshold: f64,
    /// How many values a combination is found by.
    dimensions: usize,
    /// What stands in a column without a value.
    wildcards: Vec<Value>,
    /// Whether the last column is how often a row counts.
    weighted: bool,
}

/// A value of a column, by the column's place and the value's number.
type Item = (usize, usize);

/// Rows as numbers of values.
struct Data {
    rows: Vec<Vec<usize>>,
    weights: Vec<f64>,
}

impl Data {
    fn weight(&self, of: &[usize]) -> f64 {
        of.iter().map(|at| self.weights[*at]).sum()
    }

    /// All values that the rows have in common.
    fn closure(&self, of: &[usize]) -> BTreeSet<Item> {
        let Some((first, others)) = of.split_first() else {
            return BTreeSet::new();
        };
        let first = self.rows[*first].iter().enumerate();
        first
            .filter(|(column, value)| others.iter().all(|r| self.rows[*r][*column] == **value))
            .map(|(column, value)| (column, *value))
            .collect()
    }
}

impl Kernel for Baskets {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let width = self.wildcards.len();
        let mut numbers: Vec<BTreeMap<Option<String>, usize>> = vec![BTreeMap::new(); width];
        let mut values: Vec<Vec<&Value>> = vec![Vec::new(); width];
        let mut data = Data {
            rows: Vec::new(),
            weights: Vec::new(),
        };
        for row in &input.rows {
            let weight = match row.get(width) {
                Some(weight) if self.weighted => weight.as_f64().unwrap_or(0.0),
                _ => 1.0,
            };
            let mut coded = Vec::with_capacity(width);
            for (column, value) in row.iter().take(width).enumerate() {
                let next = numbers[column].len();
                let number = *numbers[column].entry(key(value, false)).or_insert(next);
                if number == next {
                    values[column].push(value);
                }
                coded.push(number);
            }
            data.rows.push(coded);
            data.weights.push(weight);
        }
        let found = self.frequent(&data)?;
        let total: f64 = data.weights.iter().sum();
        let rows = (0..).zip(found).map(|(segment, (items, weight))| {
            let mut row = vec![
                Value::Long(segment),
                Value::Long(weight.round() as i64),
                Value::Real(weight * 100.0 / total),
            ];
            row.extend(self.wildcards.iter().cloned());
            for (column, value) in items {
                row[3 + column] = values[column][value].clone();
            }
            row
        });
        Ok(rows.collect())
    }
}

impl Baskets {
    /// The closed combinations whose rows weigh enough, in their order.
    fn frequent(&self, data: &Data) -> Result<Vec<(BTreeSet<Item>, f64)>, String> {
        let total: f64 = data.weights.iter().sum();
        let least = self.threshold * total;
        let mut rows_of: BTreeMap<Item, Vec<usize>> = BTreeMap::new();
        for (at, row) in data.rows.iter().enumerate() {
            for (column, value) in row.iter().enumerate() {
                rows_of.entry((column, *value)).or_default().push(at);
            }
        }
        rows_of.retain(|_, rows| data.weight(rows) >= least && !rows.is_empty());
        let mut looked_at = 0;
        let mut found: BTreeMap<BTreeSet<Item>, f64> = BTreeMap::new();
        // Combinations still to be made longer: the rows, the last item, how many items made it.
        let mut open: Vec<(Vec<usize>, Option<Item>, usize)> =
            vec![((0..data.rows.len()).collect(), None, 0)];
        while let Some((rows, last, items)) = open.pop() {
            if items > 0 {
                found.insert(data.closure(&rows), data.weight(&rows));
            }
            if items == self.dimensions {
                continue;
            }
            for (item, with) in &rows_of {
                // Each column has one value, and each set of items comes once.
                if last.is_some_and(|l| item.0 <= l.0) {
                    continue;
                }
                looked_at += 1;
                if looked_at > MOST {
                    return Err(format!(
                        "more than {MOST} combinations of values are frequent enough; raise the threshold"
                    ));
                }
                let with: BTreeSet<usize> = with.iter().copied().collect();
                let both: Vec<usize> = rows.iter().copied().filter(|r| with.contains(r)).collect();
                if !both.is_empty() && data.weight(&both) >= least {
                    open.push((both, Some(*item), items + 1));
                }
            }
        }
        let mut found: Vec<(BTreeSet<Item>, f64)> = found.into_iter().collect();
        let size = |(items, weight): &(BTreeSet<Item>, f64)| items.len() as f64 * weight;
        found.sort_by(|a, b| size(b).total_cmp(&size(a)));
        Ok(found)
    }
}
