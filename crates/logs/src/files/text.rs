//! Text of any Unicode encoding as UTF-8.

use std::io::{self, Read};

/// The encodings that are told from the first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// With a byte order mark.
    Utf8,
    Utf16 {
        little: bool,
        /// Bytes of the mark.
        mark: usize,
    },
}

/// By the byte order mark, or by the zero bytes of ASCII in UTF-16. `None`: UTF-8 without a mark.
pub(super) fn encoding(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16 {
            little: true,
            mark: 2,
        }),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16 {
            little: false,
            mark: 2,
        }),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(Encoding::Utf16 {
            little: true,
            mark: 0,
        }),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(Encoding::Utf16 {
            little: false,
            mark: 0,
        }),
        _ => None,
    }
}

/// Passes UTF-8 through without its mark, and UTF-16 as UTF-8.
pub struct Utf8<'r> {
    inner: Box<dyn Read + 'r>,
    state: State,
}

enum State {
    /// Nothing is read yet.
    Start,
    /// The first bytes, then the rest as it is.
    Plain { head: Vec<u8>, at: usize },
    Utf16 {
        little: bool,
        /// Bytes that are read and not yet a character: at most three.
        rest: Vec<u8>,
        /// UTF-8 that is not yet handed out.
        out: Vec<u8>,
        at: usize,
        end: bool,
    },
}

impl<'r> Utf8<'r> {
    pub fn new(inner: impl Read + 'r) -> Self {
        Self {
            inner: Box::new(inner),
            state: State::Start,
        }
    }

    /// Once something is read: whether the text stood in UTF-8 without a mark.
    pub fn is_plain(&self) -> bool {
        matches!(&self.state, State::Plain { head, .. } if encoding(head).is_none())
    }

    fn start(&mut self) -> io::Result<()> {
        let mut head = Vec::with_capacity(4);
        self.inner.by_ref().take(4).read_to_end(&mut head)?;
        self.state = match encoding(&head) {
            None => State::Plain { head, at: 0 },
            Some(Encoding::Utf8) => State::Plain { head, at: 3 },
            Some(Encoding::Utf16 { little, mark }) => State::Utf16 {
                little,
                rest: head.split_off(mark.min(head.len())),
                out: Vec::new(),
                at: 0,
                end: false,
            },
        };
        Ok(())
    }
}

impl Read for Utf8<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if matches!(self.state, State::Start) {
            self.start()?;
        }
        match &mut self.state {
            State::Start => Ok(0),
            State::Plain { head, at } => {
                if *at < head.len() {
                    return Ok(hand_out(head, at, buffer));
                }
                self.inner.read(buffer)
            }
            State::Utf16 {
                little,
                rest,
                out,
                at,
                end,
            } => {
                while *at == out.len() && !*end {
                    let mut chunk = [0; 16 << 10];
                    let n = self.inner.read(&mut chunk)?;
                    *end = n == 0;
                    rest.extend_from_slice(&chunk[..n]);
                    out.clear();
                    *at = 0;
                    transcode(*little, rest, out, *end);
                }
                Ok(hand_out(out, at, buffer))
            }
        }
    }
}

fn hand_out(from: &[u8], at: &mut usize, buffer: &mut [u8]) -> usize {
    let n = buffer.len().min(from.len() - *at);
    buffer[..n].copy_from_slice(&from[*at..*at + n]);
    *at += n;
    n
}

/// Moves whole characters from `rest` to `out`.
fn transcode(little: bool, rest: &mut Vec<u8>, out: &mut Vec<u8>, end: bool) {
    let mut units: Vec<u16> = rest
        .chunks_exact(2)
        .map(|pair| {
            if little {
                u16::from_le_bytes([pair[0], pair[1]])
            } else {
                u16::from_be_bytes([pair[0], pair[1]])
            }
        })
        .collect();
    let open = units.last().is_some_and(|u| (0xD800..0xDC00).contains(u));
    if open && !end {
        units.pop();
    }
    for c in char::decode_utf16(units.iter().copied()) {
        let mut utf8 = [0; 4];
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
    }
    rest.drain(..units.len() * 2);
}
