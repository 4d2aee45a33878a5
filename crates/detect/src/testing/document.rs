//! The Markdown in which the tests of a pack are written: a file's sections, and the tests among them.
//!
//! `tests/README.md` of a pack describes the format for those who write one.

use std::fmt;
use std::sync::Arc;

use super::settings::{self, Settings};

/// One test: telemetry, settings and signals in scope, and what must come out.
#[derive(Debug, Clone)]
pub struct Case {
    /// The headings above it and its own, joined by ` / `; the file's title left out.
    pub name: String,
    /// The line of its heading, from 1.
    pub line: usize,
    /// Telemetry and watchlists that are written in the file.
    pub blocks: Vec<Arc<Block>>,
    pub settings: Settings,
    /// Queries that must return a row each.
    pub signals: Vec<Arc<Block>>,
    pub expected: Vec<Line>,
}

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Of telemetry; empty for others.
    pub name: String,
    /// The first word after the fence.
    pub kind: String,
    pub text: String,
    /// The line of the opening fence, from 1.
    pub line: usize,
}

/// An alert that must come out.
#[derive(Debug, Clone)]
pub struct Line {
    pub line: usize,
    pub keys: serde_json::Map<String, serde_json::Value>,
}

/// A mistake in a file of tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// Kinds of blocks that hold telemetry.
const TELEMETRY: &[&str] = &["csv", "json", "ndjson", "text"];

/// Reads the tests of a file.
///
/// # Errors
/// The first mistake: what cannot be read must not look like a test that passes.
pub fn parse(source: &str) -> Result<Vec<Case>, Malformed> {
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let mut reader = Reader {
        open: vec![Section::default()],
        cases: Vec::new(),
    };
    let mut label = None;
    let mut at = 0;
    while let Some(line) = lines.get(at).map(|l| l.trim_end()) {
        at += 1;
        if let Some((level, title)) = heading(line) {
            reader.enter(level, title, at)?;
            label = None;
        } else if let Some((fence, info)) = fence(line) {
            let length = lines.iter().skip(at).position(|l| l.trim_end() == fence);
            let length = length.ok_or_else(|| malformed(at, "this block is never closed"))?;
            let block = Block {
                name: label.take().unwrap_or_default(),
                kind: info.to_owned(),
                text: lines[at..at + length].concat(),
                line: at,
            };
            at += length + 1;
            reader.block(block)?;
        } else if let Some(name) = line.strip_prefix('`').and_then(|l| l.strip_suffix("`:")) {
            label = Some(name.to_owned());
        } else if !line.is_empty() {
            label = None;
        }
    }
    reader.close_to(0)?;
    Ok(reader.cases)
}

/// What stands under one heading, subsections aside.
#[derive(Default)]
struct Section {
    level: usize,
    title: String,
    line: usize,
    blocks: Vec<Arc<Block>>,
    settings: Vec<Block>,
    signals: Vec<Arc<Block>>,
    expected: Option<Vec<Line>>,
}

struct Reader {
    /// The sections around the current line; the first is the file.
    open: Vec<Section>,
    cases: Vec<Case>,
}

impl Reader {
    fn section(&mut self) -> &mut Section {
        self.open.last_mut().expect("the file is closed last")
    }

    fn enter(&mut self, level: usize, title: &str, line: usize) -> Result<(), Malformed> {
        self.close_to(level)?;
        if self.section().expected.is_some() {
            return Err(malformed(
                line,
                "a section with an `alerts` block is a test and has no subsections",
            ));
        }
        self.open.push(Section {
            level,
            title: title.to_owned(),
            line,
            ..Section::default()
        });
        Ok(())
    }

    fn block(&mut self, block: Block) -> Result<(), Malformed> {
        let line = block.line;
        let section = self.section();
        let mut words = block.kind.split_whitespace();
        match (words.next().unwrap_or_default(), words.next()) {
            (kind, None) if !block.name.is_empty() && TELEMETRY.contains(&kind) => {
                section.blocks.push(Arc::new(block));
            }
            (kind, _) if !block.name.is_empty() => {
                let kinds = TELEMETRY.join(", ");
                let message = format!("`{kind}` is no kind of telemetry: expected {kinds}");
                return Err(malformed(line, &message));
            }
            ("toml", None) => section.settings.push(block),
            ("kql", Some("signal")) => section.signals.push(Arc::new(block)),
            ("alerts", None) => {
                if section.title.is_empty() {
                    return Err(malformed(line, "a test stands under a heading"));
                }
                if section.expected.is_some() {
                    return Err(malformed(line, "a test has one `alerts` block"));
                }
                section.expected = Some(expected(&block)?);
            }
            // A misspelled `alerts` must not be prose.
            (kind, _) if kind.starts_with("alert") => {
                return Err(malformed(line, &format!("`{kind}` is no kind of block")));
            }
            _ => {}
        }
        Ok(())
    }

    /// Closes the sections at `level` and deeper, and keeps the tests among them.
    fn close_to(&mut self, level: usize) -> Result<(), Malformed> {
        while let Some(mut section) = self
            .open
            .pop_if(|s| s.level >= level && (s.level > 0 || level == 0))
        {
            let Some(expected) = section.expected.take() else {
                continue;
            };
            let outer: Vec<&Section> = self.open.iter().collect();
            // The file's own title says what all its tests are about.
            let titles = outer.iter().filter(|s| s.level > 1).map(|s| &s.title);
            let titles: Vec<&str> = titles.chain([&section.title]).map(String::as_str).collect();
            let name = titles.join(" / ");
            if self.cases.iter().any(|c| c.name == name) {
                return Err(malformed(section.line, "another test has this name"));
            }
            let mut case = Case {
                name,
                line: section.line,
                blocks: Vec::new(),
                settings: Settings::default(),
                signals: Vec::new(),
                expected,
            };
            for section in outer.into_iter().chain([&section]) {
                for block in &section.blocks {
                    case.blocks.retain(|known| known.name != block.name);
                    case.blocks.push(Arc::clone(block));
                }
                for block in &section.settings {
                    settings::read(&mut case.settings, &block.text)
                        .map_err(|(line, message)| malformed(block.line + line, &message))?;
                }
                case.signals.extend(section.signals.iter().cloned());
            }
            self.cases.push(case);
        }
        Ok(())
    }
}

/// The lines of an `alerts` block.
fn expected(block: &Block) -> Result<Vec<Line>, Malformed> {
    let mut lines = Vec::new();
    for (at, text) in block.text.lines().enumerate() {
        if text.trim().is_empty() {
            continue;
        }
        let line = block.line + at + 1;
        let keys = serde_json::from_str(text)
            .map_err(|e| malformed(line, &format!("an alert is a JSON object in one line: {e}")))?;
        lines.push(Line { line, keys });
    }
    Ok(lines)
}

/// The level and the title of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let title = line.get(level..)?.strip_prefix(' ')?.trim();
    (1..=6).contains(&level).then_some((level, title))
}

/// The fence and what stands behind it.
fn fence(line: &str) -> Option<(&str, &str)> {
    let ticks = line.bytes().take_while(|b| *b == b'`').count();
    (ticks >= 3).then(|| (&line[..ticks], line[ticks..].trim()))
}

fn malformed(line: usize, message: &str) -> Malformed {
    Malformed {
        line,
        message: message.to_owned(),
    }
}
