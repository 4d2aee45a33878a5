//! Findings of before: a file lists them, and only what is new is told.
//!
//! A line is a path, a rule, a code and the part of the text that the finding is about, with tabs
//! between them. Lines of the rule that move do not make a finding new.

use std::collections::BTreeMap;

use vigie_syntax::Diagnostic;

use super::verdict::Verdict;

/// How often each finding is known.
#[derive(Debug, Default)]
pub struct Baseline(BTreeMap<String, usize>);

impl Baseline {
    /// Reads what [`text`] wrote.
    pub fn read(text: &str) -> Self {
        let mut known = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            *known.entry(line.to_owned()).or_default() += 1;
        }
        Self(known)
    }

    /// Takes the known findings out of a verdict. What keeps a rule from running stays.
    pub fn apply(&mut self, verdict: &mut Verdict) {
        let found = std::mem::take(&mut verdict.diagnostics);
        let is_new = |d: &Diagnostic| {
            let left = self.0.get_mut(&line(verdict, d));
            match left {
                Some(left) if *left > 0 && !d.is_error() => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        };
        verdict.diagnostics = found.into_iter().filter(is_new).collect();
    }
}

/// All findings that keep no rule from running, as a baseline.
pub fn text(verdicts: &[Verdict]) -> String {
    let mut text = "# vigie check: findings of before. path, rule, code, place\n".to_owned();
    for verdict in verdicts {
        for diagnostic in verdict.diagnostics.iter().filter(|d| !d.is_error()) {
            text.push_str(&line(verdict, diagnostic));
            text.push('\n');
        }
    }
    text
}

fn line(verdict: &Verdict, diagnostic: &Diagnostic) -> String {
    let source = verdict.source.get(diagnostic.span.range());
    let words: Vec<&str> = source.unwrap_or_default().split_whitespace().collect();
    let path = verdict.path.to_string_lossy();
    let parts = [&*path, &*verdict.id, diagnostic.code, &words.join(" ")];
    let clean = parts.map(|part| part.replace(['\t', '\n', '\r'], " "));
    clean.join("\t")
}
