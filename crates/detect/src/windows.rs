//! The tables of the logs as a rule sees them at one run.

use std::collections::BTreeMap;
use std::sync::Arc;

use vigie_engine::catalog::{Catalog, Table};
use vigie_engine::frame::Frame;

/// The tables that a rule reads, through a window of time, and the others as they are.
#[derive(Debug)]
pub(crate) struct Windows {
    /// All tables of the logs.
    base: Arc<dyn Catalog>,
    watchlists: Arc<dyn Catalog>,
    seen: BTreeMap<String, Arc<dyn Table>>,
}

impl Windows {
    /// Rows with `after < time <= until`.
    pub(crate) fn new(
        base: &Arc<dyn Catalog>,
        watchlists: &Arc<dyn Catalog>,
        frames: &BTreeMap<String, Arc<Frame>>,
        after: i64,
        until: i64,
    ) -> Self {
        let window = |(name, frame): (&String, &Arc<Frame>)| {
            let table = frame.window(after, until);
            (name.clone(), table)
        };
        Self {
            base: Arc::clone(base),
            watchlists: Arc::clone(watchlists),
            seen: frames.iter().map(window).collect(),
        }
    }
}

impl Catalog for Windows {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        let seen = self.seen.get(name).map(Arc::clone);
        seen.or_else(|| self.base.table(name))
    }

    fn names(&self) -> Vec<String> {
        self.base.names()
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.watchlists.watchlist(name)
    }
}
