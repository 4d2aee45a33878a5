//! The house rules that a program can check. CONTRIBUTING.md has the reasons in short.

use std::collections::BTreeMap;
use std::path::Path;

use crate::registry::{REGISTRIES, file_stem, thing_name};
use crate::tree::{SourceFile, files};
use crate::{check_generated, root};

/// Which crates a crate may name in its manifest.
///
/// Dependencies run one way. Only the engine and the log scan know DataFusion, so that its next
/// version is a change in two crates.
const LAYERS: &[(&str, &[&str])] = &[
    ("vigie-syntax", &[]),
    ("vigie-languages", &["vigie-syntax"]),
    ("vigie-engine", &["vigie-syntax", "datafusion"]),
    (
        "vigie-logs",
        &["vigie-syntax", "vigie-engine", "datafusion"],
    ),
    (
        "vigie-detect",
        &[
            "vigie-syntax",
            "vigie-languages",
            "vigie-engine",
            "vigie-logs",
        ],
    ),
    (
        "vigie",
        &[
            "vigie-syntax",
            "vigie-languages",
            "vigie-engine",
            "vigie-logs",
            "vigie-detect",
        ],
    ),
    (
        "vigie-spec",
        &[
            "vigie-syntax",
            "vigie-languages",
            "vigie-engine",
            "vigie-logs",
            "vigie-detect",
            "vigie",
        ],
    ),
    ("xtask", &[]),
];

/// A file may be longer when its `//!` has a sentence that begins with [`REASON`].
const MOST_LINES: usize = 800;
const REASON: &str = "//! Long because";

/// Collects what `rule` finds in each file that `of` picks, and fails when there is anything.
fn each(
    of: impl Fn(&SourceFile) -> bool,
    mut rule: impl FnMut(&SourceFile) -> Vec<(usize, String)>,
) {
    let mut broken = String::new();
    for file in files(&root()).iter().filter(|f| of(f)) {
        for (line, what) in rule(file) {
            broken.push_str(&format!("{}:{line}: {what}\n", file.path));
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
}

/// The lines, counted from 1, that hold one of the words.
fn lines_with(text: &str, words: &[&str], what: &str) -> Vec<(usize, String)> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        .map(|(at, _)| (at + 1, what.to_owned()))
        .collect()
}

fn is_rust(file: &SourceFile) -> bool {
    file.extension() == "rs"
}

/// A manifest of the workspace; the fuzzer's is a workspace of its own.
fn is_manifest(file: &SourceFile) -> bool {
    file.name() == "Cargo.toml" && file.path.starts_with("crates/")
}

/// A file that holds one thing of a registry: the thing has its own sentence.
fn is_registered(file: &SourceFile) -> bool {
    REGISTRIES.iter().any(|r| {
        file.folder() == r.folder
            && file
                .text
                .contains(&format!("const {}: {} =", r.constant, r.item))
    })
}

#[test]
fn generated_files_are_current() {
    if let Err(stale) = check_generated() {
        panic!("\n{stale}");
    }
}

#[test]
fn a_module_says_what_it_is_for() {
    each(
        |f| is_rust(f) && !is_registered(f),
        |f| {
            let says = f.text.starts_with("//! ");
            if says {
                vec![]
            } else {
                vec![(1, "begins without `//!`".to_owned())]
            }
        },
    );
}

#[test]
fn a_file_is_named_after_what_it_holds() {
    each(is_registered, |f| {
        let Some((at, name)) = field(&f.text, "name") else {
            return vec![(1, "has no `name: \"…\"`".to_owned())];
        };
        let stem = f.name().trim_end_matches(".rs");
        let fits = file_stem(name) == stem || thing_name(stem) == file_stem(name);
        if fits {
            vec![]
        } else {
            vec![(at, format!("`{name}` belongs into {}.rs", file_stem(name)))]
        }
    });
}

/// The first `key: "value"` of a struct, with its line.
fn field<'a>(text: &'a str, key: &str) -> Option<(usize, &'a str)> {
    text.lines().enumerate().find_map(|(at, line)| {
        let value = line.trim().strip_prefix(key)?.strip_prefix(": \"")?;
        Some((at + 1, value.split('"').next()?))
    })
}

#[test]
fn a_test_is_neither_ignored_nor_meant_to_panic() {
    let words = [concat!("#[", "ignore"), concat!("#[", "should_panic")];
    each(is_rust, |f| {
        lines_with(
            &f.text,
            &words,
            "assert what happens today, and say why it is wrong",
        )
    });
}

#[test]
fn nothing_is_left_to_be_written() {
    let words = [
        concat!("to", "do!("),
        concat!("unimplement", "ed!("),
        concat!("TO", "DO"),
    ];
    each(is_rust, |f| {
        lines_with(&f.text, &words, "write it, or refuse it with a diagnostic")
    });
}

#[test]
fn a_file_is_short_or_says_why_not() {
    each(is_rust, |f| {
        let count = f.text.lines().count();
        let head = f.text.lines().take_while(|l| l.starts_with("//!"));
        // A registry grows by a line for each thing.
        let generated = head
            .clone()
            .any(|l| l.contains("`cargo xtask gen` writes this file"));
        let excused =
            count <= MOST_LINES || generated || head.clone().any(|l| l.starts_with(REASON));
        if excused {
            vec![]
        } else {
            vec![(
                count,
                format!("more than {MOST_LINES} lines, and no `{REASON} …`"),
            )]
        }
    });
}

#[test]
fn a_line_ends_where_its_text_ends() {
    let of = |f: &SourceFile| {
        matches!(f.extension(), "rs" | "toml" | "md" | "tsv") || f.path == ".ci/run"
    };
    each(of, |f| {
        let lines = f.text.lines().enumerate();
        lines
            .filter(|(_, line)| line.ends_with([' ', '\t', '\r']) && f.extension() != "tsv")
            .map(|(at, _)| (at + 1, "trailing space".to_owned()))
            .chain((!f.text.is_empty() && !f.text.ends_with('\n')).then(|| {
                (
                    f.text.lines().count(),
                    "no line end at the end of the file".to_owned(),
                )
            }))
            .collect()
    });
}

#[test]
fn nothing_names_a_machine() {
    let words = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];
    each(
        |f| f.path != "Cargo.lock",
        |f| lines_with(&f.text, &words, "a path of one machine"),
    );
}

/// A link of our Markdown to a file of the repository leads somewhere.
#[test]
fn links_lead_somewhere() {
    each(
        |f| f.extension() == "md",
        |f| {
            let mut broken = Vec::new();
            for (at, line) in f.text.lines().enumerate() {
                for target in line
                    .split("](")
                    .skip(1)
                    .filter_map(|rest| rest.split([')', '#']).next())
                {
                    let outside = target.contains("://")
                        || target.starts_with("mailto:")
                        || target.contains(' ');
                    if !outside && !root().join(f.folder()).join(target).exists() {
                        broken.push((at + 1, format!("`{target}` is not there")));
                    }
                }
            }
            broken
        },
    );
}

/// The keys of each section of a manifest, by the section's name.
fn sections(manifest: &str) -> BTreeMap<&str, Vec<(usize, &str)>> {
    let mut sections: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    let mut section = "";
    for (at, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_matches(['[', ']']);
            sections.entry(section).or_default();
        } else if !line.is_empty() && !line.starts_with('#') {
            sections.entry(section).or_default().push((at + 1, line));
        }
    }
    sections
}

/// The crates that a manifest names, in any of its tables of dependencies.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let tables = sections(manifest)
        .into_iter()
        .filter(|(name, _)| name.ends_with("dependencies"));
    let lines = tables.flat_map(|(_, lines)| lines);
    lines
        .filter_map(|(at, line)| Some((at, line.split(['.', ' ', '=']).next()?)))
        .collect()
}

/// The package's name.
fn package(manifest: &str) -> &str {
    let text = manifest
        .split_once("name = \"")
        .map_or("", |(_, rest)| rest);
    text.split('"').next().unwrap_or("")
}

#[test]
fn crates_use_only_what_is_below_them() {
    each(is_manifest, |f| {
        let name = package(&f.text);
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == name) else {
            return vec![(1, format!("`{name}` has no place among the layers"))];
        };
        let ours = |used: &str| {
            used.starts_with("datafusion") || LAYERS.iter().any(|(layer, _)| *layer == used)
        };
        let used = dependencies(&f.text).into_iter();
        used.filter(|(_, used)| ours(used) && !allowed.contains(used))
            .map(|(at, used)| (at, format!("`{name}` may not use `{used}`")))
            .collect()
    });
}

#[test]
fn xtask_uses_nothing_but_std() {
    each(
        |f| f.path == "crates/xtask/Cargo.toml",
        |f| {
            let used = dependencies(&f.text).into_iter();
            used.map(|(at, name)| {
                (
                    at,
                    format!("`{name}` makes the house rules wait for a build"),
                )
            })
            .collect()
        },
    );
}

#[test]
fn versions_and_lints_are_the_workspace_s() {
    each(is_manifest, |f| {
        let mut broken = Vec::new();
        for (table, lines) in sections(&f.text) {
            if table == "lints" && lines.iter().any(|(_, l)| *l == "workspace = true") {
                continue;
            }
            if table.ends_with("dependencies") {
                let own = lines
                    .into_iter()
                    .filter(|(_, l)| !l.contains("workspace = true"));
                broken.extend(
                    own.map(|(at, _)| (at, "the workspace's manifest has the version".to_owned())),
                );
            }
        }
        if !f.text.contains("[lints]\nworkspace = true") {
            broken.push((1, "has no `[lints]` with `workspace = true`".to_owned()));
        }
        broken
    });
}

/// A binary with DataFusion is some hundred megabytes and many seconds of linking, so the specs'
/// is the only one among the tests.
#[test]
fn one_test_binary_links_datafusion() {
    let heavy = ["vigie-engine", "vigie-logs", "vigie-detect", "vigie"];
    let is_heavy = |f: &SourceFile| is_manifest(f) && heavy.contains(&package(&f.text));
    let folders: Vec<String> = {
        let all = files(&root());
        all.iter()
            .filter(|f| is_heavy(f))
            .map(|f| f.folder().to_owned())
            .collect()
    };
    each(is_heavy, |f| {
        let targets = sections(&f.text);
        let targets = targets
            .iter()
            .filter(|(name, _)| matches!(**name, "lib" | "bin"));
        let off = |lines: &[(usize, &str)], key: &str| {
            lines.iter().any(|(_, l)| *l == format!("{key} = false"))
        };
        let mut broken: Vec<(usize, String)> = targets
            .clone()
            .filter(|(name, lines)| {
                !off(lines, "test") || (**name == "lib" && !off(lines, "doctest"))
            })
            .map(|(name, _)| {
                (
                    1,
                    format!("`[{name}]` lacks `test = false` or `doctest = false`"),
                )
            })
            .collect();
        let has = |file: &str| root().join(f.folder()).join("src").join(file).exists();
        for (file, table) in [("lib.rs", "lib"), ("main.rs", "bin")] {
            if has(file) && !targets.clone().any(|(name, _)| *name == table) {
                broken.push((
                    1,
                    format!("`src/{file}` asks for a `[{table}]` table with `test = false`"),
                ));
            }
        }
        broken
    });
    each(
        |f| {
            is_rust(f)
                && folders
                    .iter()
                    .any(|folder| Path::new(&f.path).starts_with(folder))
        },
        |f| {
            lines_with(
                &f.text,
                &[concat!("#[cfg", "(test)]"), concat!("#[te", "st]")],
                "this test never runs: write a spec",
            )
        },
    );
}
