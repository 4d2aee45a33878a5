//! The part of a stream that is in memory.

use std::io::{self, Read};

use crate::options::Limits;

/// Bytes that are read first.
const FIRST: usize = 32 << 10;

/// A stretch of a stream: what is consumed goes out at the front, what is read comes in at the back.
pub(super) struct Window<'r> {
    reader: &'r mut dyn Read,
    /// Bytes that are read at a time: few at first, as most files of a cloud are small.
    step: usize,
    most: usize,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    eof: bool,
    /// The line of the first byte of [`Self::rest`], from 1.
    pub(super) line: u64,
    /// Bytes between the beginning of that line and it.
    pub(super) column: usize,
}

impl<'r> Window<'r> {
    pub(super) fn new(reader: &'r mut dyn Read, limits: &Limits) -> Self {
        Self {
            reader,
            step: limits.step.clamp(1, FIRST),
            most: limits.step.max(1),
            buffer: Vec::new(),
            at: 0,
            end: 0,
            eof: false,
            line: 1,
            column: 0,
        }
    }

    /// What is read and not consumed.
    #[inline]
    pub(super) fn rest(&self) -> &[u8] {
        &self.buffer[self.at..self.end]
    }

    /// Nothing comes after [`Self::rest`].
    pub(super) fn at_end(&self) -> bool {
        self.eof
    }

    /// Reads on; `false` when there is nothing more.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        if self.eof {
            return Ok(false);
        }
        let length = self.end - self.at;
        self.buffer.copy_within(self.at..self.end, 0);
        self.at = 0;
        self.end = length;
        // Doubling keeps the cost of looking again at a long record in proportion to its length.
        let wanted = (length * 2).max(length + self.step / 2 + 1).max(self.step);
        self.step = (self.step * 8).min(self.most);
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
        while self.end < self.buffer.len() {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.eof = true;
                    break;
                }
                Ok(n) => self.end += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                // What was read before the fault is still good.
                Err(e) if self.end == length => return Err(e),
                Err(_) => break,
            }
        }
        Ok(self.end > length)
    }

    /// Goes on behind the next `n` bytes.
    #[inline]
    pub(super) fn consume(&mut self, n: usize) {
        let passed = &self.buffer[self.at..self.at + n];
        match memchr::memrchr(b'\n', passed) {
            None => self.column += n,
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
                self.column = n - last - 1;
            }
        }
        self.at += n;
    }

    /// Goes on behind a line of `n` bytes, its end included.
    #[inline]
    pub(super) fn consume_line(&mut self, n: usize) {
        self.line += 1;
        self.column = 0;
        self.at += n;
    }
}
