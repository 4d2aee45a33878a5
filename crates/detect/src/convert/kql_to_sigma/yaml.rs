//! Writes YAML as Sigma rules have it: four spaces, single quotes.

use crate::convert::double_quoted;

/// A document as it is written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
}

impl Writer {
    /// A line, so many levels in.
    pub(super) fn line(&mut self, level: usize, text: &str) {
        self.out.push_str(&"    ".repeat(level));
        self.out.push_str(text);
        self.out.push('\n');
    }

    pub(super) fn comment(&mut self, text: &str) {
        if text.is_empty() {
            self.line(0, "#");
        } else {
            self.line(0, &format!("# {text}"));
        }
    }

    pub(super) fn key(&mut self, key: &str) {
        self.line(0, &format!("{key}:"));
    }

    pub(super) fn pair(&mut self, level: usize, key: &str, value: &str) {
        self.line(level, &format!("{key}: {}", scalar(value)));
    }

    /// A list; nothing when it is empty.
    pub(super) fn list(&mut self, level: usize, key: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.line(level, &format!("{key}:"));
        for item in items {
            self.line(level + 1, &format!("- {}", scalar(item)));
        }
    }

    /// A text of several lines.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
        let plain =
            |line: &&str| !line.starts_with([' ', '\t']) && !line.chars().any(char::is_control);
        match lines.as_slice() {
            [] => {}
            [one] => self.pair(0, key, one),
            many if many.iter().all(plain) => {
                self.line(0, &format!("{key}: |"));
                for line in many {
                    if line.is_empty() {
                        self.line(0, "");
                    } else {
                        self.line(1, line);
                    }
                }
            }
            many => self.pair(0, key, &many.join(" ")),
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// A text, in quotes where YAML would read something else.
pub(super) fn scalar(text: &str) -> String {
    let mut chars = text.chars();
    let begins = chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '/');
    let safe = text
        .chars()
        .all(|c| c.is_alphanumeric() || " _-./|()".contains(c) || ",;+".contains(c) || c == ':');
    let colon =
        text.contains(": ") || text.ends_with(':') || text.contains(" #") || text.contains("- ");
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let reserved = word.contains(&text.to_ascii_lowercase().as_str());
    if begins && safe && !colon && !reserved && text.trim() == text {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A text in quotes: single ones, unless it has characters that only double quotes can write.
pub(super) fn quoted(text: &str) -> String {
    if text.chars().any(char::is_control) {
        return double_quoted(text);
    }
    format!("'{}'", text.replace('\'', "''"))
}
