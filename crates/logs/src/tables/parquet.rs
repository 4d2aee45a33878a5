//! What stands in a Parquet file, by its schema.

use std::fs::File;
use std::path::Path;

use bytes::Bytes;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::file::reader::ChunkReader;

use super::inventory::{What, table_name};
use super::plain::Inference;
use crate::json::quote;
use crate::records::Format;
use crate::scan::type_of;
use crate::sources::SOURCES;
use crate::sources::def::Probe;
use crate::sources::wrapper::WRAPPERS;
use crate::times::Order;

pub(super) fn inspect_file(path: &Path, name: &str) -> (What, usize) {
    match File::open(path) {
        Ok(file) => inspect(file, name),
        Err(e) => (What::Refused(format!("unreadable: {e}")), 0),
    }
}

pub(super) fn inspect_bytes(bytes: Vec<u8>, name: &str) -> What {
    inspect(Bytes::from(bytes), name).0
}

/// What the file is, and how many row groups it has.
fn inspect<R: ChunkReader + 'static>(source: R, name: &str) -> (What, usize) {
    let builder = match ParquetRecordBatchReaderBuilder::try_new(source) {
        Ok(builder) => builder,
        Err(e) => return (What::Refused(format!("broken Parquet: {e}")), 0),
    };
    let fields = builder.schema().fields();
    let groups = builder.metadata().num_row_groups();

    // The names stand for a record, as the header of a CSV file does.
    let mut row = String::from("{");
    let mut columns = Inference::new(false);
    for field in fields {
        if row.len() > 1 {
            row.push(',');
        }
        quote(&mut row, field.name());
        row.push_str(":\"\"");
        columns.declare(field.name(), type_of(field.data_type()));
    }
    row.push('}');
    let probe = Probe::new(row.as_bytes());
    let shape = SOURCES.iter().find_map(|source| {
        let probe = probe.as_ref()?;
        let shape = source.shapes.iter().find(|s| (s.recognizes)(probe))?;
        Some((*source, shape))
    });
    let what = match shape {
        Some((source, shape)) => What::Log {
            source,
            shape,
            wrapper: &WRAPPERS[0],
            format: Format::Parquet,
            order: shape.local_times.then_some(Order::MonthFirst),
        },
        None => What::Plain {
            table: table_name(name),
            format: Format::Parquet,
            columns,
            keys: fields
                .iter()
                .take(6)
                .map(|field| field.name().as_str())
                .collect::<Vec<_>>()
                .join(", "),
        },
    };
    (what, groups)
}
