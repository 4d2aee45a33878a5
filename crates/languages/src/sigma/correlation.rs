//! Correlations: events of several rules, or many of one, within a time span.
//!
//! Source: the "Sigma Correlation Rules Specification", version 2.1. A time span slides: it ends at
//! each event. An event without a field that is grouped by is in the group of those without it.

use vigie_syntax::yaml::{Node, Yaml};
use vigie_syntax::{Diagnostic, Span};

use super::expression::{self, Count, Expression, Pattern};
use super::places::Places;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrelationType {
    EventCount,
    ValueCount,
    Temporal,
    TemporalOrdered,
    ValueSum,
    ValueAvg,
    ValuePercentile,
    /// Of pySigma; the specification has it as a percentile.
    ValueMedian,
}

/// Spelling and type.
const TYPES: [(&str, CorrelationType); 8] = [
    ("event_count", CorrelationType::EventCount),
    ("value_count", CorrelationType::ValueCount),
    ("temporal", CorrelationType::Temporal),
    ("temporal_ordered", CorrelationType::TemporalOrdered),
    ("value_sum", CorrelationType::ValueSum),
    ("value_avg", CorrelationType::ValueAvg),
    ("value_percentile", CorrelationType::ValuePercentile),
    ("value_median", CorrelationType::ValueMedian),
];

impl CorrelationType {
    /// The type of a name.
    pub fn named(name: &str) -> Option<Self> {
        TYPES.iter().find(|(own, _)| *own == name).map(|(_, t)| *t)
    }

    /// As a rule writes it.
    pub fn as_str(self) -> &'static str {
        let found = TYPES.iter().find(|(_, own)| *own == self);
        found.map_or("", |(name, _)| name)
    }
}

/// A correlation that was read; the rules that it names are not looked up yet.
#[derive(Debug, Clone)]
pub struct Correlation {
    pub kind: CorrelationType,
    /// The rules, by id, name or title.
    pub rules: Vec<(String, Span)>,
    pub group_by: Vec<(String, Span)>,
    /// 100 ns ticks.
    pub timespan: i64,
    pub condition: Requirement,
    /// Name of the alias, and for each rule the field.
    pub aliases: Vec<(String, Vec<(String, String)>)>,
    /// The rules alert by themselves too.
    pub generate: bool,
}

/// When a correlation is met.
#[derive(Debug, Clone)]
pub enum Requirement {
    /// The measure compares so with each of these.
    Measure {
        /// `gte` and a number.
        predicates: Vec<(&'static str, f64)>,
        /// What is counted or added up.
        fields: Vec<(String, Span)>,
        /// Of a percentile, 0 to 100.
        percentile: f64,
        /// The place of the condition.
        span: Span,
    },
    /// All rules; of a temporal correlation without a condition.
    All,
    /// Rules put together by and, or, not: places in the list of rules.
    Rules(Logic),
}

/// Which rules must have events in the time span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Logic {
    And(Vec<Logic>),
    Or(Vec<Logic>),
    Not(Box<Logic>),
    Rule(usize),
}

const OPERATORS: [&str; 6] = ["lt", "lte", "gt", "gte", "eq", "neq"];
/// Letter and 100 ns ticks. Months and years are of mean length.
const UNITS: [(char, i64); 7] = [
    ('s', SECOND),
    ('m', 60 * SECOND),
    ('h', 3_600 * SECOND),
    ('d', 86_400 * SECOND),
    ('w', 7 * 86_400 * SECOND),
    ('M', 2_629_746 * SECOND),
    ('y', 31_556_952 * SECOND),
];
const SECOND: i64 = 10_000_000;

/// The length of a time span, as `15m`.
fn ticks(text: &str) -> Option<i64> {
    let unit = text.chars().next_back()?;
    let count: u32 = text.strip_suffix(unit)?.parse().ok()?;
    let (_, ticks) = UNITS.iter().find(|(letter, _)| *letter == unit)?;
    ticks.checked_mul(i64::from(count))
}

/// Reads the `correlation` of a document.
pub(crate) fn read(
    document: &Node,
    places: &Places<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Correlation> {
    let node = document.get("correlation")?;
    let place = places.key("correlation", node);
    let mut fail = |span: Span, code: &'static str, what: String| {
        diagnostics.push(Diagnostic::error(code, span, what));
        None::<()>
    };
    let listed = |key: &str| -> Vec<(String, Span)> {
        let items = node.get(key).map_or(&[][..], Node::items);
        let texts = items.iter().filter_map(|item| Some((item.text()?, item)));
        texts
            .map(|(text, item)| (text.trim().to_owned(), places.value(item)))
            .collect()
    };
    let kind = node.get("type");
    let Some(kind) = kind.and_then(|k| CorrelationType::named(k.text()?.trim())) else {
        let span = kind.map_or(place, |k| places.value(k));
        let what = match kind.and_then(Node::text) {
            Some(text) => format!("there is no correlation `{text}`"),
            None => "a correlation requires a `type`".to_owned(),
        };
        fail(span, "unknown-correlation", what);
        return None;
    };
    let rules = listed("rules");
    if rules.is_empty() {
        fail(
            place,
            "missing-rules",
            "a correlation requires `rules`".to_owned(),
        );
        return None;
    }
    let timespan = node.get("timespan").or_else(|| node.get("timeframe"));
    let length = timespan.and_then(|t| ticks(t.text()?.trim()));
    let Some(length) = length else {
        let span = timespan.map_or(place, |t| places.value(t));
        let what = match timespan.and_then(Node::text) {
            Some(text) => format!("`{text}` is no time span"),
            None => "a correlation requires a `timespan`".to_owned(),
        };
        fail(span, "invalid-timespan", what);
        return None;
    };
    let temporal = matches!(
        kind,
        CorrelationType::Temporal | CorrelationType::TemporalOrdered
    );
    let condition = match node.get("condition") {
        None if temporal => Requirement::All,
        None => {
            fail(
                place,
                "missing-condition",
                "this correlation requires a `condition`".to_owned(),
            );
            return None;
        }
        Some(condition) => {
            let span = places.key("condition", condition);
            match requirement(condition, kind, &rules, span, places) {
                Ok(requirement) => requirement,
                Err((code, what)) => {
                    fail(span, code, what);
                    return None;
                }
            }
        }
    };
    let aliases = node.get("aliases").map_or(&[][..], Node::entries);
    let generate = document.get("generate").or_else(|| node.get("generate"));
    Some(Correlation {
        kind,
        rules,
        group_by: listed("group-by"),
        timespan: length,
        condition,
        aliases: aliases
            .iter()
            .map(|(alias, of)| {
                let fields = of.entries().iter();
                let fields =
                    fields.filter_map(|(rule, f)| Some((rule.clone(), f.text()?.to_owned())));
                (alias.clone(), fields.collect())
            })
            .collect(),
        generate: generate.and_then(Node::bool) == Some(true),
    })
}

fn requirement(
    node: &Node,
    kind: CorrelationType,
    rules: &[(String, Span)],
    span: Span,
    places: &Places<'_>,
) -> Result<Requirement, (&'static str, String)> {
    if let Yaml::Scalar { text, .. } = &node.value {
        if kind != CorrelationType::Temporal {
            let what = "only a temporal correlation has a condition over rules";
            return Err(("unexpected-condition", what.to_owned()));
        }
        let unreadable = |fault: expression::Fault| ("syntax-error", fault.message.to_owned());
        let tree = expression::parse(text).map_err(unreadable)?;
        return logic(&tree, rules).map(Requirement::Rules);
    }
    let mut predicates = Vec::new();
    for (key, value) in node.entries() {
        let Some(operator) = OPERATORS.iter().find(|o| *o == key) else {
            if matches!(key.as_str(), "field" | "percentile") {
                continue;
            }
            return Err((
                "unknown-operator",
                format!("there is no comparison `{key}`"),
            ));
        };
        let number = value.text().and_then(|t| t.trim().parse::<f64>().ok());
        let number = number.filter(|n| n.is_finite());
        let number =
            number.ok_or_else(|| ("unexpected-value", format!("`{key}` takes a number")))?;
        predicates.push((*operator, number));
    }
    if predicates.is_empty() {
        return Err((
            "missing-condition",
            "the condition has no comparison".to_owned(),
        ));
    }
    let field = node.get("field").map_or(&[][..], Node::items);
    let fields: Vec<(String, Span)> = field
        .iter()
        .filter_map(|f| Some((f.text()?.to_owned(), places.value(f))))
        .collect();
    let needs_field = !matches!(
        kind,
        CorrelationType::EventCount | CorrelationType::Temporal | CorrelationType::TemporalOrdered
    );
    if needs_field && fields.is_empty() {
        let what = format!("`{}` requires a `field` in its condition", kind.as_str());
        return Err(("missing-field", what));
    }
    let percentile = node
        .get("percentile")
        .and_then(|p| p.text()?.trim().parse().ok());
    Ok(Requirement::Measure {
        predicates,
        fields,
        percentile: percentile.unwrap_or(50.0),
        span,
    })
}

fn logic(tree: &Expression, rules: &[(String, Span)]) -> Result<Logic, (&'static str, String)> {
    let many = |trees: &[Expression]| -> Result<Vec<Logic>, (&'static str, String)> {
        trees.iter().map(|tree| logic(tree, rules)).collect()
    };
    Ok(match tree {
        Expression::And(all) => Logic::And(many(all)?),
        Expression::Or(any) => Logic::Or(many(any)?),
        Expression::Not(one) => Logic::Not(Box::new(logic(one, rules)?)),
        Expression::Name(name, _) => {
            let place = rules.iter().position(|(own, _)| own == name);
            Logic::Rule(place.ok_or_else(|| {
                (
                    "unknown-rule",
                    format!("the correlation does not list a rule `{name}`"),
                )
            })?)
        }
        Expression::Some {
            count,
            pattern: Pattern::Them,
            ..
        } => {
            let all = (0..rules.len()).map(Logic::Rule).collect();
            match count {
                Count::All => Logic::And(all),
                Count::AtLeast(1) => Logic::Or(all),
                Count::AtLeast(_) => {
                    let what = "a condition over rules counts `1 of them` or `all of them`";
                    return Err(("unsupported-condition", what.to_owned()));
                }
            }
        }
        Expression::Some { .. } => {
            let what = "a condition over rules names them in full";
            return Err(("unsupported-condition", what.to_owned()));
        }
    })
}

/// The text that the engine reads.
impl std::fmt::Display for Logic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |f: &mut std::fmt::Formatter<'_>, word: &str, all: &[Self]| {
            write!(f, "[\"{word}\"")?;
            for one in all {
                write!(f, ",{one}")?;
            }
            f.write_str("]")
        };
        match self {
            Self::And(all) => list(f, "and", all),
            Self::Or(any) => list(f, "or", any),
            Self::Not(one) => list(f, "not", std::slice::from_ref(one)),
            Self::Rule(place) => write!(f, "{place}"),
        }
    }
}
