use std::collections::BTreeMap;
use std::sync::Arc;

use super::arguments::Arguments;
use super::def::*;
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernel::{Kernel, Rows};
use crate::kernels::timeline::{self, count, row};
use crate::types::{Column, Type, Value};

pub(super) const PLUGIN: Plugin = Plugin {
    name: "session_count",
    summary: "Counts the sessions that begin in each bin of time.",
    usage: "T | evaluate session_count(IdColumn, TimelineColumn, Start, End, Bin, LookBackWindow [, dim1, dim2, …])",
    notes: "A session begins with a value that was not seen for as long as the window. Bins are those of `bin()`; those in which no session begins are left out.",
    examples: &[
        example!("datatable(u:string, t:long)['a', 1, 'a', 3, 'a', 9] | evaluate session_count(u, t, 0, 100, 100, 5) | project count_sessions" => "2"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let mut arguments = Arguments::of(b, PLUGIN.name, &call)?;
    let (time, start, end) = arguments.events(b)?;
    let width = arguments.width(b, 4, "Bin")?;
    let lookback = arguments.width(b, 5, "LookBackWindow")?;
    let mut columns = vec![time.clone()];
    columns.extend(arguments.rest(b, 6)?);
    columns.push(Column::new("count_sessions", Type::Long));
    let kernel = Sessions {
        start,
        end,
        width,
        lookback,
        ty: time.ty,
    };
    arguments.run(Arc::new(kernel), columns)
}

#[derive(Debug)]
struct Sessions {
    start: i64,
    end: i64,
    width: i64,
    lookback: i64,
    ty: Type,
}

impl Kernel for Sessions {
    fn name(&self) -> &'static str {
        PLUGIN.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        for subtable in timeline::subtables(input) {
            let mut bins: BTreeMap<i64, usize> = BTreeMap::new();
            for times in subtable.by_id().into_values() {
                let mut last: Option<i64> = None;
                for time in times {
                    let begins = last.is_none_or(|l| time.saturating_sub(l) >= self.lookback);
                    last = Some(time);
                    if begins && time >= self.start && time <= self.end {
                        *bins.entry(time.div_euclid(self.width)).or_default() += 1;
                    }
                }
            }
            for (bin, sessions) in bins {
                let time = timeline::time(bin.saturating_mul(self.width), self.ty);
                out.push(row(time, &subtable.dimensions, vec![count(sessions)]));
            }
        }
        Ok(out)
    }
}
