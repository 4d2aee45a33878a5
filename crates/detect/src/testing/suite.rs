//! The tests of a pack: the files below `tests/`, and the rule of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::{self, Case};
use crate::formats::spl::Knowledge;
use crate::overlay::{self, Overlay};
use crate::pack;
use crate::rule::{Refusal, Rule};

/// The tests of a pack.
#[derive(Debug)]
pub struct Suite {
    /// The folder of the pack.
    pub root: PathBuf,
    pub rules: Vec<Arc<Rule>>,
    /// All tests of the pack are in it, not those of one rule or file.
    pub whole: bool,
    /// Rule files that cannot be used.
    pub refused: Vec<Refusal>,
    pub tests: Vec<Test>,
    /// Files of tests that cannot be read, and tests without a rule.
    pub faults: Vec<Fault>,
    /// The overlay folders that tests name, relative to the pack.
    pub(crate) overlays: BTreeMap<String, BTreeMap<String, Overlay>>,
}

/// One test of one rule.
#[derive(Debug, Clone)]
pub struct Test {
    /// The file of tests.
    pub path: PathBuf,
    pub case: Case,
    /// The place of the rule among those of the suite.
    pub rule: usize,
}

/// What is wrong with a file of tests.
#[derive(Debug, Clone)]
pub struct Fault {
    pub path: PathBuf,
    /// From 1; 0 for the whole file.
    pub line: usize,
    pub message: String,
}

impl Test {
    /// The name of the file and that of the test: `azure.md: both vocabularies / modern words`.
    pub fn title(&self) -> String {
        let file = self.path.file_name().unwrap_or_default();
        format!("{}: {}", file.to_string_lossy(), self.case.name)
    }
}

/// Reads the tests of a pack: of all of it, of one rule, or of one file of tests. Searches of Splunk
/// are read with what is known beside the pack.
///
/// # Errors
/// A sentence, when the path leads to no pack with tests.
pub fn open(path: &Path, knowledge: &Knowledge) -> Result<Suite, String> {
    let path = path
        .canonicalize()
        .map(|whole| {
            if path.is_absolute() {
                whole
            } else {
                path.to_owned()
            }
        })
        .map_err(|_| format!("there is no pack `{}`", path.display()))?;
    let root = root(&path).ok_or_else(|| {
        format!(
            "there is no pack with a folder `tests` at `{}`",
            path.display()
        )
    })?;
    let mut pack = pack::open(&root)?;
    for rule in &mut pack.rules {
        knowledge.give(rule);
    }
    let mut suite = Suite {
        rules: pack.rules.into_iter().map(Arc::new).collect(),
        whole: false,
        refused: pack.refused,
        tests: Vec::new(),
        faults: Vec::new(),
        overlays: BTreeMap::new(),
        root,
    };
    let chosen = (path != suite.root).then_some(path.as_path());
    suite.whole = chosen.is_none();
    for file in files(&suite.root.join("tests"))? {
        let named = chosen.is_none_or(|c| same(c, &file) || !is_test(c));
        if named {
            read(&mut suite, &file);
        }
    }
    if let Some(rule) = chosen.filter(|c| !is_test(c)) {
        let rules = &suite.rules;
        suite.tests.retain(|t| same(&rules[t.rule].path, rule));
        suite.faults.clear();
        suite.refused.retain(|r| same(&r.path, rule));
    }
    Ok(suite)
}

/// The nearest folder with rules and tests.
fn root(path: &Path) -> Option<PathBuf> {
    let folders = pack::above(path, 6).into_iter();
    let mut near = folders.filter(|f| f.join("tests").is_dir());
    near.next()
}

fn same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

fn is_test(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "md")
}

/// The files of tests in a folder and those below it, sorted; what describes the format is none.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |e: std::io::Error| format!("`{}` cannot be read: {e}", folder.display());
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            if entry.file_type().map_err(failed)?.is_dir() {
                open.push(path);
            } else if is_test(&path) && path.file_name().is_some_and(|n| n != "README.md") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(suite: &mut Suite, path: &Path) {
    let fault = |line, message: String| Fault {
        path: path.to_owned(),
        line,
        message,
    };
    let cases = match fs::read_to_string(path) {
        Ok(text) => document::parse(&text).map_err(|m| fault(m.line, m.message)),
        Err(e) => Err(fault(0, format!("the file cannot be read: {e}"))),
    };
    let cases = match cases {
        Ok(cases) => cases,
        Err(fault) => return suite.faults.push(fault),
    };
    for case in cases {
        let rules = named(suite, path, &case);
        if rules.is_empty() {
            let said = match &case.settings.rule {
                Some(name) => format!("there is no rule `{name}` in `rules`"),
                None => "there is no rule of this name, and no setting `rule`".to_owned(),
            };
            suite.faults.push(fault(case.line, said));
        }
        if let Some(folder) = &case.settings.overlay
            && !suite.overlays.contains_key(folder)
        {
            match overlay::open(&suite.root.join(folder)) {
                Ok(overlays) => {
                    suite.overlays.insert(folder.clone(), overlays);
                }
                Err(said) => suite.faults.push(fault(case.line, said)),
            }
        }
        for rule in rules {
            suite.tests.push(Test {
                path: path.to_owned(),
                case: case.clone(),
                rule,
            });
        }
    }
}

/// The rules that a test is about: those of a file that alert by themselves, or one by its id, title
/// or name.
fn named(suite: &Suite, path: &Path, case: &Case) -> Vec<usize> {
    let folder = suite.root.join("rules");
    let below = folder.is_dir().then_some(folder.as_path());
    let below = below.unwrap_or(&suite.root);
    let stem = |path: &Path, base: &Path| {
        path.strip_prefix(base)
            .map(|within| within.with_extension(""))
            .ok()
    };
    let alerts = |rule: &Rule| rule.part_of.is_none();
    let is_meant = |rule: &Rule| match &case.settings.rule {
        Some(name) if rule.path == below.join(name) => alerts(rule),
        Some(name) => rule.id.eq_ignore_ascii_case(name) || rule.name.eq_ignore_ascii_case(name),
        None => {
            let test = stem(path, &suite.root.join("tests"));
            test.is_some() && stem(&rule.path, below) == test && alerts(rule)
        }
    };
    let rules = suite.rules.iter().enumerate();
    rules
        .filter(|(_, r)| is_meant(r))
        .map(|(at, _)| at)
        .collect()
}
