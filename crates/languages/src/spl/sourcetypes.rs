//! Which logs the terms of a base search choose by their sourcetypes.
//!
//! Terms that stand beside each other hold together: an event has one sourcetype, so two that
//! contradict each other choose nothing. Terms with OR between them choose what either does.

use vigie_syntax::glob::glob;
use vigie_syntax::spl::ast::{CompareOp, Term, TermKind};

use super::profiles::{Profile, profiles};

/// Alternatives that are looked at; with more of them, those behind are no choice of logs.
const MOST: usize = 1024;

/// What a search says of the sourcetypes of its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Each is a list of texts, with `*` in them, all of which the sourcetype has to be. Without
    /// any, no event can be meant.
    alternatives: Vec<Vec<String>>,
}

impl Wanted {
    /// What a predicate says; `None` where it holds for events of any sourcetype.
    pub fn of(term: &Term) -> Option<Self> {
        match &term.kind {
            TermKind::Compare {
                field,
                op: CompareOp::Equal,
                value,
            } if field.text == "sourcetype" => Some(Self::either([value.text.as_str()])),
            TermKind::In { field, values } if field.text == "sourcetype" => {
                Some(Self::either(values.iter().map(|v| v.text.as_str())))
            }
            TermKind::And(parts) => {
                let parts = parts.iter().filter_map(Self::of);
                parts.reduce(|left, right| left.and(&right))
            }
            TermKind::Or(parts) => {
                let parts: Option<Vec<Self>> = parts.iter().map(Self::of).collect();
                let alternatives = parts?.into_iter().flat_map(|p| p.alternatives);
                Some(Self {
                    alternatives: alternatives.collect(),
                })
            }
            _ => None,
        }
    }

    fn either<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self {
            alternatives: texts.into_iter().map(|t| vec![t.to_owned()]).collect(),
        }
    }

    /// What both say, without the alternatives that contradict each other.
    fn and(&self, other: &Self) -> Self {
        let mut alternatives = Vec::new();
        for left in &self.alternatives {
            let both = other.alternatives.iter().filter_map(|r| together(left, r));
            for both in both {
                if alternatives.len() < MOST && !alternatives.contains(&both) {
                    alternatives.push(both);
                }
            }
        }
        Self { alternatives }
    }

    /// Each a list of texts, with `*` in them, all of which a sourcetype has to be.
    pub fn alternatives(&self) -> impl Iterator<Item = &[String]> {
        self.alternatives.iter().map(Vec::as_slice)
    }

    /// Whether no event can have such a sourcetype.
    pub fn is_contradictory(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// The profiles that are meant, each once.
    pub fn profiles(&self) -> Vec<&'static Profile> {
        let is_meant = |profile: &&Profile| self.alternatives().any(|texts| is_of(profile, texts));
        profiles().iter().filter(is_meant).collect()
    }

    /// Whether there is a profile for every sourcetype that may be meant.
    pub fn is_known(&self) -> bool {
        self.alternatives()
            .all(|texts| profiles().iter().any(|profile| is_of(profile, texts)))
    }
}

fn is_of(profile: &Profile, texts: &[String]) -> bool {
    profile.sourcetypes.iter().any(|own| are_meant(own, texts))
}

/// Two lists of texts that one sourcetype is to be; `None` where it cannot. Of two texts of which
/// one says more, it is enough.
fn together(left: &[String], right: &[String]) -> Option<Vec<String>> {
    let mut all: Vec<String> = left.to_vec();
    for text in right {
        let lower = text.to_lowercase();
        if all.iter().any(|known| glob(&lower, &known.to_lowercase())) {
            continue;
        }
        all.retain(|known| !glob(&known.to_lowercase(), &lower));
        let apart = |known: &String| !known.contains('*') || !text.contains('*');
        if all.iter().any(apart) {
            return None;
        }
        all.push(text.clone());
    }
    Some(all)
}

/// Whether a sourcetype of a log may be meant by a text; either may have `*` in it.
pub fn is_meant(own: &str, text: &str) -> bool {
    let (own, text) = (own.to_lowercase(), text.to_lowercase());
    glob(&own, &text) || glob(&text, &own)
}

/// Whether it may be meant by all of these texts.
pub(super) fn are_meant(own: &str, texts: &[String]) -> bool {
    texts.iter().all(|text| is_meant(own, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(term: &str) -> Option<Vec<String>> {
        let term = vigie_syntax::spl::parse_term(term).expect("it is a term");
        Wanted::of(&term).map(|w| w.alternatives().map(|texts| texts.join("&")).collect())
    }

    fn some(texts: &[&str]) -> Option<Vec<String>> {
        Some(texts.iter().map(|t| (*t).to_owned()).collect())
    }

    #[test]
    fn terms_beside_each_other_hold_together() {
        assert_eq!(wanted("sourcetype=a sourcetype=b"), some(&[]));
        assert_eq!(wanted("sourcetype=a x=1 sourcetype=A"), some(&["a"]));
        assert_eq!(wanted("sourcetype=a* sourcetype=ab"), some(&["ab"]));
        assert_eq!(wanted("sourcetype=ab sourcetype=a*"), some(&["ab"]));
        assert_eq!(wanted("sourcetype=a* sourcetype=*b"), some(&["a*&*b"]));
        assert_eq!(
            wanted("sourcetype IN (a, b) sourcetype IN (b, c)"),
            some(&["b"])
        );
    }

    #[test]
    fn with_or_either_may_be_meant() {
        assert_eq!(wanted("sourcetype=a OR sourcetype=b"), some(&["a", "b"]));
        assert_eq!(wanted("sourcetype=a OR x=1"), None);
        assert_eq!(
            wanted("(sourcetype=a x=1) OR (sourcetype=b y=2)"),
            some(&["a", "b"])
        );
        assert_eq!(
            wanted("sourcetype=a (sourcetype=b OR sourcetype=a)"),
            some(&["a"])
        );
    }

    #[test]
    fn a_negated_sourcetype_chooses_nothing() {
        assert_eq!(wanted("NOT sourcetype=a"), None);
        assert_eq!(wanted("sourcetype!=a"), None);
        assert_eq!(wanted("sourcetype=a NOT sourcetype=b"), some(&["a"]));
    }
}
