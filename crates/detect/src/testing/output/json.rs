//! Results as one JSON object.

use std::io::{Result, Write};

use serde_json::{Value as Json, json};
use vigie_syntax::escape;

use crate::testing::mutate::Fate;
use crate::testing::{Share, Tested, Verdict};

/// Writes one object.
pub fn write(all: &[Tested], out: &mut impl Write) -> Result<()> {
    let packs: Vec<Json> = all.iter().map(pack).collect();
    let text = json!({ "packs": packs }).to_string();
    writeln!(out, "{}", escape::json(&text))
}

fn pack(tested: &Tested) -> Json {
    let suite = &tested.suite;
    let tests: Vec<Json> = suite
        .tests
        .iter()
        .zip(&tested.outcome.verdicts)
        .map(|(test, verdict)| {
            let (outcome, messages) = match verdict {
                Verdict::Passed => ("passed", Vec::new()),
                Verdict::Failed(faults) => ("failed", faults.clone()),
                Verdict::Broken(sentence) => ("broken", vec![sentence.clone()]),
            };
            json!({
                "rule": suite.rules[test.rule].id,
                "path": test.path.display().to_string(),
                "line": test.case.line,
                "name": test.case.name,
                "outcome": outcome,
                "messages": messages,
            })
        })
        .collect();
    let faults: Vec<Json> = suite
        .faults
        .iter()
        .map(|fault| {
            json!({
                "path": fault.path.display().to_string(),
                "line": fault.line,
                "message": fault.message,
            })
        })
        .collect();
    let rules: Vec<Json> = (0..suite.rules.len()).map(|at| rule(tested, at)).collect();
    json!({
        "rules": rules,
        "pack": suite.root.display().to_string(),
        "passed": tested.passed(),
        "tests": tests,
        "faults": faults,
    })
}

/// What the tests of a rule reach, and what they notice.
fn rule(tested: &Tested, at: usize) -> Json {
    let rule = &tested.suite.rules[at];
    let share = |share: Option<Share>| share.map(|s| json!({ "done": s.done, "of": s.of }));
    let missed = tested.missed(at).into_iter().map(|branch| {
        let (line, column) = tested.place(at, branch.place(&rule.query));
        json!({ "line": line, "column": column, "message": branch.said(&rule.query) })
    });
    let mutants = tested.mutants.iter().flatten().filter(|m| m.rule == at);
    let mutants = mutants.map(|mutant| {
        let (line, column) = tested.place(at, mutant.span.start);
        let (fate, by) = match mutant.fate {
            Fate::Noticed(by) => ("noticed", Some(tested.suite.tests[by].title())),
            Fate::Missed => ("missed", None),
            Fate::NoQuery => ("no query", None),
            Fate::Dead => ("dead", None),
        };
        json!({
            "line": line,
            "column": column,
            "change": mutant.change,
            "fate": fate,
            "by": by,
        })
    });
    json!({
        "path": rule.path.display().to_string(),
        "id": rule.id,
        "branches": share(tested.branches(at)),
        "missed": missed.collect::<Vec<_>>(),
        "noticed": share(tested.noticed(at)),
        "mutants": mutants.collect::<Vec<_>>(),
    })
}
