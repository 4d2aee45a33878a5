//! JSON values one after another, arrays of them, and envelopes around arrays: a file may be one
//! value of many gigabytes, of which only the record at hand is in memory.

use std::io::{self, Read};
use std::rc::Rc;

use super::envelope::{Look, look};
use super::window::Window;
use super::{Ended, Record, Sink};
use crate::files::Flow;
use crate::json::{Elements, Fault, skip, space};
use crate::options::Limits;

/// Arrays and envelopes within one another.
const MAX_FRAMES: usize = 8;

/// What the reader is inside of.
enum Frame {
    /// An array whose elements are records, or arrays and envelopes of them.
    Array {
        /// Tables that came before in it.
        tables: usize,
    },
    /// The rows of a table. `None`: of a table that is passed over.
    Rows(Option<Rc<Vec<Vec<u8>>>>),
    /// An envelope behind its array: what follows is passed over.
    Tail,
}

struct Stream<'r, 's> {
    window: Window<'r>,
    limits: Limits,
    sink: &'s mut dyn Sink,
    frames: Vec<Frame>,
    number: u64,
    /// A row as an object.
    row: Vec<u8>,
}

pub(super) fn read(
    reader: &mut dyn Read,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<Ended> {
    from(Window::new(reader, limits), 0, limits, sink)
}

/// Reads the values of one line; gives the number of the last record.
pub(super) fn read_line(
    mut text: &[u8],
    line: u64,
    number: u64,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<Ended> {
    // The line and a byte more, in which the end shows.
    let limits = &Limits {
        step: text.len() + 1,
        ..*limits
    };
    let mut window = Window::new(&mut text, limits);
    window.line = line;
    from(window, number, limits, sink)
}

fn from(
    window: Window<'_>,
    number: u64,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> io::Result<Ended> {
    let mut stream = Stream {
        window,
        limits: *limits,
        sink,
        frames: Vec::new(),
        number,
        row: Vec::new(),
    };
    let flow = loop {
        match stream.step()? {
            Step::On => {}
            Step::End => break Flow::Go,
            Step::Enough => break Flow::Stop,
        }
    };
    Ok(Ended {
        flow,
        records: stream.number,
        lines: stream.window.line - 1,
    })
}

enum Step {
    On,
    End,
    Enough,
}

impl From<Flow> for Step {
    fn from(flow: Flow) -> Self {
        match flow {
            Flow::Go => Self::On,
            Flow::Stop => Self::Enough,
        }
    }
}

impl Stream<'_, '_> {
    fn step(&mut self) -> io::Result<Step> {
        let Some(byte) = self.peek()? else {
            if self.frames.is_empty() {
                return Ok(Step::End);
            }
            self.frames.clear();
            return self.reject("the file ends in the middle of an array");
        };
        let nestable = self.frames.len() < MAX_FRAMES;
        match (byte, self.frames.last()) {
            (b']', Some(Frame::Array { .. } | Frame::Rows(_))) | (b'}', Some(Frame::Tail)) => {
                self.window.consume(1);
                self.frames.pop();
                Ok(Step::On)
            }
            (_, Some(Frame::Tail)) => self.tail(),
            (b'[', Some(Frame::Rows(columns))) => {
                let columns = columns.clone();
                self.row(columns)
            }
            (b'[', _) if nestable => {
                self.window.consume(1);
                self.frames.push(Frame::Array { tables: 0 });
                Ok(Step::On)
            }
            (b'{', _) => self.object(),
            _ => self.other(),
        }
    }

    /// The next byte that is neither white space nor a separator.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let rest = self.window.rest();
            let blank = rest
                .iter()
                .position(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'\t' | b',' | 0x1e));
            match blank {
                Some(n) => {
                    let byte = rest[n];
                    self.window.consume(n);
                    return Ok(Some(byte));
                }
                None => {
                    self.window.consume(rest.len());
                    if !self.window.more()? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    fn object(&mut self) -> io::Result<Step> {
        loop {
            let whole = self.window.at_end() || self.window.rest().len() > self.limits.record;
            match look(self.window.rest(), whole) {
                Look::Record => return self.record(),
                Look::Frame => {
                    return Ok(match self.value()? {
                        Err(step) => step,
                        Ok(end) => {
                            self.window.consume(end);
                            Step::On
                        }
                    });
                }
                Look::Envelope(at) => {
                    if self.frames.len() + 2 > MAX_FRAMES {
                        return self.record();
                    }
                    self.window.consume(at + 1);
                    self.frames.push(Frame::Tail);
                    self.frames.push(Frame::Array { tables: 0 });
                    return Ok(Step::On);
                }
                Look::Table {
                    at,
                    columns,
                    primary,
                } => {
                    // The first table of a result is the result; the others report on the query.
                    let first = match self.frames.last_mut() {
                        Some(Frame::Array { tables }) => {
                            *tables += 1;
                            *tables == 1
                        }
                        _ => true,
                    };
                    let wanted = primary.unwrap_or(first);
                    self.window.consume(at + 1);
                    self.frames.push(Frame::Tail);
                    self.frames.push(Frame::Rows(wanted.then_some(columns)));
                    return Ok(Step::On);
                }
                Look::More => {
                    self.window.more()?;
                }
            }
        }
    }

    /// The end of the value at hand, once all of it is in memory; or what became of it.
    fn value(&mut self) -> io::Result<Result<usize, Step>> {
        loop {
            match skip(self.window.rest(), 0) {
                Ok(end) => {
                    // A number may go on behind what is in memory.
                    if end < self.window.rest().len() || !self.window.more()? {
                        return Ok(Ok(end));
                    }
                }
                Err(Fault::Truncated) => {
                    if self.window.rest().len() > self.limits.record {
                        return self.pass_over().map(Err);
                    }
                    if !self.window.more()? {
                        self.frames.clear();
                        let step = self.reject("the file ends in the middle of a record")?;
                        let rest = self.window.rest().len();
                        self.window.consume(rest);
                        return Ok(Err(step));
                    }
                }
                Err(fault) => {
                    let step = self.reject(&fault.to_string())?;
                    self.resynchronize(fault)?;
                    return Ok(Err(step));
                }
            }
        }
    }

    fn record(&mut self) -> io::Result<Step> {
        match self.value()? {
            Err(step) => Ok(step),
            Ok(end) => {
                self.number += 1;
                let flow = self.sink.record(Record {
                    json: &self.window.rest()[..end],
                    number: self.number,
                    line: self.window.line,
                });
                self.window.consume(end);
                Ok(flow.into())
            }
        }
    }

    fn row(&mut self, columns: Option<Rc<Vec<Vec<u8>>>>) -> io::Result<Step> {
        let end = match self.value()? {
            Err(step) => return Ok(step),
            Ok(end) => end,
        };
        let step = match columns {
            None => Step::On,
            Some(columns) => {
                let cells = &self.window.rest()[..end];
                if row_object(&columns, cells, &mut self.row) {
                    self.number += 1;
                    Step::from(self.sink.record(Record {
                        json: &self.row,
                        number: self.number,
                        line: self.window.line,
                    }))
                } else {
                    self.reject("a row that has not as many cells as there are columns")?
                }
            }
        };
        self.window.consume(end);
        Ok(step)
    }

    /// Something that is no object where a record should be.
    fn other(&mut self) -> io::Result<Step> {
        match self.value()? {
            Err(step) => Ok(step),
            Ok(end) => {
                let step = self.reject("a JSON value that is no object")?;
                self.window.consume(end);
                Ok(step)
            }
        }
    }

    /// A member of an envelope behind its array.
    fn tail(&mut self) -> io::Result<Step> {
        match self.value()? {
            Err(step) => return Ok(step),
            Ok(end) => self.window.consume(end),
        }
        if self.peek()? != Some(b':') {
            self.frames.pop();
            return self.reject("an envelope that does not end as JSON does");
        }
        self.window.consume(1);
        match self.peek()? {
            None => Ok(Step::On),
            Some(_) => match self.value()? {
                Err(step) => Ok(step),
                Ok(end) => {
                    self.window.consume(end);
                    Ok(Step::On)
                }
            },
        }
    }

    fn reject(&mut self, why: &str) -> io::Result<Step> {
        self.number += 1;
        Ok(self.sink.reject(self.number, self.window.line, why).into())
    }

    /// After a fault, goes on at the next line that begins with an object or an array no further to
    /// the right than the faulty record began: what is further in is a part of it.
    fn resynchronize(&mut self, fault: Fault) -> io::Result<()> {
        let column = self.window.column;
        let at = match fault {
            Fault::Bad(at) | Fault::Deep(at) => at,
            Fault::Truncated => 0,
        };
        self.window.consume(at.min(self.window.rest().len()));
        let mut searched = 0;
        loop {
            let rest = self.window.rest();
            match memchr::memchr(b'\n', &rest[searched..]) {
                Some(n) => {
                    let line = searched + n + 1;
                    let start = space(rest, line);
                    let opens = matches!(rest.get(start), Some(b'{' | b'['));
                    if opens && start - line <= column {
                        self.window.consume(line);
                        return Ok(());
                    }
                    if start < rest.len() {
                        self.window.consume(line);
                        searched = 0;
                    } else if !self.window.more()? {
                        break;
                    }
                }
                None => {
                    self.window.consume(rest.len());
                    searched = 0;
                    if !self.window.more()? {
                        break;
                    }
                }
            }
        }
        let rest = self.window.rest().len();
        self.window.consume(rest);
        self.frames.clear();
        Ok(())
    }

    /// Passes over a value that is too long to be held.
    fn pass_over(&mut self) -> io::Result<Step> {
        let step = self.reject(&format!(
            "a record of more than {} MiB",
            self.limits.record >> 20
        ))?;
        let (mut depth, mut string, mut escaped) = (0_i64, false, false);
        loop {
            let rest = self.window.rest();
            let end = rest.iter().position(|byte| {
                if string {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => string = false,
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => string = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth -= 1,
                        _ => {}
                    }
                }
                depth <= 0 && !string
            });
            match end {
                Some(n) => {
                    self.window.consume(n + 1);
                    return Ok(step);
                }
                None => {
                    self.window.consume(rest.len());
                    if !self.window.more()? {
                        self.frames.clear();
                        return Ok(step);
                    }
                }
            }
        }
    }
}

/// `["a",1]` of columns `x`, `y` as `{"x":"a","y":1}`.
fn row_object(columns: &[Vec<u8>], cells: &[u8], out: &mut Vec<u8>) -> bool {
    out.clear();
    out.push(b'{');
    let mut cells = Elements::new(cells);
    for (number, column) in columns.iter().enumerate() {
        let Some(Ok(cell)) = cells.next() else {
            return false;
        };
        if number > 0 {
            out.push(b',');
        }
        out.extend_from_slice(column);
        out.push(b':');
        out.extend_from_slice(cell);
    }
    out.push(b'}');
    cells.next().is_none()
}
