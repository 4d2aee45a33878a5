//! What the package of a rule says to people and a Sigma rule repeats: false positives, references.

use std::fs;

use crate::rule::Rule;

/// From the `README.md` of the nearest folder above the rule that has these sections.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) falsepositives: Vec<String>,
    pub(super) references: Vec<String>,
}

/// Bytes of a page that are read.
const MOST_BYTES: u64 = 1 << 20;

impl Package {
    pub(super) fn of(rule: &Rule) -> Self {
        let pages = rule.path.ancestors().skip(1).take(3);
        for page in pages.map(|folder| folder.join("README.md")) {
            let small = fs::metadata(&page).is_ok_and(|m| m.is_file() && m.len() <= MOST_BYTES);
            let Some(text) = small.then(|| fs::read_to_string(&page).ok()).flatten() else {
                continue;
            };
            let found = Self {
                falsepositives: items(&text, "false positives"),
                references: links(&text, "references"),
            };
            if !found.falsepositives.is_empty() || !found.references.is_empty() {
                return found;
            }
        }
        Self::default()
    }
}

/// The lines of a section.
fn section<'t>(text: &'t str, title: &str) -> Vec<&'t str> {
    let is_title = |line: &&str| {
        line.starts_with('#')
            && line
                .trim_start_matches('#')
                .trim()
                .eq_ignore_ascii_case(title)
    };
    let mut lines = text.lines().skip_while(|line| !is_title(line));
    let Some(_) = lines.next() else {
        return Vec::new();
    };
    lines.take_while(|line| !line.starts_with('#')).collect()
}

/// The items of its list, or the first cells of its table.
fn items(text: &str, title: &str) -> Vec<String> {
    let lines = section(text, title);
    let table = lines
        .iter()
        .filter_map(|l| l.trim().strip_prefix('|'))
        .skip(2);
    let cells = table.filter_map(|row| row.split('|').next());
    let list = lines
        .iter()
        .filter_map(|l| l.strip_prefix("- ").or_else(|| l.strip_prefix("* ")));
    cells
        .chain(list)
        .map(|item| capital(item.trim()))
        .filter(|item| item.len() > 1)
        .collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + chars.as_str()
}

/// The addresses that it links to.
fn links(text: &str, title: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in section(text, title) {
        for (_, rest) in line
            .match_indices("](")
            .map(|(at, _)| line.split_at(at + 2))
        {
            if let Some((link, _)) = rest.split_once(')')
                && link.starts_with("https://")
                && !found.iter().any(|own| own == link)
            {
                found.push(link.to_owned());
            }
        }
    }
    found
}
