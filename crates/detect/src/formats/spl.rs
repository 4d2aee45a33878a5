//! Bare Splunk searches: a `.spl` file is one, and its name is the rule's.

use std::path::Path;
use std::sync::Arc;

use vigie_languages::Language;
use vigie_languages::spl::{Logs, lower};
use vigie_syntax::spl::macros::{Definition, Macros};
use vigie_syntax::yaml::{self, Node};

use super::{Format, Rules};
use crate::pack;
use crate::rule::Rule;

pub(super) const FORMAT: Format = Format {
    name: "SPL",
    extensions: &["spl"],
    read,
};

/// Folders above a rule in which macros are looked for.
const ABOVE: usize = 4;
/// Bytes of a file of macros.
const MAX_SIZE: u64 = 8 << 20;
/// Files of macros of a folder.
const MAX_FILES: usize = 4096;

fn read(path: &Path, text: &str) -> Option<Rules> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let search = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
    let rule = Rule::bare(path.to_owned(), stem, search);
    Some(vec![Ok(lowered(rule, macros(path)))])
}

/// What a search is read with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// Those of the pack and, over them, those that the user names.
    pub macros: Macros,
    pub logs: Logs,
}

impl Knowledge {
    /// Reads the search of a rule with this beside what its pack defines; other rules stay as they are.
    pub fn give(&self, rule: &mut Rule) {
        if rule.language != Language::Spl || *self == Self::default() {
            return;
        }
        let mut macros = rule.knowledge.macros.clone();
        macros.extend(&self.macros);
        read_with(
            rule,
            Self {
                macros,
                logs: self.logs.clone(),
            },
        );
    }
}

fn read_with(rule: &mut Rule, knowledge: Knowledge) {
    rule.lowered = Some(lower(&rule.query, &knowledge.macros, &knowledge.logs));
    rule.knowledge = Arc::new(knowledge);
}

/// A rule whose query is a search, with the tree it is lowered to.
pub(super) fn lowered(mut rule: Rule, macros: Macros) -> Rule {
    rule.language = Language::Spl;
    let logs = Logs::default();
    read_with(&mut rule, Knowledge { macros, logs });
    rule
}

/// Settings files of Splunk that define what searches name.
const SETTINGS: &[&str] = &["macros.conf", "eventtypes.conf", "tags.conf"];

/// The macros of the pack that a rule is in, and its event types and tags: `macros.conf`,
/// `eventtypes.conf` and `tags.conf`, also in `default/`, and `macros/*.yml` of the folders above it.
/// Those of a nearer folder win.
pub(super) fn macros(path: &Path) -> Macros {
    let mut macros = Macros::default();
    let folders = pack::above(path, ABOVE + 1);
    for folder in folders.iter().skip(1).rev() {
        for folder in [folder.join("default"), folder.clone()] {
            for name in SETTINGS {
                if let Some(text) = small(&folder.join(name)) {
                    macros.extend(&Macros::settings(name, &text));
                }
            }
        }
        let Ok(entries) = std::fs::read_dir(folder.join("macros")) else {
            continue;
        };
        let mut files: Vec<_> = entries
            .flatten()
            .map(|e| e.path())
            .take(MAX_FILES)
            .collect();
        files.sort();
        for file in files {
            let is_yaml = file.extension().is_some_and(|e| e == "yml" || e == "yaml");
            if let Some(text) = small(&file).filter(|_| is_yaml) {
                for document in yaml::parse(&text).unwrap_or_default() {
                    define(&document, &mut macros);
                }
            }
        }
    }
    macros
}

/// The macros of a file or of the files of a folder: `.conf`, `.yml`, `.yaml`.
///
/// # Errors
/// A sentence: what cannot be read.
pub fn macros_at(path: &Path) -> Result<Macros, String> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        let entries = std::fs::read_dir(path).map_err(|e| e.to_string())?;
        files = entries
            .flatten()
            .map(|e| e.path())
            .take(MAX_FILES)
            .collect();
        files.sort();
    }
    let mut macros = Macros::default();
    for file in files {
        let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase());
        let is_one = path.is_file();
        match ending.as_deref() {
            Some("conf") => {
                let text = small(&file).ok_or("it cannot be read")?;
                let name = file.file_name().map(|n| n.to_string_lossy().to_lowercase());
                macros.extend(&Macros::settings(&name.unwrap_or_default(), &text));
            }
            Some("yml" | "yaml") => {
                let text = small(&file).ok_or("it cannot be read")?;
                for document in yaml::parse(&text).unwrap_or_default() {
                    define(&document, &mut macros);
                }
            }
            _ if is_one => return Err("macros stand in `.conf` and `.yml` files".to_owned()),
            _ => {}
        }
    }
    Ok(macros)
}

/// `name`, `definition` and `arguments` of a macro as contentctl has it.
fn define(document: &Node, macros: &mut Macros) {
    let text = |key: &str| document.get(key).and_then(Node::text);
    if let (Some(name), Some(definition)) = (text("name"), text("definition")) {
        let arguments = document.get("arguments").map_or(&[][..], Node::items);
        let parameters = arguments.iter().filter_map(Node::text).map(str::to_owned);
        let definition = Definition {
            parameters: parameters.collect(),
            text: definition.trim().to_owned(),
        };
        // The name may say how many arguments there are.
        macros.define(name.split('(').next().unwrap_or(name), definition);
    }
}

fn small(path: &Path) -> Option<String> {
    let size = std::fs::metadata(path).ok()?.len();
    (size <= MAX_SIZE)
        .then(|| std::fs::read_to_string(path).ok())
        .flatten()
}
