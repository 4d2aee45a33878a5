//! What is changed of a Sigma rule beside what every query has: the patterns of a test, and the
//! measure, the time span and the condition of a correlation.

use serde_json::{Value as Json, json};
use vigie_syntax::kql::ast::{Argument, Expr, ExprKind, Literal, Name};

/// The function that a test of a field becomes: the value, the name of the test, the patterns.
pub(super) const MATCH: &str = "__match";
/// The plugin that a correlation becomes; the order of its arguments is in the file of the plugin.
pub(super) const CORRELATE: &str = "__correlate";

/// Functions whose arguments hold the field of a test.
pub(super) fn reads_field(name: &str) -> bool {
    let tests = ["isnull", "isempty", "isnotempty", "__has_field", "__same"];
    name == MATCH || tests.contains(&name)
}

/// A comparison, the one that holds where it does not, and its neighbor at the threshold.
const COMPARISONS: [(&str, &str); 6] = [
    ("lt", "gte"),
    ("lte", "gt"),
    ("gt", "lte"),
    ("gte", "lt"),
    ("eq", "neq"),
    ("neq", "eq"),
];

/// The patterns of a test, of which each may be taken away: place and sentence.
pub(super) fn patterns(arguments: &[Argument]) -> Vec<(usize, String)> {
    if arguments.len() < 4 {
        return Vec::new();
    }
    let patterns = arguments.iter().enumerate().skip(2);
    patterns
        .filter_map(|(at, argument)| {
            let text = text(&argument.value)?;
            Some((at, format!("`{text}` removed from its list")))
        })
        .collect()
}

/// The changed copies of the arguments of a correlation, each with a sentence.
pub(super) fn correlations(arguments: &[Argument]) -> Vec<(Vec<Argument>, String)> {
    let [measure, span, how, condition, ..] = arguments else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut change = |at: usize, literal: Literal, said: String| {
        let mut changed = arguments.to_vec();
        changed[at].value.kind = ExprKind::Literal(literal);
        all.push((changed, said));
    };
    if let Some(own) = text(&measure.value)
        && let Some(other) = other_measure(own)
    {
        let said = format!("`{own}` turned into `{other}`");
        change(0, string(other), said);
    }
    if let ExprKind::Literal(Literal::Long(Some(ticks))) = span.value.kind {
        let longer = ticks.checked_mul(2);
        change(
            1,
            Literal::Long(longer),
            "the time span is twice as long".to_owned(),
        );
        change(
            1,
            Literal::Long(Some(ticks / 2)),
            "the time span is half as long".to_owned(),
        );
    }
    let read = text(&condition.value).and_then(|t| serde_json::from_str::<Json>(t).ok());
    if text(&how.value) == Some("measure")
        && let Some(Json::Array(comparisons)) = read
    {
        for (at, comparison) in comparisons.iter().enumerate() {
            let (Some(word), Some(number)) = (comparison[0].as_str(), comparison[1].as_f64())
            else {
                continue;
            };
            let mut others = vec![
                (word, number + 1.0, format!("moved to `{}`", number + 1.0)),
                (word, number - 1.0, format!("moved to `{}`", number - 1.0)),
            ];
            if let Some((_, turned)) = COMPARISONS.iter().find(|(own, _)| *own == word) {
                others.push((turned, number, format!("turned into `{turned}`")));
            }
            for (word, number, done) in others {
                let mut changed = comparisons.clone();
                let own = &comparison[0].as_str().unwrap_or_default();
                let was = comparison[1].as_f64().unwrap_or_default();
                changed[at] = json!([word, number]);
                let text = Json::Array(changed).to_string();
                change(3, string(&text), format!("`{own}: {was}` {done}"));
            }
        }
    }
    all
}

/// The negation of a test.
pub(super) fn not(test: Expr) -> ExprKind {
    let name = Name {
        text: "not".to_owned(),
        span: test.span,
    };
    let arguments = vec![Argument {
        name: None,
        value: test,
    }];
    ExprKind::Call { name, arguments }
}

/// A measure that sees the same events and counts less of them, or asks less.
fn other_measure(own: &str) -> Option<&'static str> {
    match own {
        "temporal_ordered" => Some("temporal"),
        "temporal" => Some("temporal_ordered"),
        "value_count" => Some("event_count"),
        "value_sum" => Some("value_avg"),
        "value_avg" => Some("value_sum"),
        _ => None,
    }
}

fn string(text: &str) -> Literal {
    Literal::String {
        value: text.to_owned(),
        hidden: false,
    }
}

fn text(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Literal(Literal::String { value, .. }) => Some(value),
        _ => None,
    }
}
