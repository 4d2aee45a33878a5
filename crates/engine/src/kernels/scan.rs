//! Sequences of rows that match steps one after another.
//!
//! Source: the page "scan operator" of the Kusto documentation, section "Underlying logic". Each
//! row is held against the steps from the last to the first. A step is entered when the step before
//! it has a sequence (which moves on), or renewed when it has one itself.

use std::collections::BTreeMap;

use crate::bound::Expr;
use crate::eval::eval;
use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::types::Value;

/// What of a step's rows is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    All,
    Last,
    None,
}

#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) condition: Expr,
    /// The declared column, by its place among them, and its new value.
    pub(crate) assignments: Vec<(usize, Expr)>,
    pub(crate) shown: Shown,
    pub(crate) optional: bool,
}

/// The output's columns are those of the input, the declared ones, and the match's number.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) steps: Vec<Step>,
    pub(crate) defaults: Vec<Value>,
    /// What the columns are called in expressions: bare names of the row, then for each step the
    /// names of its columns.
    pub(crate) row_names: Vec<String>,
    pub(crate) step_names: Vec<Vec<String>>,
    /// Null (or empty) values of a step that has no row yet.
    pub(crate) missing: Vec<Value>,
    pub(crate) with_match_id: bool,
    /// The places of the columns that keep sequences apart.
    pub(crate) partition: Vec<usize>,
}

/// The rows that a sequence has at the steps up to its own.
#[derive(Debug, Clone)]
struct Sequence {
    id: i64,
    /// For each step its latest row with declared columns; absent when skipped.
    rows: Vec<Option<Vec<Value>>>,
    /// The latest row of a step that shows its last one.
    pending: Option<Vec<Value>>,
}

impl Kernel for Scan {
    fn name(&self) -> &'static str {
        "scan"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        let mut next_id = 0;
        let mut states: BTreeMap<Vec<Option<String>>, Vec<Option<Sequence>>> = BTreeMap::new();
        for row in &input.rows {
            let id: Vec<_> = self
                .partition
                .iter()
                .map(|p| key(&row[*p], false))
                .collect();
            let state = states
                .entry(id)
                .or_insert_with(|| vec![None; self.steps.len()]);
            self.feed(row, state, &mut next_id, &mut out)?;
        }
        for state in states.into_values() {
            for sequence in state.into_iter().flatten() {
                out.extend(sequence.pending);
            }
        }
        Ok(out)
    }
}

impl Scan {
    fn feed(
        &self,
        row: &[Value],
        state: &mut [Option<Sequence>],
        next_id: &mut i64,
        out: &mut Vec<Vec<Value>>,
    ) -> Result<(), String> {
        for k in (0..self.steps.len()).rev() {
            if let Some(from) = self.entry(k, state)
                && let Some(extended) = self.matched(k, row, state[from].as_ref())?
            {
                // The sequence moves on from the step before; what this step had is over.
                let mut sequence = state[from].take().ok_or("a sequence is there")?;
                out.extend(sequence.pending.take());
                if let Some(old) = state[k].take() {
                    out.extend(old.pending);
                }
                self.record(k, extended, &mut sequence, out);
                state[k] = Some(sequence);
                continue;
            }
            if state[k].is_some() {
                if let Some(extended) = self.matched(k, row, state[k].as_ref())? {
                    let mut sequence = state[k].take().ok_or("a sequence is there")?;
                    sequence.pending = None;
                    self.record(k, extended, &mut sequence, out);
                    state[k] = Some(sequence);
                }
            } else if k == 0
                && let Some(extended) = self.matched(0, row, None)?
            {
                let mut sequence = Sequence {
                    id: *next_id,
                    rows: vec![None; self.steps.len()],
                    pending: None,
                };
                *next_id += 1;
                self.record(0, extended, &mut sequence, out);
                state[0] = Some(sequence);
            }
        }
        Ok(())
    }

    /// The step whose sequence would move on to step `k`: the one before it, optional ones skipped.
    fn entry(&self, k: usize, state: &[Option<Sequence>]) -> Option<usize> {
        let mut at = k;
        while at > 0 {
            at -= 1;
            if state[at].is_some() {
                return Some(at);
            }
            if !self.steps[at].optional {
                return None;
            }
        }
        None
    }

    /// The row with its declared columns, when it fits step `k` of a sequence.
    fn matched(
        &self,
        k: usize,
        row: &[Value],
        sequence: Option<&Sequence>,
    ) -> Result<Option<Vec<Value>>, String> {
        let step = &self.steps[k];
        let look = |name: &str| self.look(name, row, sequence);
        if eval(&step.condition, &look)?.as_bool() != Some(true) {
            return Ok(None);
        }
        let mut extended = row.to_vec();
        extended.extend(self.defaults.iter().cloned());
        // What a step does not assign goes on from the step before it.
        if let Some(sequence) = sequence {
            let before = sequence.rows[..=k].iter().rev().flatten().next();
            if let Some(before) = before {
                for (i, cell) in before[row.len()..].iter().enumerate() {
                    if k > 0 {
                        extended[row.len() + i] = cell.clone();
                    }
                }
            }
        }
        for (place, value) in &step.assignments {
            extended[row.len() + place] = eval(value, &look)?;
        }
        Ok(Some(extended))
    }

    fn look(&self, name: &str, row: &[Value], sequence: Option<&Sequence>) -> Value {
        if let Some(at) = self.row_names.iter().position(|n| n == name) {
            return match at.checked_sub(row.len()) {
                None => row[at].clone(),
                Some(declared) => self.defaults[declared].clone(),
            };
        }
        for (step, names) in self.step_names.iter().enumerate() {
            if let Some(at) = names.iter().position(|n| n == name) {
                return match sequence.and_then(|s| s.rows[step].as_ref()) {
                    Some(cells) => cells[at].clone(),
                    None => self.missing[at].clone(),
                };
            }
        }
        Value::Null
    }

    fn record(
        &self,
        k: usize,
        extended: Vec<Value>,
        sequence: &mut Sequence,
        out: &mut Vec<Vec<Value>>,
    ) {
        let mut shown = extended.clone();
        if self.with_match_id {
            shown.push(Value::Long(sequence.id));
        }
        match self.steps[k].shown {
            Shown::All => out.push(shown),
            Shown::Last => sequence.pending = Some(shown),
            Shown::None => {}
        }
        sequence.rows[k] = Some(extended);
    }
}
