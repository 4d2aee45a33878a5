//! What the conditions above a scan say about single columns, as far as the scan can use it.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::common::ScalarValue;
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::expressions::{BinaryExpr, Column, Literal};
use datafusion::physical_expr::{PhysicalExpr, ScalarFunctionExpr};

/// Something that holds for every row that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    /// At least one of the columns holds the text that stands with it, but for letter case.
    Holds(Vec<(String, String)>),
    /// A column of numbers or times is at least this.
    AtLeast(String, i64),
    /// A column of numbers or times is at most this.
    AtMost(String, i64),
}

/// Functions that are true only where the first text holds the second.
const HOLDS: &[&str] = &[
    "__spl_raw",
    "contains",
    "contains_cs",
    "endswith",
    "endswith_cs",
    "equal",
    "equals_tilde",
    "has",
    "has_cs",
    "hasprefix",
    "hasprefix_cs",
    "hassuffix",
    "hassuffix_cs",
    "startswith",
    "startswith_cs",
];

/// Functions that are true only where the first text holds one of a list.
const HOLDS_ANY: &[&str] = &["has_any", "in", "in~"];

/// Functions that are true only where the first text holds all that is no wildcard of one of the
/// texts from this argument on.
const HOLDS_ONE_FROM: &[(&str, usize)] =
    &[("__match", 2), ("__spl_match", 1), ("__spl_match_cs", 1)];

/// Tests of `__match` that are such. Others compare numbers and networks.
const TESTS: &[&str] = &[
    "contains",
    "endswith",
    "equals",
    "keyword",
    "keyword_like",
    "like",
    "startswith",
];

/// Functions whose value is a part of the text that they are given, but for letter case: paths into
/// a value, and its text.
const PARTS: &[&str] = &[
    "__field",
    "__spl_leaf",
    "__spl_path",
    "__spl_text",
    "dynamic_path",
    "to_string",
    "tolower",
    "tostring",
    "toupper",
];

/// Reads the conditions that it understands; the others are left out.
pub(super) fn all(filters: &[Arc<dyn PhysicalExpr>], schema: &SchemaRef) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for filter in filters {
        conjuncts(filter, schema, &mut conditions, 0);
    }
    conditions
}

/// Conditions within one another that are looked into.
const MAX_DEPTH: usize = 64;

fn conjuncts(
    filter: &Arc<dyn PhysicalExpr>,
    schema: &SchemaRef,
    out: &mut Vec<Condition>,
    depth: usize,
) {
    if let Some(binary) = filter.downcast_ref::<BinaryExpr>()
        && *binary.op() == Operator::And
        && depth < MAX_DEPTH
    {
        conjuncts(binary.left(), schema, out, depth + 1);
        conjuncts(binary.right(), schema, out, depth + 1);
        return;
    }
    if let Some(holds) = holds(filter, schema, depth) {
        out.push(Condition::Holds(holds));
    } else if let Some(binary) = filter.downcast_ref::<BinaryExpr>() {
        out.extend(range(binary, schema));
    }
}

/// The texts of which a row must hold at least one.
fn holds(
    filter: &Arc<dyn PhysicalExpr>,
    schema: &SchemaRef,
    depth: usize,
) -> Option<Vec<(String, String)>> {
    if let Some(binary) = filter.downcast_ref::<BinaryExpr>() {
        return match binary.op() {
            Operator::Or if depth < MAX_DEPTH => {
                let mut either = holds(binary.left(), schema, depth + 1)?;
                either.extend(holds(binary.right(), schema, depth + 1)?);
                Some(either)
            }
            Operator::And if depth < MAX_DEPTH => holds(binary.left(), schema, depth + 1)
                .or_else(|| holds(binary.right(), schema, depth + 1)),
            Operator::Eq => {
                let column = part(binary.left(), schema, 0)?;
                Some(vec![(column, text(binary.right())?)])
            }
            _ => None,
        };
    }
    let call = filter.downcast_ref::<ScalarFunctionExpr>()?;
    let [first, second, ..] = call.args() else {
        return None;
    };
    let column = part(first, schema, 0)?;
    if let Some((_, from)) = HOLDS_ONE_FROM.iter().find(|(name, _)| *name == call.name()) {
        return one_of(call, column, *from);
    }
    let text = text(second)?;
    if HOLDS.contains(&call.name()) {
        return Some(vec![(column, text)]);
    }
    if !HOLDS_ANY.contains(&call.name()) {
        return None;
    }
    let list: serde_json::Value = serde_json::from_str(&text).ok()?;
    list.as_array()?
        .iter()
        .map(|item| Some((column.clone(), item.as_str()?.to_owned())))
        .collect()
}

/// One of the texts from an argument on, when the test is of texts.
fn one_of(call: &ScalarFunctionExpr, column: String, from: usize) -> Option<Vec<(String, String)>> {
    if from > 1 {
        let test = text(call.args().get(1)?)?;
        let test = test.strip_suffix("_cs").unwrap_or(&test);
        if !TESTS.contains(&test) {
            return None;
        }
    }
    call.args()
        .get(from..)?
        .iter()
        .map(|pattern| {
            // A network holds addresses that look otherwise.
            let pattern = text(pattern).filter(|text| !(text.contains(':') && text.contains('/')));
            Some((column.clone(), pattern?))
        })
        .collect()
}

/// The column of texts that an expression gives a part of.
fn part(expr: &Arc<dyn PhysicalExpr>, schema: &SchemaRef, depth: usize) -> Option<String> {
    if let Some(own) = expr.downcast_ref::<Column>() {
        let field = schema.fields().get(own.index())?;
        return (*field.data_type() == DataType::Utf8View).then(|| field.name().clone());
    }
    let call = expr.downcast_ref::<ScalarFunctionExpr>()?;
    let is_part = PARTS.contains(&call.name()) && depth < MAX_DEPTH;
    is_part.then(|| part(call.args().first()?, schema, depth + 1))?
}

fn range(binary: &BinaryExpr, schema: &SchemaRef) -> Option<Condition> {
    let column = column(binary.left(), schema)?;
    let literal = binary.right().downcast_ref::<Literal>()?;
    let ScalarValue::Int64(Some(number)) = literal.value() else {
        return None;
    };
    Some(match binary.op() {
        Operator::Gt | Operator::GtEq => Condition::AtLeast(column, *number),
        Operator::Lt | Operator::LtEq => Condition::AtMost(column, *number),
        _ => return None,
    })
}

fn column(expr: &Arc<dyn PhysicalExpr>, schema: &SchemaRef) -> Option<String> {
    let column = expr.downcast_ref::<Column>()?;
    Some(schema.fields().get(column.index())?.name().clone())
}

fn text(expr: &Arc<dyn PhysicalExpr>) -> Option<String> {
    match expr.downcast_ref::<Literal>()?.value() {
        ScalarValue::Utf8View(Some(text)) | ScalarValue::Utf8(Some(text)) => Some(text.clone()),
        _ => None,
    }
}
