use datafusion::arrow::array::{ArrayRef, Int64Builder};
use datafusion::error::Result as DfResult;
use std::sync::Arc;

use super::def::*;
use crate::compute::json_path::array_length;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "array_length",
    aliases: &["arraylength"],
    family: Family::Dynamic,
    summary: "Counts the elements of an array.",
    params: &[required("array", Takes::Array, "The array.")],
    returns: Returns::Is(Type::Long),
    notes: "Null when the value is no array.",
    examples: &[example!("array_length(dynamic([1,2,3]))" => "3")],
    cases: &[
        example!("array_length(dynamic([]))" => "0"),
        example!("array_length(parse_json('{\"a\":1}'))" => "null"),
        example!("array_length(dynamic(null))" => "null"),
        example!("array_length(dynamic([[1,2],{'a':[3]},'],']))" => "3"),
    ],
    body: Body::Columns(lengths),
};

fn lengths(columns: &Columns<'_>) -> DfResult<ArrayRef> {
    let texts = columns.texts(0)?;
    let mut builder = Int64Builder::with_capacity(columns.rows);
    for row in 0..columns.rows {
        builder.append_option(texts.get(row).and_then(array_length));
    }
    Ok(Arc::new(builder.finish()))
}
