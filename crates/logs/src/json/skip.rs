//! Passing over one value, with its grammar checked.

/// Levels of arrays and objects in a record. More is hostile or broken.
const MAX_DEPTH: usize = 127;

/// Why a text is not a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text ends within the value.
    Truncated,
    /// This byte cannot stand here.
    Bad(usize),
    /// More than [`MAX_DEPTH`] levels, at this byte.
    Deep(usize),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Truncated => f.write_str("the JSON ends in the middle of a value"),
            Self::Bad(at) => write!(f, "not JSON at byte {}", at + 1),
            Self::Deep(_) => write!(f, "JSON of more than {MAX_DEPTH} levels"),
        }
    }
}

/// The first position from `at` that is not white space.
#[inline]
pub fn space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

/// The byte at a position where the text may not end.
#[inline]
pub(super) fn byte(bytes: &[u8], at: usize) -> Result<u8, Fault> {
    bytes.get(at).copied().ok_or(Fault::Truncated)
}

/// The end of the value that begins at `at`.
pub fn skip(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    match byte(bytes, at)? {
        b'{' | b'[' => container(bytes, at),
        _ => scalar(bytes, at),
    }
}

/// Walks nested arrays and objects with a bit a level instead of a stack.
fn container(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut depth = 0;
    let mut objects = 0_u128;
    let mut at = start;
    loop {
        match byte(bytes, at)? {
            open @ (b'{' | b'[') => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Fault::Deep(at));
                }
                let object = open == b'{';
                objects = objects << 1 | u128::from(object);
                at = space(bytes, at + 1);
                let close = if object { b'}' } else { b']' };
                if byte(bytes, at)? != close {
                    if object {
                        at = key(bytes, at)?.1;
                    }
                    continue;
                }
                // The loop below takes the closing bracket.
            }
            _ => at = scalar(bytes, at)?,
        }
        loop {
            at = space(bytes, at);
            let object = objects & 1 == 1;
            match byte(bytes, at)? {
                b',' => {
                    at = space(bytes, at + 1);
                    if object {
                        at = key(bytes, at)?.1;
                    }
                    break;
                }
                b'}' if object => {}
                b']' if !object => {}
                _ => return Err(Fault::Bad(at)),
            }
            at += 1;
            depth -= 1;
            objects >>= 1;
            if depth == 0 {
                return Ok(at);
            }
        }
    }
}

/// The end of the key at `at`, quotes included, and the start of its value.
#[inline]
pub(super) fn key(bytes: &[u8], at: usize) -> Result<(usize, usize), Fault> {
    if byte(bytes, at)? != b'"' {
        return Err(Fault::Bad(at));
    }
    let end = string(bytes, at)?;
    let colon = space(bytes, end);
    if byte(bytes, colon)? != b':' {
        return Err(Fault::Bad(colon));
    }
    Ok((end, space(bytes, colon + 1)))
}

fn scalar(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    match byte(bytes, at)? {
        b'"' => string(bytes, at),
        b't' => literal(bytes, at, b"true"),
        b'f' => literal(bytes, at, b"false"),
        b'n' => literal(bytes, at, b"null"),
        b'-' | b'0'..=b'9' => number(bytes, at),
        _ => Err(Fault::Bad(at)),
    }
}

fn literal(bytes: &[u8], at: usize, word: &[u8]) -> Result<usize, Fault> {
    for (i, expected) in word.iter().enumerate() {
        if byte(bytes, at + i)? != *expected {
            return Err(Fault::Bad(at + i));
        }
    }
    Ok(at + word.len())
}

fn number(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let digits = |mut at: usize| -> Result<usize, Fault> {
        let first = byte(bytes, at)?;
        if !first.is_ascii_digit() {
            return Err(Fault::Bad(at));
        }
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        Ok(at)
    };
    let mut at = start + usize::from(byte(bytes, start)? == b'-');
    at = if byte(bytes, at)? == b'0' {
        at + 1
    } else {
        digits(at)?
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        at = digits(at + 1 + usize::from(sign))?;
    }
    Ok(at)
}

/// The end of the string at `start`, quotes included. Control characters are let through: some
/// exporters write them raw.
#[inline]
pub(super) fn string(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut at = start + 1;
    loop {
        let rest = bytes.get(at..).ok_or(Fault::Truncated)?;
        at += memchr::memchr2(b'"', b'\\', rest).ok_or(Fault::Truncated)?;
        if byte(bytes, at)? == b'"' {
            return Ok(at + 1);
        }
        match byte(bytes, at + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
            b'u' => {
                for i in 2..6 {
                    if !byte(bytes, at + i)?.is_ascii_hexdigit() {
                        return Err(Fault::Bad(at + i));
                    }
                }
                at += 6;
            }
            _ => return Err(Fault::Bad(at + 1)),
        }
    }
}
