//! Whether a rule that can run can also fire: learns what its query does, and asks every check.

use std::sync::Arc;

use vigie_engine::bound::RelRef;
use vigie_engine::types::Type;
use vigie_logs::known::{self, Holds};
use vigie_syntax::Diagnostic;
use vigie_syntax::kql::ast::Query;

use super::checks::CHECKS;
use super::checks::def::Subject;
use super::flow;
use super::observed::Observed;
use super::values::Abstract;
use super::values::texts::{Case, Text};
use crate::rule::Rule;

/// All findings of the checks.
pub(super) fn findings(
    rule: &Rule,
    tree: &Query,
    rel: &RelRef,
    now: i64,
    observed: Option<&Arc<Observed>>,
) -> Vec<Diagnostic> {
    let facts = flow::facts(rel, &|_, _, _| None, false);
    let described = |table: &str, column: &str, ty: Type| match observed {
        Some(observed) => seen(observed, table, column, ty),
        None => description(table, column, ty),
    };
    let known = flow::facts(rel, &described, true);
    if facts.gave_up || known.gave_up {
        return Vec::new();
    }
    let subject = Subject {
        rule,
        tree,
        facts: &facts,
        known: &known,
        observed: observed.map(Arc::as_ref),
        now,
    };
    CHECKS
        .iter()
        .filter(|check| check.language.is_none_or(|l| l == rule.language))
        .flat_map(|check| (check.run)(&subject))
        .collect()
}

/// What the description of a table says of a column.
pub(crate) fn description(table: &str, column: &str, ty: Type) -> Option<Abstract> {
    if ty != Type::String {
        return None;
    }
    match known::column(table, column)?.holds {
        Holds::Nothing => Some(Abstract::texts(vec![Text::whole("")])),
        Holds::Words(words) => {
            let words = words.iter().map(|word| Text::whole(word));
            Some(Abstract::texts(words.chain([Text::whole("")]).collect()))
        }
        Holds::MixedCase => None,
        Holds::Capitals => {
            let capitals = Text {
                case: Some(Case::Upper),
                ..Text::default()
            };
            Some(Abstract::texts(vec![capitals]))
        }
    }
}

/// What the logs hold in a column.
fn seen(observed: &Observed, table: &str, column: &str, ty: Type) -> Option<Abstract> {
    if ty != Type::String {
        return None;
    }
    let values = observed.values(table, column)?;
    Some(Abstract::texts(
        values.iter().map(|value| Text::whole(value)).collect(),
    ))
}
