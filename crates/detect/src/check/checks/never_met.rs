//! `never-met`: a correlation that no events meet.

use vigie_languages::Language;
use vigie_languages::sigma::Correlated;
use vigie_languages::sigma::correlation::{Correlation, CorrelationType, Logic, Requirement};
use vigie_syntax::{Diagnostic, Severity, Span};

use super::def::{Check, Subject};
use super::sigma;

pub(super) const CHECK: Check = Check {
    name: "never-met",
    severity: Severity::Warning,
    summary: "No events can meet the condition of a Sigma correlation.",
    language: Some(Language::Sigma),
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(correlated) = sigma::correlation(subject) else {
        return Vec::new();
    };
    let correlation = &correlated.correlation;
    let found = match &correlation.condition {
        Requirement::All => None,
        Requirement::Rules(logic) => {
            let rules = correlation.rules.first();
            let place = rules.map_or(subject.last_line(), |(_, span)| *span);
            let said = "the condition wants a rule to be met and not to be met";
            contradicts(logic).then(|| (place, said.to_owned()))
        }
        Requirement::Measure {
            predicates,
            fields,
            span,
            ..
        } => measure(correlation, predicates, fields)
            .or_else(|| few_words(correlated, predicates, fields))
            .map(|said| (*span, said)),
    };
    let found = found.filter(|(span, _): &(Span, String)| subject.is_place(*span));
    let found = found.map(|(span, message)| CHECK.finding(span, message));
    found.into_iter().collect()
}

/// Why too few values can be counted: each rule of the correlation has one of a few words there.
fn few_words(
    correlated: &Correlated,
    predicates: &[(&'static str, f64)],
    fields: &[(String, Span)],
) -> Option<String> {
    let [(name, place)] = fields else {
        return None;
    };
    if correlated.correlation.kind != CorrelationType::ValueCount {
        return None;
    }
    let counted = correlated.fields.iter().filter(|(f, _)| f.span == *place);
    let words = counted.map(|(field, log)| Some(log.words(&field.name)?.len()));
    let most: usize = words.sum::<Option<usize>>()?;
    (most > 0 && least(predicates)? > most as f64)
        .then(|| format!("`{name}` has {most} values at most"))
}

/// Why no measure fits, as a sentence.
fn measure(
    correlation: &Correlation,
    predicates: &[(&'static str, f64)],
    fields: &[(String, Span)],
) -> Option<String> {
    use CorrelationType as T;
    let kind = correlation.kind;
    let whole = matches!(
        kind,
        T::EventCount | T::ValueCount | T::Temporal | T::TemporalOrdered
    );
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    if whole {
        // A window ends at an event: there is one at least.
        low = if kind == T::ValueCount { 0.0 } else { 1.0 };
    }
    if matches!(kind, T::Temporal | T::TemporalOrdered) {
        high = correlation.rules.len() as f64;
    }
    let grouped = |(name, _): &(String, Span)| {
        let aliased = correlation.aliases.iter().any(|(alias, _)| alias == name);
        !aliased && correlation.group_by.iter().any(|(group, _)| group == name)
    };
    let alone = kind == T::ValueCount && !fields.is_empty() && fields.iter().all(grouped);
    if alone {
        high = 1.0;
    }
    let (own_low, own_high) = (low, high);
    for (word, number) in predicates {
        match *word {
            "gte" => low = low.max(*number),
            "gt" => {
                let next = if whole { number.floor() + 1.0 } else { *number };
                low = low.max(next);
            }
            "lte" => high = high.min(*number),
            "lt" => {
                let last = if whole { number.ceil() - 1.0 } else { *number };
                high = high.min(last);
            }
            "eq" => {
                low = low.max(*number);
                high = high.min(*number);
                if whole && number.fract() != 0.0 {
                    return Some(format!("a count is never {number}"));
                }
            }
            _ => {}
        }
    }
    if whole {
        (low, high) = (low.ceil(), high.floor());
    }
    let strict = !whole
        && low == high
        && predicates
            .iter()
            .any(|(word, n)| matches!(*word, "gt" | "lt") && *n == low);
    if low <= high && !strict {
        return None;
    }
    Some(if low > own_high && alone {
        let names: Vec<String> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
        format!("{} has one value in each group", names.join(" with "))
    } else if low > own_high {
        format!("there are {own_high} rules, and the condition wants more")
    } else if high < own_low {
        "a group has one event at least".to_owned()
    } else {
        "no number meets all comparisons of the condition".to_owned()
    })
}

/// The least number that the comparisons admit.
fn least(predicates: &[(&'static str, f64)]) -> Option<f64> {
    let low = predicates.iter().filter_map(|(word, number)| match *word {
        "gte" | "eq" => Some(*number),
        "gt" => Some(number.floor() + 1.0),
        _ => None,
    });
    low.reduce(f64::max)
}

/// Whether rules put together can never hold: every way to meet them wants a rule to be met that it
/// also wants not to be met.
fn contradicts(logic: &Logic) -> bool {
    let mut rules = Vec::new();
    collect(logic, &mut rules);
    rules.sort_unstable();
    rules.dedup();
    // A truth table of more rules would be too large; a condition has two or three.
    rules.len() <= 12
        && (0..1_u32 << rules.len()).all(|met| {
            let is_met = |rule: usize| {
                let at = rules.binary_search(&rule);
                at.is_ok_and(|at| met & (1 << at) != 0)
            };
            !holds(logic, &is_met)
        })
}

fn collect(logic: &Logic, rules: &mut Vec<usize>) {
    match logic {
        Logic::And(all) | Logic::Or(all) => all.iter().for_each(|one| collect(one, rules)),
        Logic::Not(one) => collect(one, rules),
        Logic::Rule(at) => rules.push(*at),
    }
}

fn holds(logic: &Logic, is_met: &dyn Fn(usize) -> bool) -> bool {
    match logic {
        Logic::And(all) => all.iter().all(|one| holds(one, is_met)),
        Logic::Or(any) => any.iter().any(|one| holds(one, is_met)),
        Logic::Not(one) => !holds(one, is_met),
        Logic::Rule(at) => is_met(*at),
    }
}
