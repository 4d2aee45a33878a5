//! Registries: the `mod.rs` of a folder in which each file is one thing.
//!
//! A file that has the registry's constant (`const FUNCTION: Function = …`) is listed; any other
//! module of the folder, such as `def.rs` with the type itself, is declared and not listed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::Generated;

/// A folder of things that have the same shape, one a file.
pub(crate) struct Registry {
    /// The folder, from the root of the repository.
    pub(crate) folder: &'static str,
    /// What the module is for: its `//!`.
    pub(crate) doc: &'static str,
    /// The type of a thing, as the modules of the folder name it.
    pub(crate) item: &'static str,
    /// Where the type is, from the folder's module.
    pub(crate) import: &'static str,
    /// The constant that each file has.
    pub(crate) constant: &'static str,
    /// The list of them all.
    pub(crate) list: &'static str,
    /// What the list is.
    pub(crate) list_doc: &'static str,
    /// Who may see it: `pub`, or `pub(crate)` where the type is the crate's own.
    pub(crate) visibility: &'static str,
}

/// Every registry. A folder that is not there is passed over.
pub(crate) const REGISTRIES: &[Registry] = &[
    Registry {
        folder: "crates/engine/src/functions",
        doc: "The scalar functions, one file each.",
        item: "Function",
        import: "def::Function",
        constant: "FUNCTION",
        list: "FUNCTIONS",
        list_doc: "Every scalar function, by name.",
        visibility: "pub",
    },
    Registry {
        folder: "crates/engine/src/aggregates",
        doc: "The aggregates of `summarize`, one file each.",
        item: "Aggregate",
        import: "def::Aggregate",
        constant: "AGGREGATE",
        list: "AGGREGATES",
        list_doc: "Every aggregate, by name.",
        visibility: "pub",
    },
    Registry {
        folder: "crates/engine/src/plugins",
        doc: "The plugins that `evaluate` calls, one file each.",
        item: "Plugin",
        import: "def::Plugin",
        constant: "PLUGIN",
        list: "PLUGINS",
        list_doc: "Every plugin, by name.",
        visibility: "pub(crate)",
    },
    Registry {
        folder: "crates/detect/src/check/checks",
        doc: "The checks of rules that bind, one file each.",
        item: "Check",
        import: "def::Check",
        constant: "CHECK",
        list: "CHECKS",
        list_doc: "Every check, by name.",
        visibility: "pub",
    },
    Registry {
        folder: "crates/logs/src/sources",
        doc: "The known logs, one file each.",
        item: "Source",
        import: "def::Source",
        constant: "SOURCE",
        list: "SOURCES",
        list_doc: "Every known log, by name.",
        visibility: "pub",
    },
    Registry {
        folder: "crates/languages/src/spl/functions",
        doc: "The functions of `eval`, one file each.",
        item: "Function",
        import: "def::Function",
        constant: "FUNCTION",
        list: "FUNCTIONS",
        list_doc: "Every function of `eval`, by name.",
        visibility: "pub",
    },
    Registry {
        folder: "crates/languages/src/spl/stats",
        doc: "The aggregates of `stats`, one file each.",
        item: "Aggregate",
        import: "def::Aggregate",
        constant: "AGGREGATE",
        list: "AGGREGATES",
        list_doc: "Every aggregate, by name.",
        visibility: "pub",
    },
    Registry {
        folder: "crates/languages/src/spl/commands",
        doc: "The commands of SPL, one file each.",
        item: "Command",
        import: "def::Command",
        constant: "COMMAND",
        list: "COMMANDS",
        list_doc: "Every command, by name.",
        visibility: "pub",
    },
];

/// The registries under a root, as they should be.
pub(crate) fn generated(root: &Path) -> Result<Vec<Generated>, String> {
    let mut files = Vec::new();
    for registry in REGISTRIES {
        let folder = root.join(registry.folder);
        if folder.is_dir() {
            files.push(Generated {
                path: folder.join("mod.rs"),
                text: registry.text(&registry.modules(&folder)?),
            });
        }
    }
    Ok(files)
}

/// A module of a registry's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Module {
    /// The name of its file, without the extension.
    pub(crate) stem: String,
    /// Whether it is a thing of the registry, not a part that the things share.
    pub(crate) listed: bool,
}

impl Registry {
    /// The modules of the folder, in no particular order.
    pub(crate) fn modules(&self, folder: &Path) -> Result<Vec<Module>, String> {
        let problem =
            |path: &Path, what: &dyn std::fmt::Display| format!("{}: {what}\n", path.display());
        let mut modules = Vec::new();
        for entry in fs::read_dir(folder).map_err(|e| problem(folder, &e))? {
            let path = entry.map_err(|e| problem(folder, &e))?.path();
            let Some(stem) = path.file_stem().and_then(|s| s.to_str()).map(str::to_owned) else {
                continue;
            };
            let source = if path.is_dir() {
                path.join("mod.rs")
            } else {
                path.clone()
            };
            let is_module = source.extension().is_some_and(|e| e == "rs") && source.exists();
            if !is_module || stem == "mod" || stem.starts_with('.') {
                continue;
            }
            let text = fs::read_to_string(&source).map_err(|e| problem(&source, &e))?;
            let listed = self.lists(&text);
            if !listed && !text.starts_with("//!") {
                let constant = format!("const {}: {}", self.constant, self.item);
                let what = format!(
                    "has neither `{constant}` nor a `//!` that says what the things share here"
                );
                return Err(problem(&source, &what));
            }
            modules.push(Module { stem, listed });
        }
        Ok(modules)
    }

    /// Whether a module with this text is a thing of the registry.
    fn lists(&self, text: &str) -> bool {
        text.contains(&format!("const {}: {} =", self.constant, self.item))
    }

    /// The text of `mod.rs`.
    fn text(&self, modules: &[Module]) -> String {
        let mut sorted = modules.to_vec();
        // As rustfmt sorts them: by their bytes, a raw identifier without its `r#`.
        sorted.sort_by(|a, b| a.stem.cmp(&b.stem));
        let mut text = format!(
            "//! {} `cargo xtask gen` writes this file from the folder.\n",
            self.doc
        );
        let shared = format!("{} mod", self.visibility);
        for (listed, declaration) in [(false, shared.as_str()), (true, "mod")] {
            let some = sorted.iter().filter(|m| m.listed == listed);
            let lines: String = some
                .map(|m| format!("{declaration} {};\n", identifier(&m.stem)))
                .collect();
            if !lines.is_empty() {
                let _ = write!(text, "\n{lines}");
            }
        }
        let Registry {
            import,
            list_doc,
            list,
            item,
            constant,
            visibility,
            ..
        } = self;
        let _ = write!(
            text,
            "\nuse {import};\n\n/// {list_doc}\n#[rustfmt::skip]\n{visibility} static {list}: &[&{item}] = &[\n"
        );
        sorted.retain(|m| m.listed);
        sorted.sort_by(|a, b| thing_name(&a.stem).cmp(thing_name(&b.stem)));
        for module in &sorted {
            let _ = writeln!(text, "    &{}::{constant},", identifier(&module.stem));
        }
        text.push_str("];\n");
        text
    }
}

/// The name that a thing has, by the name of its file: a keyword that cannot be a raw identifier,
/// such as `self`, has an underscore behind it in the file's name.
pub(crate) fn thing_name(stem: &str) -> &str {
    stem.strip_suffix('_').unwrap_or(stem)
}

/// The file name that a thing must have: its name in lower case, with `_` for what Rust does not
/// allow in a module's name.
#[cfg(test)]
pub(crate) fn file_stem(name: &str) -> String {
    let letters = name.chars().map(|c| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    });
    let stem: String = letters.collect();
    match stem.as_str() {
        "self" | "super" | "crate" | "_" => format!("{stem}_"),
        s if s.starts_with(|c: char| c.is_ascii_digit()) => format!("_{stem}"),
        _ => stem,
    }
}

/// The stem as Rust writes it in a `mod` line.
fn identifier(stem: &str) -> String {
    if KEYWORDS.contains(&stem) {
        format!("r#{stem}")
    } else {
        stem.to_owned()
    }
}

/// Rust's keywords, reserved ones included, that can be raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn module(stem: &str, listed: bool) -> Module {
        Module {
            stem: stem.to_owned(),
            listed,
        }
    }

    #[test]
    fn a_registry_declares_and_lists() {
        let modules = [
            module("log10", true),
            module("def", false),
            module("in", true),
            module("log2", true),
        ];
        let text = REGISTRIES[0].text(&modules);
        assert_eq!(
            text,
            "\
//! The scalar functions, one file each. `cargo xtask gen` writes this file from the folder.

pub mod def;

mod r#in;
mod log10;
mod log2;

use def::Function;

/// Every scalar function, by name.
#[rustfmt::skip]
pub static FUNCTIONS: &[&Function] = &[
    &r#in::FUNCTION,
    &log10::FUNCTION,
    &log2::FUNCTION,
];
"
        );
    }

    #[test]
    fn a_file_is_named_after_its_thing() {
        assert_eq!(file_stem("_GetWatchlist"), "_getwatchlist");
        assert_eq!(file_stem("self"), "self_");
        assert_eq!(file_stem("hash_sha256"), "hash_sha256");
        assert_eq!(thing_name("self_"), "self");
    }
}
