//! KQL to Sigma: filters become base rules, thresholds become correlations.
//!
//! A query is bound first, so that its `let`s, functions and types are known. [`meaning`] tells what
//! it asks of an event and of a group of events, [`needs`] in which ways its thresholds are reached:
//! one correlation for each. What a window that slides cannot tell refuses the rule.

mod asking;
mod detection;
mod documents;
mod logic;
mod meaning;
mod needs;
mod package;
mod rows;
mod uuid;
mod values;
mod yaml;

use vigie_engine::Engine;
use vigie_syntax::Diagnostic;

use self::documents::Documents;
use super::{Converted, refused};
use crate::check::{analysis, flow};
use crate::rule::{Rule, Trigger};

/// A rule in KQL as a Sigma file: its correlations first, then the rules that they rest on.
///
/// # Errors
/// What of the query keeps it from running, or what Sigma cannot say.
pub fn convert(rule: &Rule, engine: &Engine) -> Result<Converted, Vec<Diagnostic>> {
    let (bound, diagnostics) = engine.check(rule.parsed());
    let Some(bound) = bound else {
        return Err(diagnostics
            .into_iter()
            .filter(Diagnostic::is_error)
            .collect());
    };
    let span = bound.rel.span;
    if !bound.more.is_empty() {
        let what = "it has several results, and a Sigma rule has one";
        return Err(vec![*refused(span, what).0]);
    }
    let now = engine.options().now;
    let facts = flow::facts(&bound.rel, &analysis::description, true);
    let meaning = meaning::meaning(&bound.rel, &facts, now).map_err(|why| vec![*why.0])?;
    let grouped = meaning.rows.groups.is_some();
    if rule.trigger != Trigger::ANY && (grouped || !documents::can_count(rule.trigger)) {
        let what = format!(
            "it alerts on {} {} rows, and Sigma alerts on each group",
            rule.trigger.operator.words(),
            rule.trigger.threshold
        );
        return Err(vec![*refused(span, what).0]);
    }
    if meaning.rows.condition().is_never() {
        return Err(vec![*refused(span, "no event meets its conditions").0]);
    }
    Documents::new(rule, meaning)
        .write()
        .map_err(|what| vec![*refused(span, what).0])
}
