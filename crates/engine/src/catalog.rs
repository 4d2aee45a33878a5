//! Where tables come from.

use std::fmt::Debug;
use std::net::IpAddr;
use std::sync::Arc;

use datafusion::catalog::TableProvider;

use crate::members::Members;
use crate::types::{Column, Json, Value};

/// The tables a query may name.
pub trait Catalog: Debug + Send + Sync {
    /// The table of this exact name.
    fn table(&self, name: &str) -> Option<Arc<dyn Table>>;

    /// The names of all tables, sorted: for suggestions, wildcards, `search` and `find`.
    fn names(&self) -> Vec<String>;

    /// Whether a table of this name is one of Sentinel's, though nothing of it is here: for the
    /// message about a table that is missing.
    fn known(&self, name: &str) -> bool {
        let _ = name;
        false
    }

    /// The rows of a file that `externaldata` names. The default refuses: an engine without files
    /// reads none.
    ///
    /// # Errors
    /// A sentence that says why the file is not read.
    fn external(
        &self,
        uri: &str,
        columns: &[Column],
        options: &ExternalOptions,
    ) -> Result<Vec<Vec<Value>>, String> {
        let _ = (columns, options);
        Err(format!(
            "`{uri}` is not read: no files are given to this query"
        ))
    }

    /// A CSV watchlist as a table of strings, for `_GetWatchlist('name')`.
    fn watchlist(&self, name: &str) -> Option<Arc<dyn Table>> {
        let _ = name;
        None
    }

    /// Where addresses are, for `geo_info_from_ip_address`; `None` when no database is given.
    ///
    /// # Errors
    /// A sentence that says why the database that is given cannot be read.
    fn places(&self) -> Result<Option<Arc<dyn Places>>, String> {
        Ok(None)
    }
}

/// Where addresses are.
pub trait Places: Debug + Send + Sync {
    /// What is known of an address: `country`, `state`, `city`, `latitude` and `longitude`.
    fn of(&self, address: IpAddr) -> Option<Json>;
}

/// What `externaldata … with (…)` says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalOptions {
    /// `csv`, `json`, `multijson`, `txt`, …; from the file's name when not given.
    pub format: Option<String>,
    /// The first record is a head.
    pub ignore_first_record: bool,
    /// Whether `https://` may be read.
    pub allow_network: bool,
}

/// One table: its columns, and how to read them.
pub trait Table: Debug + Send + Sync {
    fn name(&self) -> &str;

    /// The columns with their KQL types. The provider's schema has a field of the same name for
    /// each, stored as [`crate::types::Type::arrow`] says, strings without nulls.
    fn columns(&self) -> &[Column];

    /// Reads the table: one partition, rows in an order that depends on the input alone.
    fn provider(&self) -> Arc<dyn TableProvider>;

    /// Whether it is known to have no row: a plan that puts many tables together leaves it out.
    fn is_empty(&self) -> bool {
        false
    }

    /// The same table, whose records hold these of their members and may hold no others; `None` where
    /// it is no table of records.
    fn narrowed(&self, members: &Members) -> Option<Arc<dyn Table>> {
        let _ = members;
        None
    }

    /// Columns that the provider has beyond [`Self::columns`], all of type string, which tell
    /// where a record stands. They are not seen by queries; a hunt reads them for its evidence.
    fn evidence(&self) -> &[&'static str] {
        &[]
    }
}

/// A catalog without tables: for `print`, `range` and `datatable`.
#[derive(Debug, Default)]
pub struct Empty;

impl Catalog for Empty {
    fn table(&self, _: &str) -> Option<Arc<dyn Table>> {
        None
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}
