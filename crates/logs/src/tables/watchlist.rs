//! Watchlists: CSV files whose cells are all texts, small enough to be held in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, StringViewArray};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::catalog::TableProvider;
use datafusion::datasource::MemTable;
use vigie_engine::catalog::Table;
use vigie_engine::types::{Column, Type};

use crate::files::{self, Flow, Source};
use crate::json::{Members, unescape};
use crate::options::Limits;
use crate::records::{self, Format, Record, Sink};

/// The column by which Sentinel looks up: here the first of the file, unless the file has it.
const SEARCH_KEY: &str = "SearchKey";

/// A watchlist that has been read.
#[derive(Debug)]
pub(super) struct Watchlist {
    name: String,
    columns: Vec<Column>,
    provider: Arc<MemTable>,
}

/// Reads `<folder>/<name>.csv`; `None` when there is no such CSV file. A name cannot lead elsewhere.
pub(super) fn open(folder: &Path, name: &str, limits: &Limits) -> Option<Watchlist> {
    let rows = read(&path(folder, name)?, limits)?;
    let mut names = rows.names;
    let mut cells = rows.cells;
    if !names.iter().any(|name| name == SEARCH_KEY) {
        let keys = cells.first()?.clone();
        names.insert(0, SEARCH_KEY.to_owned());
        cells.insert(0, keys);
    }
    let fields: Vec<Field> = names
        .iter()
        .map(|name| Field::new(name, Type::String.arrow(), false))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let arrays = cells
        .iter()
        .map(|cells| Arc::new(StringViewArray::from_iter_values(cells)) as ArrayRef)
        .collect();
    let options = RecordBatchOptions::new().with_row_count(cells.first().map(Vec::len));
    let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options).ok()?;
    Some(Watchlist {
        name: name.to_owned(),
        columns: names
            .into_iter()
            .map(|name| Column::new(name, Type::String))
            .collect(),
        provider: Arc::new(MemTable::try_new(schema, vec![vec![batch]]).ok()?),
    })
}

fn path(folder: &Path, name: &str) -> Option<PathBuf> {
    let plain =
        !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
    let path = folder.join(format!("{name}.csv"));
    (plain && path.is_file()).then_some(path)
}

/// The cells of a CSV file, column by column.
#[derive(Default)]
struct Rows {
    names: Vec<String>,
    cells: Vec<Vec<String>>,
}

fn read(path: &Path, limits: &Limits) -> Option<Rows> {
    let mut rows = Rows::default();
    let mut good = false;
    files::visit(path, limits, &AtomicU64::new(0), &mut |member| {
        if let Source::Text(mut text) = member.source {
            let format = Format::Csv { delimiter: b',' };
            good = records::read(&mut text, format, limits, &mut rows).is_ok();
        }
        Flow::Stop
    })
    .ok()?;
    (good && !rows.names.is_empty()).then_some(rows)
}

impl Sink for Rows {
    fn columns(&mut self, names: &[String], _: Option<&str>) {
        self.names = names.to_vec();
        self.cells = vec![Vec::new(); names.len()];
    }

    fn record(&mut self, record: Record<'_>) -> Flow {
        let members = Members::new(record.json).filter_map(Result::ok);
        for (at, (_, value)) in members.enumerate() {
            let text = unescape(value.get(1..value.len() - 1).unwrap_or_default());
            if let Some(column) = self.cells.get_mut(at) {
                column.push(text.into_owned());
            }
        }
        Flow::Go
    }

    fn reject(&mut self, _: u64, _: u64, _: &str) -> Flow {
        Flow::Go
    }
}

impl Table for Watchlist {
    fn name(&self) -> &str {
        &self.name
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn provider(&self) -> Arc<dyn TableProvider> {
        Arc::clone(&self.provider) as Arc<dyn TableProvider>
    }
}
