//! What a rule sees of logs at one run.

use std::collections::BTreeMap;
use std::sync::Arc;

use vigie_engine::catalog::Catalog;
use vigie_engine::frame::{Frame, View};
use vigie_engine::members::Members;
use vigie_engine::needs::Needs;
use vigie_engine::types::datetime;
use vigie_engine::{Engine, Options};
use vigie_logs::LogCatalog;
use vigie_syntax::Diagnostic;

use crate::hunt::whole_second;
use crate::rule::Rule;
use crate::windows::Windows;

/// When the rule runs.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The clock; that of the last record where it is not given.
    pub now: Option<i64>,
    /// Over everything up to the clock, and not over the look-back period alone.
    pub once: bool,
}

/// What a run sees of a table.
#[derive(Debug, Clone)]
pub struct Window {
    pub table: String,
    /// Rows of the logs.
    pub rows: usize,
    /// Rows within the window.
    pub seen: usize,
}

pub(super) struct Source {
    base: Arc<dyn Catalog>,
    watchlists: Arc<dyn Catalog>,
    frames: BTreeMap<String, Arc<Frame>>,
    engine: Engine,
    pub(super) needs: Needs,
    after: i64,
    pub(super) clock: i64,
    pub(super) windows: Vec<Window>,
}

/// Reads of each table the columns that the rule needs, of all rows.
pub(super) fn open(
    rule: &Rule,
    logs: &Arc<LogCatalog>,
    watchlists: &Arc<LogCatalog>,
    settings: &Settings,
) -> Result<Source, Vec<Diagnostic>> {
    let base = Arc::clone(logs) as Arc<dyn Catalog>;
    let watchlists = Arc::clone(watchlists) as Arc<dyn Catalog>;
    let seen = Windows::new(&base, &watchlists, BTreeMap::new());
    let options = Options {
        addresses: rule.addresses(),
        ..Options::at(datetime::UNIX_EPOCH)
    };
    let engine = Engine::new(Arc::new(seen), options);
    let needs = engine.needs(rule.parsed())?.0.of_all_rows();
    let mut frames = BTreeMap::new();
    for name in needs.tables() {
        if let Some(table) = base.table(name) {
            let frame = engine.gather(&table, &needs, &[], &Members::default())?;
            frames.insert(name.to_owned(), Arc::new(frame));
        }
    }
    let times = frames.values().flat_map(|f| f.times()).copied();
    let last = times.filter(|t| *t > i64::MIN).max();
    let clock = settings
        .now
        .or(last.map(whole_second))
        .unwrap_or(datetime::UNIX_EPOCH);
    let after = match rule.schedule {
        Some(schedule) if !settings.once => clock.saturating_sub(schedule.period),
        _ => i64::MIN,
    };
    let windows = frames
        .iter()
        .map(|(table, frame)| {
            let within = |t: &&i64| **t > after && **t <= clock;
            Window {
                table: table.clone(),
                rows: frame.len(),
                seen: match frame.times() {
                    [] => frame.len(),
                    times => times.iter().filter(within).count(),
                },
            }
        })
        .collect();
    Ok(Source {
        base,
        watchlists,
        frames,
        engine,
        needs,
        after,
        clock,
        windows,
    })
}

impl Source {
    /// An engine over what the run sees.
    pub(super) fn engine(&self) -> Engine {
        let view = Arc::new(View::fixed(self.after, self.clock));
        let frames = self.frames.iter();
        let seen = frames.map(|(name, f)| (name.clone(), f.seen(&view)));
        let catalog = Windows::new(&self.base, &self.watchlists, seen.collect());
        self.engine.with(Arc::new(catalog), self.clock)
    }
}
