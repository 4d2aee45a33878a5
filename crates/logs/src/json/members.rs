//! Walking the members of an object and the elements of an array.

use super::skip::{Fault, byte, key, skip, space};

/// A key without its quotes, still escaped, and the text of its value.
type Member<'a> = (&'a [u8], &'a [u8]);

/// The members of an object: each key without its quotes, still escaped, and the value's text.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    bytes: &'a [u8],
    at: usize,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Within,
    Done,
}

impl<'a> Members<'a> {
    /// The members of the object that begins at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            state: State::Start,
        }
    }

    /// The position behind what has been walked: after the last member, the end of the object.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The key of the next member and the position of its value, which is not passed over:
    /// for objects that are not there in full. [`Self::pass`] goes on behind the value.
    pub fn next_key(&mut self) -> Result<Option<(&'a [u8], usize)>, Fault> {
        let bytes = self.bytes;
        let at = match open_or_next(bytes, self.at, self.state, b'{', b'}')? {
            Next::End(at) => {
                self.at = at;
                self.state = State::Done;
                return Ok(None);
            }
            Next::At(at) => at,
        };
        let (end, value) = key(bytes, at)?;
        self.state = State::Within;
        self.at = value;
        Ok(Some((
            bytes.get(at + 1..end - 1).unwrap_or_default(),
            value,
        )))
    }

    /// Passes over the value of the key that was read last.
    pub fn pass(&mut self) -> Result<&'a [u8], Fault> {
        let start = self.at;
        self.at = skip(self.bytes, start)?;
        Ok(self.bytes.get(start..self.at).unwrap_or_default())
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = Result<Member<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::Done {
            return None;
        }
        let step = |members: &mut Self| -> Result<Option<Member<'a>>, Fault> {
            let Some((key, _)) = members.next_key()? else {
                return Ok(None);
            };
            Ok(Some((key, members.pass()?)))
        };
        match step(self) {
            Ok(member) => member.map(Ok),
            Err(fault) => {
                self.state = State::Done;
                Some(Err(fault))
            }
        }
    }
}

/// The elements of an array.
#[derive(Debug, Clone)]
pub struct Elements<'a> {
    bytes: &'a [u8],
    at: usize,
    state: State,
}

impl<'a> Elements<'a> {
    /// The elements of the array that begins at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            state: State::Start,
        }
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Result<&'a [u8], Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::Done {
            return None;
        }
        let step = |elements: &mut Self| -> Result<Option<&'a [u8]>, Fault> {
            let start = match open_or_next(elements.bytes, elements.at, elements.state, b'[', b']')?
            {
                Next::End(_) => return Ok(None),
                Next::At(at) => at,
            };
            elements.at = skip(elements.bytes, start)?;
            elements.state = State::Within;
            Ok(elements.bytes.get(start..elements.at))
        };
        let next = step(self).transpose();
        if !matches!(next, Some(Ok(_))) {
            self.state = State::Done;
        }
        next
    }
}

enum Next {
    At(usize),
    End(usize),
}

/// From the start of a container, or from behind one of its items, to the next item or the end.
fn open_or_next(bytes: &[u8], at: usize, state: State, open: u8, close: u8) -> Result<Next, Fault> {
    match state {
        State::Start => {
            if byte(bytes, at)? != open {
                return Err(Fault::Bad(at));
            }
            let at = space(bytes, at + 1);
            Ok(if byte(bytes, at)? == close {
                Next::End(at + 1)
            } else {
                Next::At(at)
            })
        }
        State::Within => {
            let at = space(bytes, at);
            match byte(bytes, at)? {
                b',' => Ok(Next::At(space(bytes, at + 1))),
                b if b == close => Ok(Next::End(at + 1)),
                _ => Err(Fault::Bad(at)),
            }
        }
        State::Done => Ok(Next::End(at)),
    }
}
