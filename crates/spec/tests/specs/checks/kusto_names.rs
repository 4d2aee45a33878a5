//! Every function, aggregate and plugin of Kusto is here, or refused with a reason.

use std::sync::Arc;

use vigie_engine::{Engine, Options, registry};
use vigie_logs::LogCatalog;

checks! {
    each_name_is_known_or_refused,
    no_refused_name_is_here_too,
}

const NAMES: &str = include_str!("../../../kusto-names.tsv");

/// The kinds and names of the list.
fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').expect("a kind and a name"))
}

fn has_plugin(name: &str) -> bool {
    registry::plugins().iter().any(|plugin| plugin.name == name)
}

fn each_name_is_known_or_refused() {
    let options = vigie_logs::Options::new(1, std::env::temp_dir());
    let catalog = LogCatalog::open(&[], options).expect("no files are needed");
    let engine = Engine::new(Arc::new(catalog), Options::at(0));
    // Some functions are the binder's own: they are known where they refuse their arguments.
    let binder_knows = |name: &str| {
        let (_, diagnostics) = engine.bind(&format!("print x = {name}()"));
        diagnostics.iter().all(|d| d.code != "unknown-function")
    };
    let missing: Vec<_> = names()
        .filter(|(kind, name)| match *kind {
            "function" => {
                registry::function(name).is_none()
                    && registry::unsupported(name).is_none()
                    && !binder_knows(name)
            }
            "aggregate" => {
                registry::aggregate(name).is_none() && registry::unsupported(name).is_none()
            }
            "plugin" => !has_plugin(name) && registry::unsupported_plugin(name).is_none(),
            kind => !matches!(kind, "graph" | "source"),
        })
        .collect();
    assert_eq!(missing, []);
}

fn no_refused_name_is_here_too() {
    let both: Vec<_> = names()
        .filter(|(kind, name)| match *kind {
            "function" => {
                registry::function(name).is_some() && registry::unsupported(name).is_some()
            }
            "aggregate" => {
                registry::aggregate(name).is_some() && registry::unsupported(name).is_some()
            }
            "plugin" => has_plugin(name) && registry::unsupported_plugin(name).is_some(),
            _ => false,
        })
        .collect();
    assert_eq!(both, []);
}
