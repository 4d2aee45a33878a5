//! Thresholds over the events of a group, and the sets of counts that reach them.
//!
//! Only what stays true when more events come can be said by a window that slides: a count may have
//! to be large, never small.

use std::collections::BTreeMap;

use super::logic::Logic;

/// What is measured of the events of a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// How many events are so.
    Count(Logic),
    /// How many values a field has in the events that are so.
    Distinct(String, Logic),
    /// The points of all events: how many points an event is worth that is so. Classes may overlap.
    Score(Vec<(u64, Logic)>),
    /// `value_sum`, `value_avg` or `value_percentile` of a field, the last with its percentile.
    Number(&'static str, Option<String>, String, Logic),
}

/// When a group alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Need {
    And(Vec<Need>),
    Or(Vec<Need>),
    /// The measure is at least so large.
    Least(Measure, u64),
    /// A number compares so: `gt`, and the text of the limit.
    Compared(Measure, &'static str, String),
}

impl Need {
    /// Calls `f` with every measure.
    pub(super) fn each(&self, f: &mut impl FnMut(&Measure)) {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().for_each(|one| one.each(f)),
            Self::Least(measure, _) | Self::Compared(measure, _, _) => f(measure),
        }
    }
}

/// One part of what a group must reach.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Count(Logic, u64),
    Distinct(String, Logic, u64),
    Number(Measure, &'static str, String),
}

/// Ways to reach a threshold that a rule may become.
const MOST_WAYS: usize = 64;

/// The ways in which a need is met: one is enough, and all parts of it are needed.
///
/// # Errors
/// A sentence, where there are too many.
pub(super) fn ways(need: &Need) -> Result<Vec<Vec<Part>>, String> {
    let mut ways = expanded(need)?;
    for way in &mut ways {
        *way = tidy(std::mem::take(way));
    }
    // A way that asks for all that another one asks for, and more, adds nothing.
    let mut kept: Vec<Vec<Part>> = Vec::new();
    for (at, way) in ways.iter().enumerate() {
        let covered = ways.iter().enumerate().any(|(other_at, other)| {
            let smaller = other
                .iter()
                .all(|part| way.iter().any(|own| implies(own, part)));
            let same = way
                .iter()
                .all(|own| other.iter().any(|part| implies(part, own)));
            other_at != at && smaller && (!same || other_at < at)
        });
        if !covered {
            kept.push(way.clone());
        }
    }
    Ok(kept)
}

fn expanded(need: &Need) -> Result<Vec<Vec<Part>>, String> {
    let ways = match need {
        Need::Or(any) => {
            let mut all = Vec::new();
            for one in any {
                all.extend(expanded(one)?);
            }
            all
        }
        Need::And(parts) => {
            let mut all = vec![Vec::new()];
            for part in parts {
                let choices = expanded(part)?;
                let mut next = Vec::new();
                for way in &all {
                    for choice in &choices {
                        let mut way: Vec<Part> = way.clone();
                        way.extend(choice.iter().cloned());
                        next.push(way);
                    }
                }
                all = next;
                if all.len() > MOST_WAYS {
                    break;
                }
            }
            all
        }
        Need::Least(measure, least) => match measure {
            Measure::Count(of) => vec![vec![Part::Count(of.clone(), *least)]],
            Measure::Distinct(field, of) => {
                vec![vec![Part::Distinct(field.clone(), of.clone(), *least)]]
            }
            Measure::Score(classes) => scores(classes, *least)?,
            Measure::Number(..) => {
                vec![vec![Part::Number(
                    measure.clone(),
                    "gte",
                    least.to_string(),
                )]]
            }
        },
        Need::Compared(measure, how, limit) => {
            vec![vec![Part::Number(measure.clone(), how, limit.clone())]]
        }
    };
    if ways.len() > MOST_WAYS {
        let what = format!("its thresholds can be reached in more than {MOST_WAYS} ways");
        return Err(what);
    }
    Ok(ways)
}

/// The smallest counts of each class that together are worth so much.
fn scores(classes: &[(u64, Logic)], least: u64) -> Result<Vec<Vec<Part>>, String> {
    let mut merged: BTreeMap<u64, Vec<Logic>> = BTreeMap::new();
    for (points, of) in classes {
        if *points > 0 && !of.is_never() {
            merged.entry(*points).or_default().push(of.clone());
        }
    }
    let classes: Vec<(u64, Logic)> = merged
        .into_iter()
        .rev()
        .flat_map(|(points, all)| all.into_iter().map(move |of| (points, of)))
        .collect();
    let mut found = Vec::new();
    let mut counts = vec![0; classes.len()];
    let mut steps = 0_usize;
    search(&classes, least, 0, &mut counts, &mut found, &mut steps)
        .ok_or_else(|| format!("its points can add up to {least} in more than {MOST_WAYS} ways"))?;
    let way = |counts: &Vec<u64>| -> Vec<Part> {
        let used = counts.iter().zip(&classes).filter(|(count, _)| **count > 0);
        used.map(|(count, (_, of))| Part::Count(of.clone(), *count))
            .collect()
    };
    Ok(found.iter().map(way).collect())
}

fn search(
    classes: &[(u64, Logic)],
    missing: u64,
    at: usize,
    counts: &mut Vec<u64>,
    found: &mut Vec<Vec<u64>>,
    steps: &mut usize,
) -> Option<()> {
    *steps += 1;
    if *steps > 100_000 || found.len() > MOST_WAYS {
        return None;
    }
    if missing == 0 {
        found.push(counts.clone());
        return Some(());
    }
    let Some((points, _)) = classes.get(at) else {
        return Some(());
    };
    let enough = missing.div_ceil(*points);
    for count in (0..=enough).rev() {
        let reached = points.saturating_mul(count);
        // Taking one more of a class than is needed is no smallest way.
        counts[at] = count;
        search(
            classes,
            missing.saturating_sub(reached),
            at + 1,
            counts,
            found,
            steps,
        )?;
    }
    counts[at] = 0;
    Some(())
}

/// Without parts that others imply.
fn tidy(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::new();
    for part in parts {
        if kept.iter().any(|own| implies(own, &part)) {
            continue;
        }
        kept.retain(|own| !implies(&part, own));
        kept.push(part);
    }
    kept
}

/// Whether a group that has the first part has the second too, as far as can be told at a glance.
fn implies(first: &Part, second: &Part) -> bool {
    match (first, second) {
        (Part::Count(a, more), Part::Count(b, less)) => more >= less && narrower(a, b),
        (Part::Distinct(f, a, more), Part::Distinct(g, b, less)) => {
            f == g && more >= less && narrower(a, b)
        }
        // So many values take so many events.
        (Part::Distinct(_, a, more), Part::Count(b, less)) => more >= less && narrower(a, b),
        (first, second) => first == second,
    }
}

/// Whether every event that is so is of the other kind too.
fn narrower(a: &Logic, b: &Logic) -> bool {
    if a == b || b.is_always() {
        return true;
    }
    match (a, b) {
        (Logic::Or(any), b) => any.iter().all(|one| narrower(one, b)),
        (Logic::And(all), Logic::And(fewer)) => fewer.iter().all(|one| all.contains(one)),
        (Logic::And(all), b) => all.contains(b),
        (a, Logic::Or(any)) => any.contains(a),
        _ => false,
    }
}
