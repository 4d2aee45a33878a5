//! The Markdown files as tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use libtest_mimic::{Failed, Trial};
use similar::TextDiff;
use vigie_spec::engine::{Plan, outcome};
use vigie_spec::format::{Block, Case, Outcome, parse, update};
use vigie_spec::table::Table;

/// The folders whose files are run: the specs, and the pages of the checks' codes.
const ROOTS: &[&str] = &["specs", "docs/checks"];

/// A trial for each test of each file. A file with tests that `updates` names is written first.
pub(crate) fn trials(updates: impl Fn(&str) -> bool) -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut trials = Vec::new();
    for path in ROOTS.iter().flat_map(|folder| files(&root.join(folder))) {
        let file = path.strip_prefix(&root).unwrap_or(&path);
        let file = file.strip_prefix("specs").unwrap_or(file);
        let file = file.display().to_string();
        let mut source = fs::read_to_string(&path).expect("a spec is readable UTF-8");
        if let Ok(cases) = parse(&source) {
            // What an oracle said is not ours to change.
            let ours = cases.iter().filter(|c| c.settings.oracle.is_none());
            let named: Vec<&Case> = ours.filter(|c| updates(&trial_name(&file, c))).collect();
            if !named.is_empty() {
                source = updated(&source, &named);
                fs::write(&path, &source).expect("a spec is writable");
            }
        }
        match parse(&source) {
            Err(e) => trials.push(Trial::test(file.clone(), move || {
                Err(format!("{file}:{e}").into())
            })),
            Ok(cases) => {
                let file: Arc<str> = Arc::from(file);
                trials.extend(cases.into_iter().map(|case| {
                    let file = Arc::clone(&file);
                    Trial::test(trial_name(&file, &case), move || check(&file, &case))
                }));
            }
        }
    }
    trials
}

fn trial_name(file: &str, case: &Case) -> String {
    format!("{file} - {}", case.name)
}

/// The file with what comes out of these tests.
fn updated(source: &str, cases: &[&Case]) -> String {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = cases.len().div_ceil(workers);
    let outcomes = thread::scope(|scope| {
        let run = |cases: &[&Case]| -> Vec<Vec<Outcome>> {
            cases
                .iter()
                .map(|c| outcome(c, Plan::Optimized).unwrap_or_default())
                .collect()
        };
        let threads: Vec<_> = cases
            .chunks(share)
            .map(|some| scope.spawn(move || run(some)))
            .collect();
        let done = threads
            .into_iter()
            .flat_map(|t| t.join().expect("an engine that does not panic"));
        done.collect::<Vec<_>>()
    });
    let written = cases.iter().zip(outcomes).map(|(case, outcomes)| {
        let in_order = outcomes.into_iter().map(|o| as_written(case, o)).collect();
        (*case, in_order)
    });
    update(source, &written.collect::<Vec<_>>())
}

/// An outcome as the spec's own block would have it: sorted unless the block is ordered.
fn as_written(case: &Case, outcome: Outcome) -> Outcome {
    let block = case.expected.iter().find(|b| b.kind == outcome.kind);
    let ordered = block.map_or(outcome.options == "ordered", |b| b.options == "ordered");
    let text = if outcome.kind == "table" && !ordered {
        Table::parse(&outcome.text).sorted().write()
    } else {
        outcome.text
    };
    Outcome { text, ..outcome }
}

fn check(file: &str, case: &Case) -> Result<(), Failed> {
    let fail = |message: String| format!("{file}:{}\n{message}", case.query.line()).into();
    if case.expected.is_empty() {
        return Err(fail(
            "nothing says what must come out: run with UPDATE=1".to_owned(),
        ));
    }
    let want = case
        .expected
        .iter()
        .map(expected)
        .collect::<Vec<_>>()
        .concat();
    for plan in [Plan::Optimized, Plan::Verified] {
        let outcomes = outcome(case, plan).map_err(fail)?;
        let written = outcomes.into_iter().map(|o| as_written(case, o));
        let got: String = written.map(|o| block(o.kind, &o.text)).collect();
        match (&case.differs, want == got) {
            (None, true) | (Some(_), false) => {}
            (Some(_), true) => {
                return Err(fail(
                    "this no longer differs: remove the `Differs:` line".to_owned(),
                ));
            }
            (None, false) => {
                let diff = TextDiff::from_lines(&want, &got);
                let header = format!("outcome, {}", plan.name());
                return Err(fail(
                    diff.unified_diff().header("expected", &header).to_string(),
                ));
            }
        }
    }
    Ok(())
}

/// An expectation as an outcome is shown, so that padding and the order of rows do not count.
fn expected(expected: &Block) -> String {
    match (expected.kind.as_str(), expected.options.as_str()) {
        ("table", "ordered") => block("table", &Table::parse(&expected.text).write()),
        ("table", _) => block("table", &Table::parse(&expected.text).sorted().write()),
        (kind, _) => block(kind, &expected.text),
    }
}

fn block(kind: &str, text: &str) -> String {
    format!("```{kind}\n{text}```\n")
}

/// The Markdown files below a folder, sorted.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}
