//! The values of the analysis behind `vigie check`, and what it finds in the package's rules.

use std::sync::Arc;
use std::time::Duration;

use vigie_detect::check::values::texts::{Edge, Piece};
use vigie_detect::check::values::{Abstract, ordinal, value_of};
use vigie_detect::check::{self, Settings, input};
use vigie_engine::types::{Type, Value, datetime};
use vigie_logs::{Layers, Schemas};

checks! {
    a_phrase_has_its_terms,
    ends_and_case_count,
    every_check_has_a_page,
    our_rules_have_no_findings,
    ranges_join_and_meet,
    reals_keep_their_order,
    the_published_rule_has_its_faults,
}

fn has(text: &str) -> Piece {
    Piece::new(text, Edge::Term, Edge::Term, false)
}

fn contains(text: &str) -> Piece {
    Piece::new(text, Edge::Any, Edge::Any, false)
}

fn starts(text: &str) -> Piece {
    Piece::new(text, Edge::End, Edge::Any, false)
}

fn a_phrase_has_its_terms() {
    let phrase = has("Compute/virtualMachines/extensions/write");
    assert!(phrase.implies(&has("/write")));
    assert!(phrase.implies(&has("extensions")));
    assert!(!phrase.implies(&has("extension")));
    assert!(phrase.implies(&contains("extension")));
    assert!(!contains("write").implies(&has("write")));
    assert!(contains("a write b").implies(&has("write")));
}

fn ends_and_case_count() {
    let whole = Piece::whole("Success", true);
    assert!(whole.implies(&starts("succ")));
    assert!(whole.excludes(&Piece::whole("Succeeded", false)));
    assert!(whole.excludes(&Piece::whole("success", true)));
    assert!(!whole.excludes(&Piece::whole("success", false)));
    assert!(starts("a").excludes(&starts("b")));
    assert!(!starts("a").excludes(&starts("ab")));
    assert!(Piece::whole("", true).excludes(&contains("x")));
    assert!(!Piece::whole("x", false).implies(&Piece::whole("x", true)));
    assert!(Piece::whole("1", false).implies(&Piece::whole("1", true)));
}

fn reals_keep_their_order() {
    let at = |r: f64| ordinal(&Value::Real(r)).expect("a number");
    assert!(at(-2.0) < at(-1.5) && at(-1.5) < at(0.0) && at(0.0) < at(1e-300));
    assert_eq!(at(0.0), at(-0.0));
    assert_eq!(value_of(at(-2.5), Type::Real), Some(Value::Real(-2.5)));
}

fn ranges_join_and_meet() {
    let few = Abstract::range(1, 1).union(&Abstract::range(3, 3));
    assert_eq!(few.values(Type::Long, 9).map(|v| v.len()), Some(2));
    assert!(few.meet(&Abstract::range(2, 2)).is_impossible());
    assert_eq!(few.shown(Type::Long).as_deref(), Some("1 or 3"));
}

fn every_check_has_a_page() {
    let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/checks");
    for check in check::checks::CHECKS {
        let page = pages.join(format!("{}.md", check.name));
        assert!(page.is_file(), "{} has no page in docs/checks", check.name);
        assert!(
            check.summary.ends_with('.'),
            "{}: {}",
            check.name,
            check.summary
        );
    }
}

/// The codes and lines of what is found in the rules of a package's file or folder.
fn found(path: &str) -> Vec<(String, &'static str, usize)> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../packs")
        .join(path);
    let options = vigie_logs::Options::new(1, std::env::temp_dir());
    let logs = vigie_logs::LogCatalog::open(&[], options).expect("no logs can be opened");
    let settings = Settings {
        catalog: Arc::new(Layers::new(vec![Arc::new(logs), Schemas::shipped()])),
        options: vigie_engine::Options::at(
            datetime::parse("2026-01-15T12:00:00Z").expect("a time"),
        ),
        run: true,
        observed: None,
    };
    let subjects = input::read(&path).expect("the package has rules");
    let mut all = Vec::new();
    // On threads with the stack that a long query needs where nothing is optimized.
    for verdict in check::all(subjects, settings, Duration::from_mins(2)) {
        assert!(verdict.ok, "{} cannot run", verdict.path.display());
        let file = verdict
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        all.extend(verdict.diagnostics.iter().map(|d| {
            let (line, _) = d.position(&verdict.source);
            (file.clone().into_owned(), d.code, line)
        }));
    }
    all
}

fn the_published_rule_has_its_faults() {
    let found = found("T1578/rules/azure-as-published.yaml");
    let found: Vec<(&str, usize)> = found.iter().map(|(_, code, line)| (*code, *line)).collect();
    let expected = [
        ("unknown-value", 41),
        ("dead-arm", 50),
        ("part-of-term", 50),
        ("dead-default", 51),
        ("never-true", 57),
        ("empty-column", 63),
        ("empty-column", 68),
        ("case-splits-groups", 69),
        ("unreachable-threshold", 70),
        ("unreachable-threshold", 74),
    ];
    assert_eq!(found, expected);
}

fn our_rules_have_no_findings() {
    let found = found("T1578");
    let ours: Vec<_> = found
        .iter()
        .filter(|(file, ..)| file != "azure-as-published.yaml")
        .collect();
    assert_eq!(ours, Vec::<&(String, &str, usize)>::new());
}
