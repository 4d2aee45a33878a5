//! Files that `externaldata` names, read whole.

use std::io::Read;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use serde_json::Value as Json;
use vigie_engine::catalog::ExternalOptions;
use vigie_engine::types::{Column, Type, Value, convert};

use super::download::Downloads;
use crate::files::{self, Flow, Source};
use crate::options::Limits;

/// How much text such a file may have.
const MOST: u64 = 256 << 20;

/// The rows of a file, by the columns that a query declares: cells of CSV and its kin by their
/// place, members of JSON objects by their name.
///
/// # Errors
/// A sentence that says why the file is not read.
pub(super) fn read(
    uri: &str,
    columns: &[Column],
    options: &ExternalOptions,
    limits: &Limits,
    downloads: &Downloads,
) -> Result<Vec<Vec<Value>>, String> {
    // What stands behind `;` is a key to a storage account.
    let uri = uri.split(';').next().unwrap_or(uri);
    let path = uri.strip_prefix("file://").unwrap_or(uri);
    let text = match path.split_once("://") {
        None => text(Path::new(path), path, limits)?,
        Some(("https", _)) if options.allow_network => {
            let file = downloads.file(path)?;
            text(file.path(), path, limits)?
        }
        Some(("https", _)) => {
            return Err(format!(
                "`{path}` is not read: nothing is read from the network unless it is allowed"
            ));
        }
        Some(_) => {
            return Err(format!(
                "`{path}` is not read: only files of this machine and `https://` are"
            ));
        }
    };
    // What an address has behind `?` is no part of the file's name.
    let path = path.split('?').next().unwrap_or(path);
    let format = match &options.format {
        Some(format) => format.as_str(),
        None => by_name(path),
    };
    let skip = usize::from(options.ignore_first_record);
    match format {
        "csv" => cells(&text, b',', columns, skip),
        "tsv" | "tsve" => cells(&text, b'\t', columns, skip),
        "psv" => cells(&text, b'|', columns, skip),
        "scsv" => cells(&text, b';', columns, skip),
        "sohsv" => cells(&text, 1, columns, skip),
        "txt" => Ok(text
            .lines()
            .skip(skip)
            .map(|line| vec![cell(line, columns.first())])
            .collect()),
        "raw" => Ok(vec![vec![cell(&text, columns.first())]]),
        "json" | "multijson" | "singlejson" => objects(&text, columns),
        other => Err(format!(
            "`{path}` is not read: its format `{other}` is not known"
        )),
    }
    .map_err(|message| format!("`{path}` is not read: {message}"))
}

/// The format that a file's name tells, as Kusto reads it; CSV when it tells none.
fn by_name(path: &str) -> &'static str {
    let name = path.to_ascii_lowercase();
    let name = [".gz", ".zip", ".zst"]
        .iter()
        .find_map(|packed| name.strip_suffix(packed))
        .unwrap_or(&name);
    let known = [
        "csv",
        "tsv",
        "psv",
        "scsv",
        "sohsv",
        "txt",
        "raw",
        "json",
        "multijson",
    ];
    let ending = name.rsplit('.').next().unwrap_or_default();
    match known.iter().find(|format| **format == ending) {
        Some(format) => format,
        None if matches!(ending, "jsonl" | "ndjson") => "multijson",
        None => "csv",
    }
}

/// The text of a file, whose name people know as `name`.
fn text(path: &Path, name: &str, limits: &Limits) -> Result<String, String> {
    let mut read: Option<Result<String, String>> = None;
    let meter = AtomicU64::new(0);
    let visited = files::visit(path, limits, &meter, &mut |member| {
        read = Some(match member.source {
            Source::Text(text) => {
                let mut bytes = Vec::new();
                match text.take(MOST + 1).read_to_end(&mut bytes) {
                    Ok(n) if n as u64 > MOST => Err(format!("it has more than {MOST} bytes")),
                    Ok(_) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
                    Err(e) => Err(e.to_string()),
                }
            }
            Source::Parquet | Source::PackedParquet(_) => {
                Err("Parquet is read as a log, not here".to_owned())
            }
            Source::Other(_) => Err("it is no text".to_owned()),
            Source::Broken(reason) => Err(reason),
        });
        Flow::Stop
    });
    visited
        .map_err(|e| e.to_string())
        .and_then(|_| read.unwrap_or_else(|| Ok(String::new())))
        .map_err(|message| format!("`{name}` is not read: {message}"))
}

fn cells(
    text: &str,
    delimiter: u8,
    columns: &[Column],
    skip: usize,
) -> Result<Vec<Vec<Value>>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().skip(skip) {
        let record = record.map_err(|e| e.to_string())?;
        let cells = columns.iter().enumerate();
        rows.push(
            cells
                .map(|(at, column)| cell(record.get(at).unwrap_or_default(), Some(column)))
                .collect(),
        );
    }
    Ok(rows)
}

/// One object after another, or arrays of them.
fn objects(text: &str, columns: &[Column]) -> Result<Vec<Vec<Value>>, String> {
    let mut rows = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Json>() {
        let items = match value.map_err(|e| e.to_string())? {
            Json::Array(items) => items,
            one => vec![one],
        };
        for item in items {
            let cells = columns.iter().map(|column| {
                let member = item.get(&column.name).cloned().unwrap_or(Json::Null);
                convert::convert(&Value::json(member), column.ty)
            });
            rows.push(cells.collect());
        }
    }
    Ok(rows)
}

fn cell(text: &str, column: Option<&Column>) -> Value {
    let ty = column.map_or(Type::String, |c| c.ty);
    match ty {
        Type::Dynamic => match serde_json::from_str(text) {
            Ok(json) => Value::json(json),
            Err(_) => Value::json(Json::String(text.to_owned())),
        },
        ty => convert::convert(&Value::string(text), ty),
    }
}
