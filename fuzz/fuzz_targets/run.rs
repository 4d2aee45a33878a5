//! Any query runs over tiny tables, or says why not; no error is a mistake of ours.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vigie_engine::Engine;
use vigie_fuzz::engine;

static ENGINE: LazyLock<Engine> = LazyLock::new(engine);

fuzz_target!(|text: &str| {
    if let Err(diagnostics) = ENGINE.query(text) {
        assert!(
            diagnostics.iter().all(|d| d.code != "internal"),
            "{diagnostics:?}"
        );
    }
});
