//! JSON text to its canonical compact form in one pass, without a tree.
//!
//! Gives up where the form depends on more than what stands there: rare escapes, a member that
//! occurs twice, great depth. The caller then reads the text as a tree.

use serde_json::Number;

/// How deep arrays and objects may lie in one another, as for trees.
const MOST_DEPTH: usize = 120;
/// Objects with more members are left to the tree, whose search for a name is faster.
const MOST_MEMBERS: usize = 64;

/// Writes the compact form of a JSON text behind what `out` holds. When it says `false`, what it
/// wrote is of no use.
pub fn push_compact(out: &mut String, text: &str) -> bool {
    let mut reader = Reader {
        text,
        at: 0,
        out,
        names: Vec::new(),
    };
    reader.value(0).is_some() && {
        reader.skip_space();
        reader.at == text.len()
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    out: &'a mut String,
    /// The names of the members of the objects that are open, as they stand in the text.
    names: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The next byte that is no space.
    fn token(&mut self) -> Option<u8> {
        self.skip_space();
        self.peek()
    }

    /// Copies text from `from` to where the reader is.
    fn copy(&mut self, from: usize) -> Option<&'a str> {
        let piece = self.text.get(from..self.at)?;
        self.out.push_str(piece);
        Some(piece)
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        if depth > MOST_DEPTH {
            return None;
        }
        match self.token()? {
            b'"' => self.string().map(|_| ()),
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            b'-' | b'0'..=b'9' => self.number(),
            _ => None,
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text
            .get(self.at..)?
            .starts_with(word)
            .then(|| self.at += word.len())?;
        self.out.push_str(word);
        Some(())
    }

    /// Copies a string with its quotes.
    fn string(&mut self) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        let from = self.at;
        self.at += 1;
        loop {
            match *bytes.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return self.copy(from);
                }
                // These escapes are canonical; others have another form.
                b'\\' => {
                    let escaped = bytes.get(self.at + 1)?;
                    if !matches!(escaped, b'"' | b'\\' | b'n' | b'r' | b't' | b'b' | b'f') {
                        return None;
                    }
                    self.at += 2;
                }
                0..0x20 => return None,
                _ => self.at += 1,
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let from = self.at;
        let digits = |at: &mut usize| {
            let begin = *at;
            while bytes.get(*at).is_some_and(u8::is_ascii_digit) {
                *at += 1;
            }
            *at - begin
        };
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let first = self.at;
        let whole = digits(&mut self.at);
        let leading_zero = whole > 1 && bytes.get(first) == Some(&b'0');
        if whole == 0 || leading_zero {
            return None;
        }
        let mut real = false;
        if self.peek() == Some(b'.') {
            self.at += 1;
            real = true;
            if digits(&mut self.at) == 0 {
                return None;
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            real = true;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if digits(&mut self.at) == 0 {
                return None;
            }
        }
        // Up to 18 digits fit whatever they are; `-0` is a real to the tree.
        if !real && whole <= 18 && bytes.get(from..self.at) != Some(b"-0") {
            return self.copy(from).map(|_| ());
        }
        if !real {
            return None;
        }
        let value: f64 = self.text.get(from..self.at)?.parse().ok()?;
        self.out.push_str(&Number::from_f64(value)?.to_string());
        Some(())
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        self.out.push('[');
        if self.token()? == b']' {
            self.at += 1;
            self.out.push(']');
            return Some(());
        }
        loop {
            self.value(depth + 1)?;
            let byte = self.token()?;
            self.at += 1;
            match byte {
                b',' => self.out.push(','),
                b']' => {
                    self.out.push(']');
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        self.out.push('{');
        let first = self.names.len();
        if self.token()? == b'}' {
            self.at += 1;
            self.out.push('}');
            return Some(());
        }
        loop {
            if self.token()? != b'"' {
                return None;
            }
            let name = self.string()?;
            let names = self.names.get(first..)?;
            // A name with escapes may be spelled in two ways.
            if names.len() >= MOST_MEMBERS || name.contains('\\') || names.contains(&name) {
                return None;
            }
            self.names.push(name);
            if self.token()? != b':' {
                return None;
            }
            self.at += 1;
            self.out.push(':');
            self.value(depth + 1)?;
            let byte = self.token()?;
            self.at += 1;
            match byte {
                b',' => self.out.push(','),
                b'}' => {
                    self.out.push('}');
                    self.names.truncate(first);
                    return Some(());
                }
                _ => return None,
            }
        }
    }
}
