use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::compute::gather::percentile;
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, row};
use crate::lower::key;
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "rolling_percentile",
    summary: "Gives a percentile over each bin and the bins before it.",
    usage: "T | evaluate rolling_percentile(ValueColumn, Percentile, IndexColumn, BinSize, BinsPerWindow [, dim1, dim2, …])",
    notes: "Bins are those of `bin()`; those without rows are left out. Exact, by the nearest rank.",
    examples: &[
        example!("range x from 1 to 9 step 1 | evaluate rolling_percentile(x, 50, x, 3, 2) | where x == 6 | project rolling_2_percentile_x_50" => "5"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let value = arguments.require(b, 0, "ValueColumn")?;
    let value = arguments.column(b, value)?;
    let percentile = arguments.constant(b, 1, "Percentile")?;
    let time = arguments.timeline(b, 2, "IndexColumn")?;
    let width = arguments.width(b, 3, "BinSize")?;
    let bins = arguments.width(b, 4, "BinsPerWindow")?;
    let Some(asked) = percentile.as_f64().filter(|p| (0.0..=100.0).contains(p)) else {
        return Err(b.error(
            "invalid-argument",
            call.span,
            "a percentile is a number from 0 to 100",
        ));
    };
    let mut columns = vec![time.clone()];
    columns.extend(arguments.rest(b, 5)?);
    let ty = percentile::gives(&[value.ty]);
    let name = format!(
        "rolling_{bins}_percentile_{}_{}",
        value.name,
        percentile.to_text().trim_end_matches(".0")
    );
    columns.push(Column::new(name, ty));
    let kernel = Rolling {
        asked,
        width,
        bins,
        time: time.ty,
        ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Rolling {
    asked: f64,
    width: i64,
    bins: i64,
    time: Type,
    ty: Type,
}

impl Rolling {
    /// A value as the percentile has it.
    fn given(&self, value: &Value) -> Value {
        match (self.ty, value) {
            (Type::Long, Value::Int(i)) => Value::Long(i64::from(*i)),
            (Type::Real, Value::Decimal(_)) => value.as_f64().map_or(Value::Null, Value::Real),
            _ => value.clone(),
        }
    }
}

impl Kernel for Rolling {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        type Bins<'a> = BTreeMap<i64, Vec<&'a Value>>;
        let mut subtables: IndexMap<Vec<Option<String>>, (&[Value], Bins<'_>)> = IndexMap::new();
        for row in &input.rows {
            let [value, time, dimensions @ ..] = row.as_slice() else {
                continue;
            };
            let Some(time) = time.as_i64() else {
                continue;
            };
            let of = dimensions.iter().map(|d| key(d, false)).collect();
            let (_, bins) = subtables
                .entry(of)
                .or_insert_with(|| (dimensions, BTreeMap::new()));
            let bin = bins.entry(time.div_euclid(self.width)).or_default();
            if !value.is_null() {
                bin.push(value);
            }
        }
        let mut out = Vec::new();
        for (dimensions, bins) in subtables.values() {
            for bin in bins.keys() {
                let first = bin.saturating_sub(self.bins - 1);
                let window = bins.range(first..=*bin).flat_map(|(_, values)| values);
                let mut window: Vec<&Value> = window.copied().collect();
                window.sort_by(|a, b| a.order(b));
                let rank = percentile::rank(self.asked, window.len() as u128);
                let found = usize::try_from(rank).ok().and_then(|r| window.get(r));
                let found = found.map_or(Value::missing(self.ty), |v| self.given(v));
                let time = timeline::time(bin.saturating_mul(self.width), self.time);
                out.push(row(time, dimensions, vec![found]));
            }
        }
        Ok(out)
    }
}
