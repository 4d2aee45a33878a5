//! The documentation's examples whose printed tables say nothing about an engine.
//!
//! `set-aside.tsv` lists them: the example (its page and its number there), the kind of reason,
//! and the reason in a sentence. An example that agrees all the same is told, so that the list
//! does not outlive its reasons.

use std::fmt;

use crate::listed::Listed;

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
pub struct SetAside(Listed);

impl SetAside {
    /// The shipped list; the error names the first line that is none.
    pub fn read() -> Result<Self, String> {
        Listed::read(("set-aside.tsv", LIST), &KINDS, 3).map(Self)
    }

    /// Whether an example is listed; counts it when it is.
    pub fn count(&mut self, id: &str, agrees: bool) -> bool {
        let is_listed = self.0.holds(id);
        if is_listed {
            self.0.count(id);
            if agrees {
                self.0.note_agreeing(id);
            }
        }
        is_listed
    }

    /// Whether no listed example was counted.
    pub fn is_empty(&self) -> bool {
        self.0.total() == 0
    }
}

impl fmt::Display for SetAside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.0.total();
        writeln!(f, "{total} examples say nothing about an engine:")?;
        self.0.fmt(f)
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
