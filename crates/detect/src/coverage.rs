//! Which ATT&CK techniques rules detect, and which of them tests prove: as a table, and as a layer of
//! the ATT&CK Navigator (layer format 4.5).

use std::collections::BTreeSet;
use std::io::{Result, Write};

use serde_json::{Value as Json, json};
use vigie_syntax::escape;

use crate::attack::{self, Tactic, Version};
use crate::sinks::Page;
use crate::testing::Outcome;
use crate::testing::suite::Suite;

/// The score of a technique that a rule names and no test proves.
const DETECTED: u64 = 50;
/// The score of one that tests prove.
const TESTED: u64 = 100;

/// A technique, and who detects it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Technique {
    /// `T1578.003`
    pub id: String,
    pub tactics: Vec<Tactic>,
    /// Name of each rule, and how many passed tests require an alert of this technique from it.
    pub rules: Vec<(String, usize)>,
}

impl Technique {
    /// How many tests prove it.
    pub fn tests(&self) -> usize {
        self.rules.iter().map(|(_, tests)| tests).sum()
    }

    fn score(&self) -> u64 {
        if self.tests() > 0 { TESTED } else { DETECTED }
    }
}

/// Adds what the rules of a suite detect, and what its tests prove. The techniques stay sorted.
pub fn add(all: &mut Vec<Technique>, suite: &Suite, outcome: &Outcome, version: Version) {
    for (at, rule) in suite.rules.iter().enumerate() {
        if rule.disabled {
            continue;
        }
        let proofs = || {
            let tests = suite.tests.iter().zip(&outcome.techniques);
            tests
                .filter(move |(test, _)| test.rule == at)
                .map(|(_, t)| t)
        };
        let alerted = proofs().flatten().cloned();
        let names: BTreeSet<String> = rule.techniques.iter().cloned().chain(alerted).collect();
        for name in names {
            let tests = proofs().filter(|t| t.contains(&name)).count();
            let place = all.binary_search_by(|t| t.id.as_str().cmp(&name));
            let place = place.unwrap_or_else(|place| {
                let technique = Technique {
                    id: name.clone(),
                    tactics: Vec::new(),
                    rules: Vec::new(),
                };
                all.insert(place, technique);
                place
            });
            let technique = &mut all[place];
            technique.rules.push((rule.name.clone(), tests));
            for tactic in &rule.tactics {
                let tactic = attack::resolve(tactic, &rule.techniques, version);
                if !technique.tactics.contains(&tactic) {
                    technique.tactics.push(tactic);
                }
            }
        }
    }
}

/// Writes a table for people.
pub fn text(all: &[Technique], page: &Page, out: &mut impl Write) -> Result<()> {
    for technique in all {
        let tactics: Vec<String> = technique
            .tactics
            .iter()
            .map(|t| format!("{} {}", t.name, t.id))
            .collect();
        let tests = match technique.tests() {
            0 => "no test".to_owned(),
            1 => "1 test".to_owned(),
            tests => format!("{tests} tests"),
        };
        let head = format!("{}  {}  {tests}", technique.id, tactics.join(", "));
        writeln!(out, "{}", escape::line(&head))?;
        for (rule, tests) in &technique.rules {
            let rule = escape::line(rule);
            let room = page.width.saturating_sub(8);
            writeln!(out, "{tests:>6}  {}", escape::cut(&rule, room))?;
        }
    }
    let tested = all.iter().filter(|t| t.tests() > 0).count();
    let s = if all.len() == 1 { "" } else { "s" };
    let of = all.len();
    writeln!(out, "{of} technique{s} detected, {tested} of them tested")
}

/// Writes a layer of the ATT&CK Navigator.
pub fn navigator(all: &[Technique], version: Version, out: &mut impl Write) -> Result<()> {
    let mut techniques: Vec<Json> = Vec::new();
    for technique in all {
        let rules: Vec<String> = technique
            .rules
            .iter()
            .map(|(rule, tests)| match tests {
                0 => format!("{rule}: no test"),
                1 => format!("{rule}: 1 test"),
                tests => format!("{rule}: {tests} tests"),
            })
            .collect();
        for tactic in &technique.tactics {
            techniques.push(json!({
                "techniqueID": technique.id,
                "tactic": tactic.name.to_lowercase().replace(' ', "-"),
                "score": technique.score(),
                "comment": rules.join("\n"),
                "enabled": true,
                "showSubtechniques": !technique.id.contains('.'),
            }));
        }
    }
    let major = version.name().split('.').next().unwrap_or_default();
    let layer = json!({
        "name": "vigie",
        "versions": { "attack": major, "navigator": "5.1.0", "layer": "4.5" },
        "domain": "enterprise-attack",
        "description": "Techniques that the rules detect (50), and that tests prove (100).",
        "techniques": techniques,
        "gradient": {
            "colors": ["#f5f5f5", "#f2c14e", "#4d9078"],
            "minValue": 0,
            "maxValue": TESTED,
        },
        "legendItems": [
            { "label": "detected, no test", "color": "#f2c14e" },
            { "label": "detected and tested", "color": "#4d9078" },
        ],
        "sorting": 3,
        "hideDisabled": false,
    });
    writeln!(out, "{}", escape::json(&layer.to_string()))
}
