//! Catalogs one over another.

use std::sync::Arc;

use vigie_engine::catalog::{Catalog, ExternalOptions, Places, Table};
use vigie_engine::types::{Column, Value};

/// Catalogs of which the first that has a table gives it.
#[derive(Debug)]
pub struct Layers {
    /// The first is asked first.
    pub of: Vec<Arc<dyn Catalog>>,
}

impl Layers {
    pub fn new(of: Vec<Arc<dyn Catalog>>) -> Self {
        Self { of }
    }
}

impl Catalog for Layers {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.of.iter().find_map(|layer| layer.table(name))
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.of.iter().flat_map(|layer| layer.names()).collect();
        names.sort();
        names.dedup();
        names
    }

    fn known(&self, name: &str) -> bool {
        self.of.iter().any(|layer| layer.known(name))
    }

    /// Of the first layer that reads the file; where none does, why the first does not.
    fn external(
        &self,
        uri: &str,
        columns: &[Column],
        options: &ExternalOptions,
    ) -> Result<Vec<Vec<Value>>, String> {
        let mut refused = None;
        for layer in &self.of {
            match layer.external(uri, columns, options) {
                Ok(rows) => return Ok(rows),
                Err(reason) => refused = refused.or(Some(reason)),
            }
        }
        Err(refused.unwrap_or_else(|| format!("`{uri}` is not read: there are no tables")))
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.of.iter().find_map(|layer| layer.watchlist(name))
    }

    fn places(&self) -> Result<Option<Arc<dyn Places>>, String> {
        let given = self.of.iter().map(|layer| layer.places());
        let mut given = given.filter(|places| !matches!(places, Ok(None)));
        given.next().unwrap_or(Ok(None))
    }
}
