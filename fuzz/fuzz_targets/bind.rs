//! Any text binds, or says why not, without reading a row.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vigie_engine::Engine;
use vigie_fuzz::engine;

static ENGINE: LazyLock<Engine> = LazyLock::new(engine);

fuzz_target!(|text: &str| {
    let (bound, diagnostics) = ENGINE.check(text);
    assert!(bound.is_some() || !diagnostics.is_empty());
});
