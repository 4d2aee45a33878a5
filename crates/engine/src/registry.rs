//! Finding functions and aggregates by name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::aggregates::AGGREGATES;
use crate::aggregates::def::Aggregate;
use crate::functions::FUNCTIONS;
use crate::functions::def::Function;

/// Names and aliases of the scalar functions.
static BY_NAME: LazyLock<BTreeMap<&'static str, &'static Function>> = LazyLock::new(|| {
    FUNCTIONS
        .iter()
        .flat_map(|f| std::iter::once(&f.name).chain(f.aliases).map(|n| (*n, *f)))
        .collect()
});

/// Names and aliases of the aggregates.
static AGGREGATE_BY_NAME: LazyLock<BTreeMap<&'static str, &'static Aggregate>> =
    LazyLock::new(|| {
        AGGREGATES
            .iter()
            .flat_map(|a| std::iter::once(&a.name).chain(a.aliases).map(|n| (*n, *a)))
            .collect()
    });

/// Whether readers are shown a name: what begins with two underscores is for the lowering of other
/// languages.
pub fn is_shown(name: &str) -> bool {
    !name.starts_with("__")
}

/// The scalar function of a name or an alias.
pub fn function(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name).copied()
}

/// The aggregate of a name or an alias.
pub fn aggregate(name: &str) -> Option<&'static Aggregate> {
    AGGREGATE_BY_NAME.get(name).copied()
}

/// Why a function of Kusto is not here; `None` for what Kusto does not have either.
pub fn unsupported(name: &str) -> Option<&'static str> {
    reason(include_str!("functions/unsupported.txt"), name)
}

/// The same of a plugin.
pub fn unsupported_plugin(name: &str) -> Option<&'static str> {
    reason(include_str!("plugins/unsupported.txt"), name)
}

/// What stands behind a name in a list.
fn reason(list: &'static str, name: &str) -> Option<&'static str> {
    list.lines()
        .find_map(|line| line.split_once('\t').filter(|(n, _)| *n == name))
        .map(|(_, reason)| reason)
}

/// What a reader sees of a plugin of `evaluate`.
#[derive(Debug, Clone, Copy)]
pub struct PluginPage {
    pub name: &'static str,
    pub summary: &'static str,
    pub usage: &'static str,
    pub notes: &'static str,
    pub examples: &'static [crate::functions::def::Example],
}

/// Every plugin, by name.
pub fn plugins() -> Vec<PluginPage> {
    crate::plugins::PLUGINS
        .iter()
        .map(|p| PluginPage {
            name: p.name,
            summary: p.summary,
            usage: p.usage,
            notes: p.notes,
            examples: p.examples,
        })
        .collect()
}

/// What a reader sees of a tabular operator.
#[derive(Debug, Clone)]
pub struct OperatorPage {
    /// The usual name, then others that mean the same.
    pub names: Vec<&'static str>,
    pub usage: &'static str,
    /// One sentence, third person, ending in a full stop.
    pub summary: &'static str,
    pub notes: Vec<&'static str>,
    /// Whole queries and their first cell.
    pub examples: Vec<(&'static str, &'static str)>,
}

/// Every tabular operator, by name: sections of a list, a line each for the names, the usage and the
/// summary, then notes behind `:` and examples behind `>`.
pub fn operators() -> Vec<OperatorPage> {
    let sections = include_str!("operators/reference.txt").split("\n\n");
    sections.filter_map(operator).collect()
}

fn operator(section: &'static str) -> Option<OperatorPage> {
    let mut lines = section.trim().lines();
    let mut page = OperatorPage {
        names: lines.next()?.split_whitespace().collect(),
        usage: lines.next()?,
        summary: lines.next()?,
        notes: Vec::new(),
        examples: Vec::new(),
    };
    for line in lines {
        if let Some(note) = line.strip_prefix(": ") {
            page.notes.push(note);
        }
        let example = line.strip_prefix("> ").and_then(|e| e.rsplit_once(" => "));
        page.examples.extend(example);
    }
    Some(page)
}

/// Every function that is refused by name, and why.
pub fn unsupported_functions() -> impl Iterator<Item = (&'static str, &'static str)> {
    let list = include_str!("functions/unsupported.txt").lines();
    list.filter_map(|line| line.split_once('\t'))
}

/// The same of plugins.
pub fn unsupported_plugins() -> impl Iterator<Item = (&'static str, &'static str)> {
    let list = include_str!("plugins/unsupported.txt").lines();
    list.filter_map(|line| line.split_once('\t'))
}
