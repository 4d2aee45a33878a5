//! Runs one rule over rows in memory, at one time or at all times of its schedule.

use std::collections::BTreeMap;
use std::sync::Arc;

use vigie_engine::catalog::Catalog;
use vigie_engine::frame::{Frame, View};
use vigie_engine::needs::Needs;
use vigie_engine::{Answer, Engine, Evidence, Prepared};
use vigie_syntax::Diagnostic;

use crate::alert::Alert;
use crate::attack::Version;
use crate::firing::{Firing, Found};
use crate::merge::Merger;
use crate::record::{Place, Source, record};
use crate::rule::{Grouping, Rule, Schedule};
use crate::schedule::{Changes, Stretch, first_run};
use crate::windows::Windows;

/// A rule and everything it runs on.
pub(crate) struct Job<'a> {
    pub(crate) rule: &'a Arc<Rule>,
    pub(crate) engine: &'a Engine,
    /// All tables of the logs.
    pub(crate) base: Arc<dyn Catalog>,
    pub(crate) watchlists: Arc<dyn Catalog>,
    /// The rows that the rule needs, by table.
    pub(crate) sources: BTreeMap<String, Source>,
    pub(crate) needs: &'a Needs,
    pub(crate) version: Version,
    /// How late records come, in ticks.
    pub(crate) ingestion_delay: i64,
    /// Records after this time are never seen.
    pub(crate) horizon: i64,
    /// Whether the records behind each alert are looked for.
    pub(crate) evidence: bool,
}

/// What came of a rule.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) alerts: Vec<Alert>,
    /// The runs of its schedule.
    pub(crate) runs: u64,
    /// Runs at which the rule was silent after an alert.
    pub(crate) silent: u64,
    pub(crate) notes: Vec<String>,
}

/// The rule's query.
#[derive(Debug)]
pub(crate) enum Query {
    /// Planned once for all runs.
    Prepared(Box<Prepared>),
    /// Bound at each run, because its plan depends on the clock.
    Anew,
}

/// When a rule runs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Runs {
    /// At this clock, over what came after the first time and not after the clock.
    Once { after: i64, clock: i64 },
    /// On its schedule, from the first run at or after a time to the first at or after another.
    Replay {
        schedule: Schedule,
        from: i64,
        to: i64,
    },
}

/// Records that come too late and are named.
const MISSED_SHOWN: usize = 3;

impl Job<'_> {
    /// Runs the rule.
    ///
    /// # Errors
    /// What went wrong in a run.
    pub(crate) fn run(&self, runs: Runs) -> Result<Outcome, Vec<Diagnostic>> {
        self.run_as(&mut self.query()?, runs)
    }

    /// Runs the rule with a query that is planned.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub(crate) fn run_as(&self, query: &mut Query, runs: Runs) -> Result<Outcome, Vec<Diagnostic>> {
        let mut merger = Merger::default();
        let mut outcome = Outcome::default();
        match runs {
            Runs::Once { after, clock } => {
                outcome.runs = 1;
                merger.add(self.at(query, after, clock)?);
            }
            Runs::Replay { schedule, from, to } => {
                self.replay(query, schedule, (from, to), &mut merger, &mut outcome)?;
                if self.ingestion_delay > 0 {
                    outcome.notes = self.late(schedule);
                }
            }
        }
        outcome.alerts = merger.finish(self.rule, |place| record(&self.sources, place));
        let again = outcome.alerts.iter().filter(|a| a.runs > 1).count();
        if again > 0 && self.ingestion_delay > 0 {
            let alerts = if again == 1 { "alert" } else { "alerts" };
            outcome.notes.push(format!(
                "{again} {alerts} of several runs are told once; Sentinel tells one for each run"
            ));
        }
        Ok(outcome)
    }

    fn replay(
        &self,
        query: &mut Query,
        schedule: Schedule,
        (from, to): (i64, i64),
        merger: &mut Merger,
        outcome: &mut Outcome,
    ) -> Result<(), Vec<Diagnostic>> {
        let Schedule { frequency, period } = schedule;
        let changes = Changes::new(&self.needs.clock, period, self.ingestion_delay);
        let frames = self.sources.values().map(|s| s.rule.as_ref());
        let times: Vec<&[i64]> = frames.map(Frame::times).collect();
        let end = first_run(to.saturating_add(self.ingestion_delay), frequency);
        let mut run = first_run(from, frequency);
        outcome.runs = u64::try_from((end - run) / frequency + 1).unwrap_or(0);
        let mut silent_until = i64::MIN;
        let mut stretch = Stretch::default();
        while run <= end {
            let left = (end - run) / frequency;
            if run > silent_until
                && let Some(more) = self.more(&mut stretch, query, left)
            {
                let last = run + more * frequency;
                let quiet = self.is_quiet(query, (run, last), period);
                stretch.was(quiet);
                if quiet {
                    merger.add(Vec::new());
                    run = last.saturating_add(frequency);
                    continue;
                }
            }
            let mut next = changes.next(run, frequency, period, &times);
            if run <= silent_until {
                outcome.silent += 1;
                // Nothing may be missed because it came while the rule was silent.
                next = Some(run.saturating_add(frequency));
            } else {
                let firings = self.at(query, run.saturating_sub(period), run)?;
                if let Some(duration) = self.rule.suppression
                    && !firings.is_empty()
                {
                    silent_until = run.saturating_add(duration);
                    next = Some(run.saturating_add(frequency));
                }
                merger.add(firings);
            }
            // The runs that are left out, to the end where nothing changes any more.
            let next = next.unwrap_or(i64::MAX).min(end.saturating_add(frequency));
            let between = next.saturating_sub(run) / frequency - 1;
            if let Ok(runs @ 1..) = u64::try_from(between) {
                merger.again(runs, next.saturating_sub(frequency));
            }
            run = next;
        }
        Ok(())
    }

    /// How many runs after the next one are asked at once whether they find anything; `None` when
    /// each is to be made.
    fn more(&self, stretch: &mut Stretch, query: &Query, left: i64) -> Option<i64> {
        let Query::Prepared(prepared) = query else {
            return None;
        };
        // A rule may be triggered by finding nothing.
        let can_tell = prepared.may_be_quiet() && !self.rule.trigger.met(0);
        can_tell.then(|| stretch.next())?.map(|more| more.min(left))
    }

    /// Whether it is known that no run from the first to the last finds anything.
    fn is_quiet(&self, query: &mut Query, (first, last): (i64, i64), period: i64) -> bool {
        let Query::Prepared(prepared) = query else {
            return false;
        };
        let until = self.seen_until(last);
        prepared.is_quiet(first.saturating_sub(period), until, (first, last))
    }

    /// The time of the last record that a run sees.
    fn seen_until(&self, clock: i64) -> i64 {
        clock.saturating_sub(self.ingestion_delay).min(self.horizon)
    }

    /// What the schedule makes of records that come late.
    fn late(&self, schedule: Schedule) -> Vec<String> {
        let Schedule { frequency, period } = schedule;
        let never = |time: &&i64| {
            let comes = time.saturating_add(self.ingestion_delay);
            let run = first_run(comes, frequency);
            **time > i64::MIN && run.saturating_sub(period) >= **time
        };
        let mut notes = Vec::new();
        for (table, (name, source)) in self.sources.iter().enumerate() {
            let times = source.rule.times();
            let missed = times.iter().enumerate().filter(|(_, time)| never(time));
            let missed: Vec<usize> = missed.map(|(row, _)| row).collect();
            if missed.is_empty() {
                continue;
            }
            let (count, of) = (missed.len(), times.len());
            let first = missed.into_iter().take(MISSED_SHOWN).filter_map(|row| {
                let found = record(&self.sources, (times[row], table, source.origin(row)?))?;
                Some(format!("{}:{}", found.file, found.number))
            });
            let first: Vec<String> = first.collect();
            let more = match count - first.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            notes.push(format!(
                "{count} of {of} records of {name} that it looks for come too late for every run: {}{more}",
                first.join(", ")
            ));
        }
        notes
    }

    /// The query, planned once where its clock allows that.
    fn query(&self) -> Result<Query, Vec<Diagnostic>> {
        let frames = self.frames();
        let over = |view: &Arc<View>| -> Arc<dyn Catalog> {
            let seen = frames.iter().map(|(name, f)| (name.clone(), f.seen(view)));
            Arc::new(Windows::new(&self.base, &self.watchlists, seen.collect()))
        };
        let query = self.rule.parsed();
        let prepared = self.engine.prepare(query, self.needs, over)?;
        Ok(prepared.map_or(Query::Anew, |p| Query::Prepared(Box::new(p))))
    }

    fn frames(&self) -> BTreeMap<String, Arc<Frame>> {
        let sources = self.sources.iter();
        sources
            .map(|(name, source)| (name.clone(), Arc::clone(&source.rule)))
            .collect()
    }

    /// The rows of one run and, where they are enough for an alert, the records behind them.
    fn rows(
        &self,
        query: &mut Query,
        after: i64,
        clock: i64,
    ) -> Result<Option<(Answer, Evidence)>, Vec<Diagnostic>> {
        let until = self.seen_until(clock);
        let nothing = |answer| Some((answer, Evidence::default()));
        // Evidence costs more, and few runs give rows.
        Ok(match query {
            Query::Prepared(prepared) => {
                let answer = prepared.run(after, until, clock)?;
                match answer.len() {
                    rows if !self.rule.trigger.met(rows) => None,
                    0 => nothing(answer),
                    _ if !self.evidence => nothing(answer),
                    _ => Some(prepared.trace()?),
                }
            }
            Query::Anew => {
                let view = Arc::new(View::fixed(after, until));
                let frames = self.frames();
                let seen = frames.iter().map(|(name, f)| (name.clone(), f.seen(&view)));
                let catalog = Windows::new(&self.base, &self.watchlists, seen.collect());
                let engine = self.engine.with(Arc::new(catalog), clock);
                let (bound, diagnostics) = engine.bind(self.rule.parsed());
                let bound = bound.ok_or(diagnostics)?;
                let answer = engine.run(&bound)?;
                match answer.len() {
                    rows if !self.rule.trigger.met(rows) => None,
                    0 => nothing(answer),
                    _ if !self.evidence => nothing(answer),
                    _ => Some(engine.run_traced(&bound)?),
                }
            }
        })
    }

    /// One run: rows with `after < time <= clock`, and `clock` as the time of the query.
    fn at(
        &self,
        query: &mut Query,
        after: i64,
        clock: i64,
    ) -> Result<Vec<Firing>, Vec<Diagnostic>> {
        let Some((answer, evidence)) = self.rows(query, after, clock)? else {
            return Ok(Vec::new());
        };
        let columns = Arc::new(answer.columns.clone());
        let rows = answer.rows();
        let untraced = untraced(&evidence);
        let places = |row: usize| self.places(&evidence, row);
        let found = |rows, records| Found {
            columns: Arc::clone(&columns),
            rows,
            records,
            untraced: untraced.clone(),
            run: clock,
            after,
        };
        let firings = match self.rule.grouping {
            Grouping::PerResult if !rows.is_empty() => rows
                .into_iter()
                .enumerate()
                .map(|(at, row)| found(vec![row], places(at)))
                .collect(),
            _ => {
                let records = (0..rows.len()).flat_map(places).collect();
                vec![found(rows, records)]
            }
        };
        let firing = |found| Firing::new(self.rule, self.version, found);
        Ok(firings.into_iter().map(firing).collect())
    }

    /// The records behind a row.
    fn places(&self, evidence: &Evidence, row: usize) -> Vec<Place> {
        let records = evidence.rows.get(row).map_or(&[][..], Vec::as_slice);
        records
            .iter()
            .filter_map(|record| {
                let [table, row] = record.as_slice() else {
                    return None;
                };
                let at = self.sources.keys().position(|name| name == table)?;
                let source = self.sources.get(table)?;
                let row = source.origin(row.parse().ok()?)?;
                let time = source.logs.times().get(row).copied().unwrap_or_default();
                Some((time, at, row))
            })
            .collect()
    }
}

/// Why not all records are known.
fn untraced(evidence: &Evidence) -> Option<String> {
    if evidence.lost.is_empty() {
        return None;
    }
    let names: Vec<String> = evidence.lost.iter().map(|n| format!("`{n}`")).collect();
    let names = names.join(", ");
    Some(format!("records cannot be followed through {names}"))
}
