//! What the columns of logs really hold, where logs are at hand.

use std::collections::BTreeMap;

use vigie_engine::Engine;
use vigie_engine::catalog::Catalog;
use vigie_engine::types::{Column, Json, Type, Value};

/// What the columns of logs hold: table and column, and all their values when there are few.
#[derive(Debug, Default)]
pub struct Observed(BTreeMap<(String, String), Vec<String>>);

/// Values of a column that are kept; of one with more nothing is known.
const MOST: usize = 200;
/// Columns that one pass over a table looks at.
const AT_ONCE: usize = 64;

impl Observed {
    /// Reads all tables of a catalog. A table without rows says nothing.
    ///
    /// # Errors
    /// A sentence, when a table cannot be read.
    pub fn read(engine: &Engine) -> Result<Self, String> {
        let catalog: &dyn Catalog = engine.catalog().as_ref();
        let mut observed = Self::default();
        for name in catalog.names() {
            let Some(table) = catalog.table(&name) else {
                continue;
            };
            let texts = table.columns().iter().filter(|c| c.ty == Type::String);
            let texts: Vec<&Column> = texts.collect();
            for columns in texts.chunks(AT_ONCE) {
                observed.look(engine, &name, columns)?;
            }
        }
        Ok(observed)
    }

    fn look(&mut self, engine: &Engine, table: &str, columns: &[&Column]) -> Result<(), String> {
        let quoted =
            |name: &str| format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"));
        let sets = columns.iter().enumerate().map(|(at, column)| {
            let most = MOST + 1;
            format!("c{at} = make_set({}, {most})", quoted(&column.name))
        });
        let sets: Vec<String> = sets.collect();
        let query = format!(
            "{} | summarize n = count(), {}",
            quoted(table),
            sets.join(", ")
        );
        let answer = engine.query(&query).map_err(|diagnostics| {
            let why = diagnostics.first().map(|d| d.message.clone());
            format!(
                "the table `{table}` cannot be read: {}",
                why.unwrap_or_default()
            )
        })?;
        let Some(row) = answer.rows().into_iter().next() else {
            return Ok(());
        };
        if row.first() == Some(&Value::Long(0)) {
            return Ok(());
        }
        for (column, value) in columns.iter().zip(row.iter().skip(1)) {
            let Some(Json::Array(items)) = value.as_json() else {
                continue;
            };
            if items.len() > MOST {
                continue;
            }
            let texts = items.iter().map(|i| i.as_str().map(str::to_owned));
            if let Some(texts) = texts.collect::<Option<Vec<_>>>() {
                let key = (table.to_owned(), column.name.clone());
                self.0.insert(key, texts);
            }
        }
        Ok(())
    }

    /// All values of a column; `None` when they are not known.
    pub fn values(&self, table: &str, column: &str) -> Option<&[String]> {
        let key = (table.to_owned(), column.to_owned());
        self.0.get(&key).map(Vec::as_slice)
    }
}
