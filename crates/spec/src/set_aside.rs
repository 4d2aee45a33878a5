//! The documentation's examples whose printed tables say nothing about an engine.
//!
//! `set-aside.tsv` lists them: the example (its page and its number there), the kind of reason,
//! and the reason in a sentence. An example that agrees all the same is told, so that the list
//! does not outlive its reasons.

use std::collections::BTreeMap;
use std::fmt;

const LIST: &str = include_str!("../set-aside.tsv");

/// The kinds of reasons, and what each says.
const KINDS: [(&str, &str); 5] = [
    ("misprinted", "the table is not what the query answers"),
    (
        "random",
        "the answer is another each time, or one of several right ones",
    ),
    (
        "data",
        "the page does not have the table or graph that is queried",
    ),
    (
        "remote",
        "the answer comes from a service or an address of the network",
    ),
    ("no-query", "it is a management command or no query at all"),
];

/// The list, and what was counted of it.
#[derive(Debug)]
pub struct SetAside {
    kinds: BTreeMap<&'static str, &'static str>,
    counts: BTreeMap<&'static str, usize>,
    agreeing: Vec<String>,
}

impl SetAside {
    /// The shipped list; the error names the first line that is none.
    pub fn read() -> Result<Self, String> {
        let lines = LIST.lines().filter(|line| !line.starts_with('#'));
        let entries = lines.map(|line| {
            let mut cells = line.split('\t');
            let entry = (cells.next(), cells.next(), cells.next(), cells.next());
            match entry {
                (Some(id), Some(kind), Some(reason), None)
                    if KINDS.iter().any(|(known, _)| *known == kind) && !reason.is_empty() =>
                {
                    Ok((id, kind))
                }
                _ => Err(format!("set-aside.tsv: this is no entry: {line}")),
            }
        });
        Ok(Self {
            kinds: entries.collect::<Result<_, String>>()?,
            counts: BTreeMap::new(),
            agreeing: Vec::new(),
        })
    }

    /// Whether an example is listed; counts it when it is.
    pub fn count(&mut self, id: &str, agrees: bool) -> bool {
        let Some(kind) = self.kinds.get(id) else {
            return false;
        };
        *self.counts.entry(kind).or_default() += 1;
        if agrees {
            self.agreeing.push(id.to_owned());
        }
        true
    }

    /// Whether no listed example was counted.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

impl fmt::Display for SetAside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total: usize = self.counts.values().sum();
        writeln!(f, "{total} examples say nothing about an engine:")?;
        for (kind, says) in KINDS {
            if let Some(count) = self.counts.get(kind) {
                writeln!(f, "  {count:3} {kind}: {says}")?;
            }
        }
        for id in &self.agreeing {
            writeln!(f, "  {id} is listed, and agrees")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::SetAside;

    #[test]
    fn the_list_can_be_read() {
        assert!(SetAside::read().is_ok());
    }
}
