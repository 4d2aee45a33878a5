//! CSV: each row becomes an object of texts, under the names of the first row.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::{Ended, Record, Sink};
use crate::files::Flow;
use crate::json::quote;
use crate::options::Limits;

/// Fails when a row never ends, which a quote too few makes of the rest of a file.
struct Capped<'r> {
    inner: &'r mut dyn Read,
    /// Bytes since the last row.
    passed: Rc<Cell<usize>>,
    limit: usize,
}

impl Read for Capped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.passed.get() > self.limit {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "a row of more than {} MiB, as a missing quote makes",
                    self.limit >> 20
                ),
            ));
        }
        let n = self.inner.read(buffer)?;
        self.passed.set(self.passed.get() + n);
        Ok(n)
    }
}

pub(super) fn read(
    reader: &mut dyn Read,
    delimiter: u8,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<Ended> {
    let passed = Rc::new(Cell::new(0));
    let capped = Capped {
        inner: reader,
        passed: Rc::clone(&passed),
        limit: limits.record,
    };
    let mut rows = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(capped);
    let mut row = ::csv::ByteRecord::new();
    if !rows.read_byte_record(&mut row).map_err(io::Error::from)? {
        return Ok(ended(Flow::Go, 0));
    }
    let names = names(&row);
    let cells = row.iter().filter_map(|cell| std::str::from_utf8(cell).ok());
    let zone = cells.filter_map(zone).find(|zone| *zone != "UTC");
    sink.columns(&names, zone);
    let keys: Vec<String> = names
        .iter()
        .map(|name| {
            let mut key = String::new();
            quote(&mut key, name);
            key.push(':');
            key
        })
        .collect();
    let mut number = 0;
    let mut object = String::new();
    while rows.read_byte_record(&mut row).map_err(io::Error::from)? {
        passed.set(0);
        number += 1;
        let line = row.position().map_or(0, ::csv::Position::line);
        let flow = if row.len() == keys.len() {
            object.clear();
            object.push('{');
            for (key, cell) in keys.iter().zip(&row) {
                if object.len() > 1 {
                    object.push(',');
                }
                object.push_str(key);
                quote(&mut object, &String::from_utf8_lossy(cell));
            }
            object.push('}');
            sink.record(Record {
                json: object.as_bytes(),
                number,
                line,
            })
        } else {
            let why = format!(
                "a row of {} cells where the first has {}",
                row.len(),
                keys.len()
            );
            sink.reject(number, line, &why)
        };
        if flow == Flow::Stop {
            return Ok(ended(flow, number));
        }
    }
    Ok(ended(Flow::Go, number))
}

fn ended(flow: Flow, records: u64) -> Ended {
    Ended {
        flow,
        records,
        lines: 0,
    }
}

/// The names of the columns: `TimeGenerated [UTC]` is `TimeGenerated`; a name that comes again gets
/// a number, as Kusto does it; a missing one becomes `Column1` and so on.
pub(super) fn names(header: &::csv::ByteRecord) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (number, cell) in header.iter().enumerate() {
        let text = String::from_utf8_lossy(cell);
        let text = text.trim();
        let plain = match zone(text) {
            Some(zone) => text[..text.len() - zone.len() - 2].trim_end(),
            None => text,
        };
        let mut name = plain.to_owned();
        if name.is_empty() {
            name = format!("Column{}", number + 1);
        }
        let mut copies = 0;
        while names.contains(&name) {
            copies += 1;
            name = format!("{plain}{copies}");
        }
        names.push(name);
    }
    names
}

/// `UTC` of `TimeGenerated [UTC]`.
fn zone(head: &str) -> Option<&str> {
    let (_, zone) = head.trim().strip_suffix(']')?.rsplit_once(" [")?;
    Some(zone)
}
