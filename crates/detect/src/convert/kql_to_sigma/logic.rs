//! What a rule asks of one event, as Sigma can write it: questions about fields put together by and,
//! or, not, and kept small.

/// A condition on one event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Logic {
    /// True of every event when there is none.
    And(Vec<Logic>),
    /// True of no event when there is none.
    Or(Vec<Logic>),
    /// Of a question alone: negations are moved inwards.
    Not(Ask),
    Ask(Ask),
}

/// A question about one field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ask {
    pub(super) field: String,
    /// As a rule writes them behind the field: `contains`, `cased`.
    pub(super) modifiers: Vec<&'static str>,
    /// Any of these.
    pub(super) values: Vec<Scalar>,
    /// What the author looks for, in plain words.
    pub(super) label: String,
}

/// A value as a rule writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scalar {
    /// Wildcards that are meant literally are escaped.
    Text(String),
    Number(String),
    Bool(bool),
    Null,
}

/// Parts that a condition may have.
const MOST_PARTS: usize = 2_000;

impl Logic {
    pub(super) fn always() -> Self {
        Self::And(Vec::new())
    }

    pub(super) fn never() -> Self {
        Self::Or(Vec::new())
    }

    pub(super) fn is_always(&self) -> bool {
        matches!(self, Self::And(all) if all.is_empty())
    }

    pub(super) fn is_never(&self) -> bool {
        matches!(self, Self::Or(any) if any.is_empty())
    }

    /// How many questions it asks.
    fn size(&self) -> usize {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().map(Self::size).sum(),
            Self::Not(_) | Self::Ask(_) => 1,
        }
    }

    /// Whether it is small enough to be worked on.
    pub(super) fn is_bounded(&self) -> bool {
        self.size() <= MOST_PARTS
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::And(parts) => any(parts.into_iter().map(Self::not)),
            Self::Or(parts) => all(parts.into_iter().map(Self::not)),
            Self::Not(ask) => Self::Ask(ask),
            Self::Ask(ask) => Self::Not(ask),
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        all([self, other])
    }

    pub(super) fn or(self, other: Self) -> Self {
        any([self, other])
    }

    /// Calls `f` with every question.
    pub(super) fn each(&self, f: &mut impl FnMut(&Ask)) {
        match self {
            Self::And(all) | Self::Or(all) => {
                for one in all {
                    one.each(f);
                }
            }
            Self::Not(ask) | Self::Ask(ask) => f(ask),
        }
    }
}

/// All of several.
pub(super) fn all(parts: impl IntoIterator<Item = Logic>) -> Logic {
    joined(parts, true)
}

/// Any of several.
pub(super) fn any(parts: impl IntoIterator<Item = Logic>) -> Logic {
    joined(parts, false)
}

/// Puts parts together: nested parts of the same kind become one level, what is said twice is said
/// once, a part and its opposite decide the whole, and a part that another one implies goes.
fn joined(parts: impl IntoIterator<Item = Logic>, and: bool) -> Logic {
    let mut flat: Vec<Logic> = Vec::new();
    for part in parts {
        match part {
            Logic::And(inner) if and => flat.extend(inner),
            Logic::Or(inner) if !and => flat.extend(inner),
            other => flat.push(other),
        }
    }
    let wrap = |parts| {
        if and {
            Logic::And(parts)
        } else {
            Logic::Or(parts)
        }
    };
    let opposite = |parts| {
        if and {
            Logic::Or(parts)
        } else {
            Logic::And(parts)
        }
    };
    let mut kept: Vec<Logic> = Vec::new();
    for part in flat {
        if part == opposite(Vec::new()) {
            return part;
        }
        if !kept.contains(&part) {
            kept.push(part);
        }
    }
    if kept.len() > MOST_PARTS {
        return wrap(kept);
    }
    if kept
        .iter()
        .any(|part| is_leaf(part) && kept.contains(&part.clone().not()))
    {
        return opposite(Vec::new());
    }
    // Within an `and`, an `or` that has one of the other parts holds anyway, and what the other
    // parts rule out is no choice of it; within an `or` it is the other way round.
    let leaves: Vec<Logic> = kept.iter().filter(|p| is_leaf(p)).cloned().collect();
    let mut simpler: Vec<Logic> = Vec::new();
    let mut changed = false;
    for part in kept {
        let ((Logic::Or(inner), true) | (Logic::And(inner), false)) = (&part, and) else {
            simpler.push(part);
            continue;
        };
        if inner.iter().any(|one| leaves.contains(one)) {
            changed = true;
            continue;
        }
        let left: Vec<Logic> = inner
            .iter()
            .filter(|one| !(is_leaf(one) && leaves.contains(&(*one).clone().not())))
            .cloned()
            .collect();
        if left.len() == inner.len() {
            simpler.push(part);
        } else {
            changed = true;
            simpler.push(joined(left, !and));
        }
    }
    if changed {
        return joined(simpler, and);
    }
    if simpler.len() == 1 {
        simpler.swap_remove(0)
    } else {
        wrap(simpler)
    }
}

fn is_leaf(logic: &Logic) -> bool {
    matches!(logic, Logic::Ask(_) | Logic::Not(_))
}

/// Makes one question of several that differ only in their values: of those that are asked within an
/// `or`, and of those that are negated within an `and`.
pub(super) fn listed(logic: &Logic) -> Logic {
    let (parts, and) = match logic {
        Logic::And(parts) => (parts, true),
        Logic::Or(parts) => (parts, false),
        leaf => return leaf.clone(),
    };
    let mut merged: Vec<Logic> = Vec::new();
    for part in parts {
        let part = listed(part);
        let same = merged.iter_mut().find_map(|own| match (own, &part, and) {
            (Logic::Ask(own), Logic::Ask(ask), false)
            | (Logic::Not(own), Logic::Not(ask), true)
                if can_join(own, ask) =>
            {
                Some((own, ask))
            }
            _ => None,
        });
        match same {
            Some((own, ask)) => {
                for value in &ask.values {
                    if !own.values.contains(value) {
                        own.values.push(value.clone());
                    }
                }
            }
            None => merged.push(part),
        }
    }
    match merged.len() {
        1 => merged.swap_remove(0),
        _ if and => Logic::And(merged),
        _ => Logic::Or(merged),
    }
}

fn can_join(own: &Ask, ask: &Ask) -> bool {
    own.field == ask.field
        && own.modifiers == ask.modifiers
        && can_be_listed(own)
        && can_be_listed(ask)
}

/// Null stands alone, and so do fields: the specification has no lists of them.
fn can_be_listed(ask: &Ask) -> bool {
    !ask.values.contains(&Scalar::Null)
        && !["exists", "fieldref"]
            .iter()
            .any(|word| ask.modifiers.contains(word))
}
