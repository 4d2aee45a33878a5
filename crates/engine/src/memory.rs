//! Tables whose rows are given: watchlists, small results, the inputs of specs.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::arrow::record_batch::{RecordBatch, RecordBatchOptions};
use datafusion::catalog::{MemTable, TableProvider};
use datafusion::error::Result;

use crate::catalog::{Catalog, Table};
use crate::types::{Column, Value, array};

/// A table held in memory.
#[derive(Debug)]
pub struct MemoryTable {
    name: String,
    columns: Vec<Column>,
    provider: Arc<MemTable>,
}

impl MemoryTable {
    /// From rows with one value for each column; a value that is missing or of another type is
    /// null, or the empty string.
    ///
    /// # Errors
    /// DataFusion's, which would be a mistake of ours.
    pub fn new(name: impl Into<String>, columns: Vec<Column>, rows: &[Vec<Value>]) -> Result<Self> {
        let fields = columns
            .iter()
            .map(|c| Field::new(&c.name, c.ty.arrow(), true))
            .collect::<Vec<_>>();
        let schema = Arc::new(Schema::new(fields));
        let arrays = columns.iter().enumerate().map(|(at, column)| {
            let cells = rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null));
            array::array(column.ty, cells)
        });
        let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
        let batch =
            RecordBatch::try_new_with_options(Arc::clone(&schema), arrays.collect(), &options)?;
        Ok(Self {
            name: name.into(),
            columns,
            provider: Arc::new(MemTable::try_new(schema, vec![vec![batch]])?),
        })
    }
}

impl Table for MemoryTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn provider(&self) -> Arc<dyn TableProvider> {
        Arc::<MemTable>::clone(&self.provider)
    }
}

/// A catalog of given tables and watchlists.
#[derive(Debug, Default)]
pub struct MemoryCatalog {
    tables: BTreeMap<String, Arc<dyn Table>>,
    watchlists: BTreeMap<String, Arc<dyn Table>>,
}

impl MemoryCatalog {
    /// Adds a table, in place of one of the same name.
    pub fn insert(&mut self, table: Arc<dyn Table>) {
        self.tables.insert(table.name().to_owned(), table);
    }

    /// Adds a watchlist under its alias, which is the table's name.
    pub fn insert_watchlist(&mut self, table: Arc<dyn Table>) {
        self.watchlists.insert(table.name().to_owned(), table);
    }
}

impl Catalog for MemoryCatalog {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.tables.get(name).cloned()
    }

    fn names(&self) -> Vec<String> {
        self.tables.keys().cloned().collect()
    }

    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        self.watchlists.get(name).cloned()
    }
}
