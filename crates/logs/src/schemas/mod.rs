//! Tables of which only the names and types of the columns are known: what a rule is checked
//! against where there are no logs.

mod layers;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::catalog::TableProvider;
use datafusion::datasource::empty::EmptyTable;
use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value as Json};
use vigie_engine::catalog::{Catalog, Table};
use vigie_engine::types::{Column, Type};

pub use layers::Layers;

/// The tables that public rules read: a line each, sorted, its name and then its columns, all with
/// tabs between them. A column without a type is a string.
const SHIPPED: &str = include_str!("shipped.txt");

/// Tables without rows.
#[derive(Debug, Default)]
pub struct Schemas {
    tables: BTreeMap<String, Arc<Rowless>>,
}

impl Schemas {
    /// The tables that public rules read, of Sentinel, Defender and their solutions.
    ///
    /// They are made when first asked for.
    pub fn shipped() -> Arc<Self> {
        static SHIPPED_TABLES: OnceLock<Arc<Schemas>> = OnceLock::new();
        Arc::clone(SHIPPED_TABLES.get_or_init(|| Arc::new(Self::of_lines(SHIPPED))))
    }

    /// From a JSON file, plain or compressed with gzip: `{"table": {"column": "type"}}`, the types in
    /// the words of KQL. The order of the columns is that of the file.
    ///
    /// # Errors
    /// A sentence that names the file, and the table and column where one is at fault.
    pub fn read(path: &Path) -> Result<Self, String> {
        let fault = |what: &dyn std::fmt::Display| format!("`{}`: {what}", path.display());
        let mut bytes = Vec::new();
        let mut file = std::fs::File::open(path).map_err(|e| fault(&e))?;
        file.read_to_end(&mut bytes).map_err(|e| fault(&e))?;
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut text = Vec::new();
            let mut unpacked = MultiGzDecoder::new(bytes.as_slice()).take(LARGEST);
            unpacked.read_to_end(&mut text).map_err(|e| fault(&e))?;
            bytes = text;
        }
        let tables: Map<String, Json> = serde_json::from_slice(&bytes)
            .map_err(|e| fault(&format_args!("no tables with their columns: {e}")))?;
        Self::of_json(&tables).map_err(|what| fault(&what))
    }

    fn of_json(tables: &Map<String, Json>) -> Result<Self, String> {
        let mut schemas = Self::default();
        for (table, columns) in tables {
            let Some(columns) = columns.as_object() else {
                return Err(format!("the table `{table}` has no object of columns"));
            };
            let columns = columns.iter().map(|(column, ty)| {
                let ty = ty.as_str().unwrap_or_default();
                match Type::from_name(ty) {
                    Some(ty) => Ok(Column::new(column, ty)),
                    None => Err(format!(
                        "the column `{column}` of `{table}` has no type of KQL but `{ty}`"
                    )),
                }
            });
            schemas.insert(table, columns.collect::<Result<_, _>>()?);
        }
        Ok(schemas)
    }

    fn of_lines(lines: &str) -> Self {
        let mut schemas = Self::default();
        for line in lines.lines() {
            let mut parts = line.split('\t');
            let Some(table) = parts.next() else {
                continue;
            };
            let columns = parts.map(|part| match part.rsplit_once(':') {
                Some((name, ty)) => Column::new(name, Type::from_name(ty).unwrap_or(Type::String)),
                None => Column::new(part, Type::String),
            });
            schemas.insert(table, columns.collect());
        }
        schemas
    }

    fn insert(&mut self, name: &str, columns: Vec<Column>) {
        let table = Rowless {
            name: name.to_owned(),
            columns,
        };
        self.tables.insert(name.to_owned(), Arc::new(table));
    }

    /// Whether there is a table of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.tables.contains_key(name)
    }
}

/// Bytes of a schema file once it is unpacked: far more than any workspace has.
const LARGEST: u64 = 256 << 20;

impl Catalog for Schemas {
    fn table(&self, name: &str) -> Option<Arc<dyn Table>> {
        let table = self.tables.get(name)?;
        Some(Arc::clone(table) as Arc<dyn Table>)
    }

    fn names(&self) -> Vec<String> {
        self.tables.keys().cloned().collect()
    }
}

/// A table without rows.
#[derive(Debug)]
struct Rowless {
    name: String,
    columns: Vec<Column>,
}

impl Table for Rowless {
    fn name(&self) -> &str {
        &self.name
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn is_empty(&self) -> bool {
        true
    }

    fn provider(&self) -> Arc<dyn TableProvider> {
        let fields: Vec<Field> = self
            .columns
            .iter()
            .map(|c| Field::new(&c.name, c.ty.arrow(), true))
            .collect();
        Arc::new(EmptyTable::new(Arc::new(Schema::new(fields))))
    }
}
