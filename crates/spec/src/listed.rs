//! Lists of cases that do not count, each with the kind of its reason: a file of tabs that is
//! shipped. A case that counts all the same is told, so that no list outlives its reasons.

use std::collections::BTreeMap;
use std::fmt;

/// A list, and what was counted of it.
#[derive(Debug)]
pub(crate) struct Listed {
    /// The kinds of reasons, and what each says.
    says: &'static [(&'static str, &'static str)],
    kinds: BTreeMap<&'static str, &'static str>,
    counts: BTreeMap<&'static str, usize>,
    agreeing: Vec<String>,
}

impl Listed {
    /// The entries of a file: an id, a kind, and so many cells in all, none of them empty. The error
    /// names the first line that is none.
    pub(crate) fn read(
        (file, text): (&str, &'static str),
        says: &'static [(&'static str, &'static str)],
        cells: usize,
    ) -> Result<Self, String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let entries = lines.map(|line| {
            let own: Vec<&str> = line.split('\t').collect();
            match own.as_slice() {
                [id, kind, ..]
                    if own.len() == cells
                        && own.iter().all(|cell| !cell.is_empty())
                        && says.iter().any(|(known, _)| known == kind) =>
                {
                    Ok((*id, *kind))
                }
                _ => Err(format!("{file}: this is no entry: {line}")),
            }
        });
        Ok(Self {
            says,
            kinds: entries.collect::<Result<_, String>>()?,
            counts: BTreeMap::new(),
            agreeing: Vec::new(),
        })
    }

    /// Whether a case is listed.
    pub(crate) fn holds(&self, id: &str) -> bool {
        self.kinds.contains_key(id)
    }

    /// Counts a case that is listed.
    pub(crate) fn count(&mut self, id: &str) {
        if let Some(kind) = self.kinds.get(id) {
            *self.counts.entry(kind).or_default() += 1;
        }
    }

    /// Notes a case that is listed and agrees all the same.
    pub(crate) fn note_agreeing(&mut self, id: &str) {
        self.agreeing.push(id.to_owned());
    }

    /// How many cases were counted.
    pub(crate) fn total(&self) -> usize {
        self.counts.values().sum()
    }
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, says) in self.says {
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
