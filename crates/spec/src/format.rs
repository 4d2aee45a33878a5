//! The Markdown in which specs are written: reading a file's tests, and writing what came out.
//!
//! A heading names a test. A labelled fence is an input, a fence in a query language is the
//! query, and a `table`, `error` or `warning` fence is what must come out. A `console` fence holds
//! commands and what they print. Everything else is prose. A section without a query holds what its subsections share.

use std::fmt;
use std::ops::Range;

/// One test: the inputs in scope, the query, what must come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The headings above it and its own, joined by ` / `.
    pub name: String,
    pub inputs: Vec<Input>,
    pub settings: Settings,
    pub query: Block,
    pub expected: Vec<Block>,
    /// Why the outcome is known not to be the expected one.
    pub differs: Option<String>,
}

/// A named table or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub name: String,
    pub block: Block,
}

/// What the `toml` blocks in scope say; an inner one wins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The query's clock, in ISO 8601.
    pub now: Option<String>,
    /// Where the expectation comes from, when it is not ours to change.
    pub oracle: Option<String>,
    /// In whose words the logs speak: `sentinel` or `verbatim`.
    pub r#as: Option<String>,
}

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The first word after the fence.
    pub kind: String,
    /// The other words.
    pub options: String,
    pub text: String,
    /// The lines between the fences, from 0.
    pub lines: Range<usize>,
}

impl Block {
    /// The line of the opening fence, from 1, as editors count.
    pub fn line(&self) -> usize {
        self.lines.start
    }
}

/// What came of a query, or what must: a kind with its options (`table ordered`), and a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub kind: &'static str,
    pub options: &'static str,
    pub text: String,
}

/// A mistake in the test file itself.
#[derive(Debug, PartialEq, Eq)]
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

const INPUTS: &[&str] = &["csv", "json", "kql", "ndjson", "text", "yaml"];
const QUERIES: &[&str] = &["console", "kql", "sigma", "spl"];
const OUTCOMES: &[&str] = &["converted", "error", "ledger", "table", "warning"];

/// Reads the tests of one file.
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
            reader.open(level, title, at)?;
            label = None;
        } else if let Some((fence, kind, options)) = fence(line) {
            let length = lines.iter().skip(at).position(|l| l.trim_end() == fence);
            let length = length.ok_or_else(|| malformed(at, "this block is never closed"))?;
            let block = Block {
                kind: kind.to_owned(),
                options: options.to_owned(),
                text: lines[at..at + length].concat(),
                lines: at..at + length,
            };
            at += length + 1;
            reader.block(label.take(), block)?;
        } else if let Some(name) = line.strip_prefix('`').and_then(|l| l.strip_suffix("`:")) {
            label = Some(name.to_owned());
        } else if let Some(reason) = line.strip_prefix("Differs: ") {
            reader.section().differs = Some((at, reason.to_owned()));
        } else if !line.is_empty() {
            label = None;
        }
    }
    reader.close_to(0)?;
    Ok(reader.cases)
}

/// The file with the outcome of each case where its expectation was.
pub fn update(source: &str, outcomes: &[(&Case, Vec<Outcome>)]) -> String {
    let mut lines: Vec<String> = source.split_inclusive('\n').map(str::to_owned).collect();
    if let Some(last) = lines.last_mut().filter(|l| !l.ends_with('\n')) {
        last.push('\n');
    }
    for (case, outcome) in outcomes.iter().rev() {
        let kinds = outcome.iter().map(|o| o.kind);
        if case.expected.iter().map(|b| b.kind.as_str()).eq(kinds) {
            for (block, outcome) in case.expected.iter().zip(outcome).rev() {
                lines.splice(block.lines.clone(), [outcome.text.clone()]);
            }
            continue;
        }
        for block in case.expected.iter().rev() {
            let blank = usize::from(lines[block.lines.start - 2].trim().is_empty());
            lines.drain(block.lines.start - 1 - blank..=block.lines.end);
        }
        let after = case.query.lines.end + 1;
        let blocks = outcome.iter().map(|o| {
            let info = format!("{} {}", o.kind, o.options);
            format!("\n```{}\n{}```\n", info.trim_end(), o.text)
        });
        lines.splice(after..after, blocks);
    }
    lines.concat()
}

/// What stands under one heading, subsections aside.
#[derive(Default)]
struct Section {
    level: usize,
    title: String,
    line: usize,
    inputs: Vec<Input>,
    settings: Settings,
    query: Option<Block>,
    expected: Vec<Block>,
    differs: Option<(usize, String)>,
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

    fn open(&mut self, level: usize, title: &str, line: usize) -> Result<(), Malformed> {
        self.close_to(level)?;
        if self.section().query.is_some() {
            return Err(malformed(
                line,
                "a section with a query cannot have subsections",
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

    fn block(&mut self, label: Option<String>, block: Block) -> Result<(), Malformed> {
        let line = block.line();
        let section = self.section();
        let kind = block.kind.as_str();
        if let Some(name) = label {
            if !INPUTS.contains(&kind) {
                return Err(malformed(line, &format!("`{kind}` is no kind of input")));
            }
            section.inputs.push(Input { name, block });
        } else if kind == "toml" {
            settings(&mut section.settings, &block)?;
        } else if QUERIES.contains(&kind) {
            if section.title.is_empty() {
                return Err(malformed(line, "a query stands under a heading"));
            }
            if kind == "console" {
                // Commands and what they print stand in one block.
                section.expected.push(block.clone());
            }
            if section.query.replace(block).is_some() {
                return Err(malformed(line, "a test has one query"));
            }
        } else if OUTCOMES.contains(&kind) {
            if section.query.is_none() {
                return Err(malformed(line, "what must come out stands after the query"));
            }
            section.expected.push(block);
        } else if section.query.is_some() && !kind.is_empty() {
            // Prose would be more lenient, and a misspelled `table` would be prose.
            return Err(malformed(
                line,
                &format!(
                    "`{kind}` is no kind of outcome: expected {}",
                    OUTCOMES.join(", ")
                ),
            ));
        }
        Ok(())
    }

    /// Closes the sections at `level` and deeper, and keeps the tests among them.
    fn close_to(&mut self, level: usize) -> Result<(), Malformed> {
        while let Some(section) = self
            .open
            .pop_if(|s| s.level >= level && (s.level > 0 || level == 0))
        {
            let Some(query) = section.query else { continue };
            let titles = self.open.iter().skip(1).map(|s| s.title.as_str());
            let name = titles
                .chain([section.title.as_str()])
                .collect::<Vec<_>>()
                .join(" / ");
            if self.cases.iter().any(|c| c.name == name) {
                return Err(malformed(section.line, "another test has this name"));
            }
            let outer = self.open.iter();
            let mut settings = Settings::default();
            for inner in outer
                .clone()
                .map(|s| &s.settings)
                .chain([&section.settings])
            {
                settings.now = inner.now.clone().or(settings.now);
                settings.oracle = inner.oracle.clone().or(settings.oracle);
                settings.r#as = inner.r#as.clone().or(settings.r#as);
            }
            if settings.oracle.is_some() && section.expected.is_empty() {
                return Err(malformed(
                    section.line,
                    "an oracle's test says what must come out",
                ));
            }
            if let (Some((line, _)), None) = (&section.differs, &settings.oracle) {
                return Err(malformed(
                    *line,
                    "only from an oracle's answer can ours differ",
                ));
            }
            self.cases.push(Case {
                name,
                inputs: outer
                    .flat_map(|s| s.inputs.clone())
                    .chain(section.inputs)
                    .collect(),
                settings,
                query,
                expected: section.expected,
                differs: section.differs.map(|(_, reason)| reason),
            });
        }
        Ok(())
    }
}

fn malformed(line: usize, message: &str) -> Malformed {
    Malformed {
        line,
        message: message.to_owned(),
    }
}

/// Reads the lines `key = "value"` of a `toml` block.
fn settings(settings: &mut Settings, block: &Block) -> Result<(), Malformed> {
    for (at, line) in block.text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let at = block.line() + 1 + at;
        let (key, value) = line
            .split_once('=')
            .ok_or_else(|| malformed(at, "expected `key = \"value\"`"))?;
        let value = value.trim();
        let value = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
        let value = value.ok_or_else(|| malformed(at, "expected a value in double quotes"))?;
        match key.trim() {
            "now" => settings.now = Some(value.to_owned()),
            "oracle" => settings.oracle = Some(value.to_owned()),
            "as" => settings.r#as = Some(value.to_owned()),
            key => return Err(malformed(at, &format!("`{key}` is no setting"))),
        }
    }
    Ok(())
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    (1..=6)
        .contains(&level)
        .then(|| title.strip_prefix(' ').map(|t| (level, t)))?
}

/// The closing fence that a line asks for, the block's kind, its options.
fn fence(line: &str) -> Option<(&str, &str, &str)> {
    let info = line.trim_start_matches('`');
    let (marks, info) = line.split_at_checked(line.len() - info.len())?;
    let (kind, options) = info.split_once(' ').unwrap_or((info, ""));
    (marks.len() >= 3).then_some((marks, kind, options.trim()))
}
