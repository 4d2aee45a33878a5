//! Browsers, systems and devices by the patterns of the uap-core project.
//!
//! Kusto's function has the same patterns, of some version or other.

use std::sync::OnceLock;

use regex::{Captures, Regex, RegexBuilder};
use serde_json::json;

use crate::types::Json;

/// One pattern a line: see the head of the file.
const DATA: &str = include_str!("user_agents.tsv");

/// What to tell of a user agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Browser,
    System,
    Device,
}

impl Target {
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "browser" => Some(Self::Browser),
            "os" => Some(Self::System),
            "device" => Some(Self::Device),
            _ => None,
        }
    }

    /// The member of the result.
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "Browser",
            Self::System => "OperatingSystem",
            Self::Device => "Device",
        }
    }
}

/// A pattern that is compiled when it is first tried.
#[derive(Debug)]
struct Pattern {
    text: &'static str,
    any_case: bool,
    /// What stands for each part, with `$1` to `$9` for groups; empty is the part's own group.
    parts: Vec<&'static str>,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        let regex = self.regex.get_or_init(|| {
            RegexBuilder::new(self.text)
                .case_insensitive(self.any_case)
                .build()
                .ok()
        });
        regex.as_ref()?.captures(text)
    }

    /// A part of what matched, by default that of a group.
    fn part(&self, captures: &Captures<'_>, at: usize, group: Option<usize>) -> String {
        let of_group = |group: usize| captures.get(group).map_or("", |m| m.as_str());
        let template = self.parts.get(at).copied().unwrap_or_default();
        if template.is_empty() {
            return group.map_or("", of_group).trim().to_owned();
        }
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('$') {
            text.push_str(before);
            let digit = behind.chars().next().and_then(|c| c.to_digit(10));
            match digit {
                Some(digit) => {
                    text.push_str(of_group(digit as usize));
                    rest = behind.get(1..).unwrap_or_default();
                }
                None => {
                    text.push('$');
                    rest = behind;
                }
            }
        }
        text.push_str(rest);
        text.trim().to_owned()
    }
}

/// All patterns, in the order in which they are tried.
#[derive(Debug)]
pub struct Patterns {
    browsers: Vec<Pattern>,
    systems: Vec<Pattern>,
    devices: Vec<Pattern>,
}

impl Patterns {
    pub fn new() -> Self {
        let of = |kinds: &[&str]| -> Vec<Pattern> {
            let lines = DATA.lines().filter(|line| !line.starts_with('#'));
            let cells = lines.map(|line| line.split('\t').collect::<Vec<_>>());
            cells
                .filter_map(|cells| match cells.as_slice() {
                    [kind, text, parts @ ..] if kinds.contains(kind) => Some(Pattern {
                        text,
                        any_case: *kind == "i",
                        parts: parts.to_vec(),
                        regex: OnceLock::new(),
                    }),
                    _ => None,
                })
                .collect()
        };
        Self {
            browsers: of(&["b"]),
            systems: of(&["o"]),
            devices: of(&["d", "i"]),
        }
    }

    /// What the first pattern that matches tells; the family `Other` when none does.
    pub fn find(&self, text: &str, target: Target) -> Json {
        let patterns = match target {
            Target::Browser => &self.browsers,
            Target::System => &self.systems,
            Target::Device => &self.devices,
        };
        let found = patterns
            .iter()
            .find_map(|pattern| Some((pattern, pattern.captures(text)?)));
        let part = |at: usize, group: Option<usize>| {
            found
                .as_ref()
                .map_or_else(String::new, |(p, captures)| p.part(captures, at, group))
        };
        let family = if found.is_some() {
            part(0, Some(1))
        } else {
            "Other".to_owned()
        };
        match target {
            Target::Browser => json!({
                "Family": family,
                "MajorVersion": part(1, Some(2)),
                "MinorVersion": part(2, Some(3)),
                "Patch": part(3, Some(4)),
            }),
            Target::System => json!({
                "Family": family,
                "MajorVersion": part(1, Some(2)),
                "MinorVersion": part(2, Some(3)),
                "Patch": part(3, Some(4)),
                "PatchMinor": part(4, Some(5)),
            }),
            Target::Device => json!({
                "Family": family,
                "Brand": part(1, None),
                "Model": part(2, Some(1)),
            }),
        }
    }
}

impl Default for Patterns {
    fn default() -> Self {
        Self::new()
    }
}
