//! The tables of the logs as a rule sees them at one run.

use std::collections::BTreeMap;
use std::sync::Arc;

use vigie_engine::catalog::{Catalog, Places, Table};

/// The tables that a rule reads, through a window of time, and the others as they are.
#[derive(Debug)]
pub(crate) struct Windows {
    /// All tables of the logs.
    base: Arc<dyn Catalog>,
    watchlists: Arc<dyn Catalog>,
    seen: BTreeMap<String, Arc<dyn Table>>,
}

impl Windows {
    /// The tables of `seen`, and the others of the logs.
    pub(crate) fn new(
        base: &Arc<dyn Catalog>,
        watchlists: &Arc<dyn Catalog>,
        seen: BTreeMap<String, Arc<dyn Table>>,
    ) -> Self {
        Self {
            base: Arc::clone(base),
            watchlists: Arc::clone(watchlists),
            seen,
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

    fn known(&self, name: &str) -> bool {
        self.base.known(name)
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.watchlists.watchlist(name)
    }

    fn places(&self) -> Result<Option<Arc<dyn Places>>, String> {
        self.watchlists.places()
    }
}
