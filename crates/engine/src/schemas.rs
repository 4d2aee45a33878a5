//! Tables of which only the columns are known: what a rule is checked against without logs.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::{Catalog, Table};
use crate::memory::MemoryTable;
use crate::types::{Column, Type};

/// The columns of tables, by name. Every watchlist is there, with the columns that Sentinel gives
/// each.
#[derive(Debug, Default)]
pub struct Schemas {
    tables: BTreeMap<String, Vec<Column>>,
}

/// The columns that every watchlist has; its own stand beside them.
/// <https://learn.microsoft.com/azure/sentinel/watchlists-queries>
const WATCHLIST: &[(&str, Type)] = &[
    ("_DTItemId", Type::String),
    ("LastUpdatedTimeUTC", Type::Datetime),
    ("SearchKey", Type::String),
    ("WatchlistItem", Type::Dynamic),
];

impl Schemas {
    /// From JSON: `{"table": {"column": "type"}}`.
    ///
    /// # Errors
    /// A sentence that says which entry is no schema.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let tables: serde_json::Value =
            serde_json::from_str(text).map_err(|e| format!("it is no JSON: {e}"))?;
        let tables = tables
            .as_object()
            .ok_or("it is no object with a table for each key")?;
        let column = |table: &str, (name, ty): (&String, &serde_json::Value)| {
            let known = ty.as_str().and_then(Type::from_name);
            let column = known.map(|ty| Column::new(name, ty));
            column.ok_or_else(|| format!("the column `{name}` of `{table}` has no KQL type: {ty}"))
        };
        let mut schemas = Self::default();
        for (table, columns) in tables {
            let columns = columns
                .as_object()
                .ok_or_else(|| format!("the columns of `{table}` are no object"))?;
            let columns: Result<Vec<Column>, String> =
                columns.iter().map(|entry| column(table, entry)).collect();
            schemas.tables.insert(table.clone(), columns?);
        }
        Ok(schemas)
    }

    /// How many tables there are.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

/// A table without rows.
fn empty(name: &str, columns: Vec<Column>) -> Option<Arc<dyn Table>> {
    let table = MemoryTable::new(name, columns, &[]).ok()?;
    Some(Arc::new(table))
}

impl Catalog for Schemas {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        empty(name, self.tables.get(name)?.clone())
    }

    fn names(&self) -> Vec<String> {
        self.tables.keys().cloned().collect()
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        let columns = WATCHLIST.iter().map(|(name, ty)| Column::new(*name, *ty));
        empty(name, columns.collect())
    }
}

/// Several catalogs as one: what an earlier one has hides what later ones have.
#[derive(Debug)]
pub struct Layers(pub Vec<Arc<dyn Catalog>>);

impl Catalog for Layers {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.0.iter().find_map(|layer| layer.table(name))
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.0.iter().flat_map(|layer| layer.names()).collect();
        names.sort();
        names.dedup();
        names
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.0.iter().find_map(|layer| layer.watchlist(name))
    }
}
