//! Any text parses to a tree, and what is correct prints to what parses back to the same tree.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vigie_syntax::Diagnostic;
use vigie_syntax::kql::{parse, print};

fuzz_target!(|text: &str| {
    let (query, diagnostics) = parse(text);
    for diagnostic in &diagnostics {
        assert!(
            text.get(diagnostic.span.range()).is_some(),
            "{diagnostic:?}"
        );
    }
    if diagnostics.iter().any(Diagnostic::is_error) {
        return;
    }
    let printed = print(&query);
    let (again, diagnostics) = parse(&printed);
    assert!(!diagnostics.iter().any(Diagnostic::is_error), "{printed}");
    assert_eq!(query.without_spans(), again.without_spans(), "{printed}");
});
