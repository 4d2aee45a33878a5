//! The tiny tables that fuzzed queries read.

use std::sync::Arc;

use vigie_engine::memory::{MemoryCatalog, MemoryTable};
use vigie_engine::types::{Column, Type, Value};
use vigie_engine::{Engine, Options};

/// An engine over two tables with a column of each of the commonest types.
pub fn engine() -> Engine {
    let columns = || {
        vec![
            Column::new("n", Type::Long),
            Column::new("s", Type::String),
            Column::new("d", Type::Dynamic),
            Column::new("t", Type::Datetime),
        ]
    };
    let row = |n: i64, s: &str, json: &str| {
        let json = serde_text(json);
        vec![
            Value::Long(n),
            Value::string(s),
            json,
            Value::Datetime(637_134_336_000_000_000 + n),
        ]
    };
    let rows = [
        row(1, "a", "[1,2]"),
        row(2, "b c", "{\"a\":1}"),
        row(-1, "", "x"),
    ];
    let mut catalog = MemoryCatalog::default();
    for (name, rows) in [("T", &rows[..]), ("E", &[])] {
        let table = MemoryTable::new(name, columns(), rows).expect("rows of their columns");
        catalog.insert(Arc::new(table));
    }
    Engine::new(Arc::new(catalog), Options::at(637_134_336_000_000_000))
}

/// A dynamic value from JSON text, or the text itself.
fn serde_text(text: &str) -> Value {
    vigie_engine::types::convert::convert(&Value::string(text), Type::Dynamic)
}
