//! JSON lines: one record a line, so that a file can be read in parts.

use std::io::{self, Read};

use super::envelope;
use super::stream;
use super::window::Window;
use super::{Ended, Record, Sink};
use crate::files::Flow;
use crate::options::Limits;

/// The part of a file in which lines must begin to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The reader stands on the byte before the part: the rest of the line that the byte stands in
    /// belongs to the part before.
    pub inside: bool,
    /// Bytes of the part.
    pub length: u64,
}

pub(super) fn read(
    reader: &mut dyn Read,
    range: Option<Range>,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<Ended> {
    let mut window = Window::new(reader, limits);
    let mut left = range.map_or(u64::MAX, |r| r.length);
    if range.is_some_and(|r| r.inside) {
        let passed = pass_line(&mut window)?;
        // The byte before the part is none of its bytes.
        left = left.saturating_sub(passed - 1);
        window.line = 1;
    }
    let mut number = 0;
    while left > 0 {
        let rest = window.rest();
        let length = match memchr::memchr(b'\n', rest) {
            Some(n) => n,
            None if rest.len() > limits.record => {
                number += 1;
                let why = format!("a record of more than {} MiB", limits.record >> 20);
                let flow = sink.reject(number, window.line, &why);
                left = left.saturating_sub(pass_line(&mut window)?);
                if flow == Flow::Stop {
                    return Ok(ended(flow, number, &window));
                }
                continue;
            }
            None => {
                if window.more()? {
                    continue;
                }
                if window.rest().is_empty() {
                    break;
                }
                window.rest().len()
            }
        };
        let line = window.rest()[..length].trim_ascii();
        let flow = if line.is_empty() {
            Flow::Go
        } else if line.first() != Some(&b'{') || envelope::may_be(line) {
            let ended = stream::read_line(line, window.line, number, limits, sink)?;
            number = ended.records;
            ended.flow
        } else {
            number += 1;
            sink.record(Record {
                json: line,
                number,
                line: window.line,
            })
        };
        let passed = (length + 1).min(window.rest().len());
        left = left.saturating_sub(passed as u64);
        window.consume_line(passed);
        if flow == Flow::Stop {
            return Ok(ended(flow, number, &window));
        }
    }
    Ok(ended(Flow::Go, number, &window))
}

fn ended(flow: Flow, records: u64, window: &Window<'_>) -> Ended {
    Ended {
        flow,
        records,
        lines: window.line - 1,
    }
}

/// Passes over the rest of a line, its end included; gives its length.
fn pass_line(window: &mut Window<'_>) -> io::Result<u64> {
    let mut passed = 0;
    loop {
        let rest = window.rest();
        if let Some(n) = memchr::memchr(b'\n', rest) {
            window.consume(n + 1);
            return Ok(passed + n as u64 + 1);
        }
        let n = rest.len();
        window.consume(n);
        passed += n as u64;
        if !window.more()? {
            return Ok(passed.max(1));
        }
    }
}
