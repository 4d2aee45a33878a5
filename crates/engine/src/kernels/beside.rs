//! Aggregates of groups, or of the rows up to a row, beside the rows.

use std::collections::{BTreeMap, VecDeque};

use datafusion::arrow::array::ArrayRef;

use crate::aggregates::def::{Aggregate, Group, Make, Row};
use crate::functions::def::CallSite;
use crate::kernel::{Kernel, Rows, one_to_one};
use crate::types::array::{self, Reader};
use crate::types::{Type, Value};

/// Of which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// All rows of the group.
    Group,
    /// The rows of the group up to this one.
    Running {
        /// Whether the row itself counts.
        current: bool,
        /// The most rows; 0 for all.
        window: usize,
        /// Whether the window is of the rows of all groups, of which those of the group count.
        global: bool,
    },
}

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) aggregate: &'static Aggregate,
    pub(crate) types: Vec<Type>,
    pub(crate) constants: Vec<Option<Value>>,
    pub(crate) gives: Vec<Type>,
    /// Columns of the input, by place.
    pub(crate) arguments: Vec<usize>,
}

#[derive(Debug)]
pub(crate) struct Beside {
    pub(crate) of: Of,
    /// Columns of the input, by place. A row with an empty key has no aggregates.
    pub(crate) keys: Vec<usize>,
    pub(crate) calls: Vec<Call>,
}

impl Kernel for Beside {
    fn name(&self) -> &'static str {
        match self.of {
            Of::Group => "eventstats",
            Of::Running { .. } => "streamstats",
        }
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let groups = self.groups(input);
        let mut rows = input.rows.clone();
        for call in &self.calls {
            let values = self.values(call, input, &groups)?;
            for (row, value) in rows.iter_mut().zip(values) {
                row.push(value);
            }
        }
        Ok(rows)
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        Some(one_to_one(input.rows.len()))
    }
}

impl Beside {
    /// The group of each row; `None` where a key is empty.
    fn groups(&self, input: &Rows) -> Vec<Option<usize>> {
        let mut known: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        let mut groups = Vec::with_capacity(input.rows.len());
        for row in &input.rows {
            let key: Vec<String> = self.keys.iter().map(|k| row[*k].to_text()).collect();
            groups.push(if key.iter().any(String::is_empty) {
                None
            } else {
                let next = known.len();
                Some(*known.entry(key).or_insert(next))
            });
        }
        groups
    }

    fn values(
        &self,
        call: &Call,
        input: &Rows,
        groups: &[Option<usize>],
    ) -> Result<Vec<Value>, String> {
        let make: Make = (call.aggregate.body)(&CallSite {
            types: &call.types,
            constants: &call.constants,
            returns: call.gives.first().copied().unwrap_or(Type::Long),
        })?;
        let arrays: Vec<ArrayRef> = call
            .arguments
            .iter()
            .zip(&call.types)
            .map(|(place, ty)| array::array(*ty, input.rows.iter().map(|row| &row[*place])))
            .collect();
        let readers = arrays
            .iter()
            .zip(&call.types)
            .map(|(array, ty)| Reader::new(*ty, array.as_ref()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|e| e.to_string())?;
        let constant = vec![false; readers.len()];
        let row = |at: usize| Row {
            readers: &readers,
            constant: &constant,
            row: at,
        };
        let count = groups.iter().flatten().max().map_or(0, |most| most + 1);
        let mut states: Vec<Box<dyn Group>> = (0..count).map(|_| make()).collect();
        match self.of {
            Of::Group => {
                for (at, group) in groups.iter().enumerate() {
                    if let Some(group) = group {
                        states[*group].add(&row(at));
                    }
                }
                let values: Vec<Value> = states.iter_mut().map(|s| s.finish()).collect();
                Ok(groups
                    .iter()
                    .map(|g| g.map_or(Value::Null, |g| values[g].clone()))
                    .collect())
            }
            Of::Running {
                current,
                window,
                global,
            } => {
                if global && window > 0 {
                    return Ok(groups
                        .iter()
                        .enumerate()
                        .map(|(at, group)| {
                            if group.is_none() {
                                return Value::Null;
                            }
                            let end = at + usize::from(current);
                            let mut state = make();
                            let rows = groups.iter().enumerate().take(end);
                            for (other, of) in rows.skip(end.saturating_sub(window)) {
                                if of == group {
                                    state.add(&row(other));
                                }
                            }
                            state.finish()
                        })
                        .collect());
                }
                let mut before: Vec<VecDeque<usize>> = vec![VecDeque::new(); count];
                let mut values = Vec::with_capacity(groups.len());
                for (at, group) in groups.iter().enumerate() {
                    let Some(group) = *group else {
                        values.push(Value::Null);
                        continue;
                    };
                    if window == 0 {
                        if current {
                            states[group].add(&row(at));
                        }
                        values.push(states[group].finish());
                        if !current {
                            states[group].add(&row(at));
                        }
                        continue;
                    }
                    let kept = &mut before[group];
                    if current {
                        kept.push_back(at);
                    }
                    while kept.len() > window {
                        kept.pop_front();
                    }
                    let mut state = make();
                    for at in kept.iter() {
                        state.add(&row(*at));
                    }
                    values.push(state.finish());
                    if !current {
                        kept.push_back(at);
                    }
                }
                Ok(values)
            }
        }
    }
}
