//! How Kusto names columns that a query does not name.
//!
//! Source: what the official language service gives as result columns; a member path joins its
//! names with `_`, a conversion keeps its argument's name, everything else has none.

use std::collections::BTreeSet;

use vigie_syntax::kql::ast::{Argument, Expr, ExprKind, Literal};

use crate::aggregates::def::Naming;
use crate::bound;
use crate::registry;

/// Functions whose unnamed result is called as their first argument.
const KEEPS_NAME: &[&str] = &[
    "abs",
    "acos",
    "asin",
    "atan",
    "atan2",
    "bin",
    "bin_at",
    "bin_auto",
    "binary_and",
    "binary_not",
    "binary_or",
    "binary_shift_left",
    "binary_shift_right",
    "binary_xor",
    "bitset_count_ones",
    "ceiling",
    "cos",
    "erf",
    "erfc",
    "exp",
    "exp10",
    "exp2",
    "floor",
    "format_bytes",
    "format_datetime",
    "format_timespan",
    "gamma",
    "log",
    "log10",
    "log2",
    "loggamma",
    "parse_csv",
    "parse_json",
    "parse_xml",
    "parsejson",
    "passthrough",
    "pow",
    "rand",
    "round",
    "series_fill_backward",
    "series_fill_const",
    "series_fill_forward",
    "series_fill_linear",
    "series_fir",
    "series_iir",
    "series_outliers",
    "sin",
    "split",
    "sqrt",
    "startofday",
    "tan",
    "tobool",
    "toboolean",
    "todatetime",
    "todecimal",
    "todouble",
    "todynamic",
    "toguid",
    "tohex",
    "toint",
    "tolong",
    "toobject",
    "toreal",
    "tostring",
    "totime",
    "totimespan",
];

/// Functions whose unnamed result is called `prefix_argument`.
const PREFIXES: &[(&str, &str)] = &[
    ("dcount_hll", "dcount_hll"),
    ("gettype", "type"),
    ("percentile_tdigest", "percentile_tdigest"),
    ("percentiles_array_tdigest", "percentile_tdigest"),
    ("repeat", "repeat"),
    ("treepath", "tree"),
];

/// Functions whose unnamed result has a name of its own.
const OWN_NAMES: &[(&str, &str)] = &[
    ("hll_merge", "hll_merged_result"),
    ("merge_tdigest", "tdigests_merge_result"),
    ("tdigest_merge", "tdigests_merge_result"),
];

/// The name an expression gives its column, `None` when it gives none.
pub(crate) fn implied(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Parenthesized(inner) => implied(inner),
        ExprKind::Member { base, name } => Some(match implied(base) {
            Some(base) if base != "$left" && base != "$right" => format!("{base}_{}", name.text),
            _ => name.text.clone(),
        }),
        ExprKind::Index { base, index } => {
            let base = implied(base)?;
            match &index.kind {
                ExprKind::Literal(Literal::Long(Some(i))) => Some(format!("{base}_{i}")),
                ExprKind::Literal(Literal::String { value, .. }) => Some(format!("{base}_{value}")),
                _ => Some(base),
            }
        }
        ExprKind::Call { name, arguments } => {
            let first = arguments.first().and_then(of_argument);
            if KEEPS_NAME.contains(&name.text.as_str()) {
                return first;
            }
            if let Some(aggregate) = registry::aggregate(&name.text)
                && registry::function(&name.text).is_none()
            {
                return match aggregate.naming {
                    Naming::Prefix(prefix) => {
                        Some(format!("{prefix}_{}", first.unwrap_or_default()))
                    }
                    Naming::First => first,
                    _ => None,
                };
            }
            if matches!(name.text.as_str(), "column_ifexists" | "columnifexists") {
                return match arguments.first().map(|a| &a.value.kind) {
                    Some(ExprKind::Literal(Literal::String { value, .. })) => Some(value.clone()),
                    _ => None,
                };
            }
            if let Some((_, own)) = OWN_NAMES.iter().find(|(f, _)| *f == name.text) {
                return Some((*own).to_owned());
            }
            let (_, prefix) = PREFIXES.iter().find(|(f, _)| *f == name.text)?;
            Some(format!("{prefix}_{}", first.unwrap_or_default()))
        }
        _ => None,
    }
}

/// The name by which an argument is known: `toint(n = count())` names its result as
/// `n = toint(count())` does.
pub(crate) fn of_argument(argument: &Argument) -> Option<String> {
    match &argument.name {
        Some(name) => Some(name.text.clone()),
        None => implied(&argument.value),
    }
}

/// The name an expression gives its column once its value is known: `column_ifexists()` gives the
/// column's name only where there is such a column.
pub(crate) fn implied_of(expr: &Expr, value: &bound::Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Call { name, .. }
            if matches!(name.text.as_str(), "column_ifexists" | "columnifexists")
                && !matches!(value.kind, bound::ExprKind::Column(_)) =>
        {
            None
        }
        _ => implied(expr),
    }
}

/// Names given so far in one table: gives out names that are not taken.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
    unnamed: usize,
}

impl Names {
    pub(crate) fn take(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// The name itself, or with the first number that makes it free: `a`, `a1`, `a2`.
    pub(crate) fn free(&mut self, name: &str) -> String {
        let mut candidate = name.to_owned();
        let mut n = 0;
        while !self.taken.insert(candidate.clone()) {
            n += 1;
            candidate = format!("{name}{n}");
        }
        candidate
    }

    /// `Column1`, `Column2`, …
    pub(crate) fn unnamed(&mut self) -> String {
        loop {
            self.unnamed += 1;
            let candidate = format!("Column{}", self.unnamed);
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}
