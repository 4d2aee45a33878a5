//! Caps on what a compressed stream may become.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::options::Limits;

/// What a stream's error says when it grew beyond the caps.
const TOO_LARGE: &str = "it unpacks to far more than it holds, as a decompression bomb does";

/// Counts the bytes that went through, for another reader to see.
pub(super) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R) -> (Self, Rc<Cell<u64>>) {
        let count = Rc::new(Cell::new(0));
        let counted = Self {
            inner,
            count: Rc::clone(&count),
        };
        (counted, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.count.set(self.count.get() + n as u64);
        Ok(n)
    }
}

/// Fails when more comes out of a decompressor than the limits allow for what went in.
pub(super) struct Guarded<R> {
    inner: R,
    consumed: Rc<Cell<u64>>,
    produced: u64,
    limits: Limits,
}

impl<R> Guarded<R> {
    pub(super) fn new(inner: R, consumed: Rc<Cell<u64>>, limits: Limits) -> Self {
        Self {
            inner,
            consumed,
            produced: 0,
            limits,
        }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.produced += n as u64;
        let allowed = self
            .limits
            .free
            .max(self.consumed.get().saturating_mul(self.limits.ratio));
        if self.produced > allowed {
            return Err(io::Error::new(io::ErrorKind::InvalidData, TOO_LARGE));
        }
        Ok(n)
    }
}
