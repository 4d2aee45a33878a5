use std::sync::Arc;

use datafusion::arrow::array::Int64Array;

use super::def::*;
use crate::types::{Type, Value, convert_column};

/// The first real above all longs.
const BOUND: f64 = 9_223_372_036_854_775_808.0;

pub(super) const FUNCTION: Function = Function {
    name: "tolong",
    aliases: &[],
    family: Family::Conversion,
    summary: "Converts a value to long, null when it cannot be.",
    params: &[required("value", Takes::Any, "The value to convert.")],
    returns: Returns::Is(Type::Long),
    notes: "A text with a fraction is no whole number: null. A real is cut; one that is too large gives the nearest long, and the lowest when it is constant.",
    examples: &[
        example!("tolong('42')" => "42"),
        example!("tolong(-2.5)" => "-2"),
        example!("tolong('2.5')" => "null"),
    ],
    cases: &[
        example!("tolong('9223372036854775808')" => "null"),
        example!("tolong('1e19')" => "null"),
        example!("tolong('0xFFFFFFFFFFFFFFFF')" => "-1"),
        example!("tolong(1d)" => "864000000000"),
        example!("tolong(datetime(2020-01-01))" => "637134336000000000"),
        example!("tolong(real(+inf))" => "null"),
        example!("tolong(1e19)" => "-9223372036854775808"),
        example!("print x = 1e19 | as T | union (T | take 0) | extend y = tolong(x) | project y" => "9223372036854775807"),
        example!("tolong(dynamic('0x10'))" => "16"),
        example!("tolong(dynamic(null))" => "null"),
    ],
    body: Body::PreparedColumns(|site| {
        // A constant is cut when the query is read, and what does not fit becomes the lowest long;
        // in rows it becomes the nearest one.
        let constant = site.constants.first().and_then(Option::as_ref);
        let beyond = matches!(constant, Some(Value::Real(x)) if x.is_finite() && x.abs() >= BOUND);
        Ok(Arc::new(move |columns: &Columns<'_>| {
            if beyond {
                return Ok(Arc::new(Int64Array::from(vec![i64::MIN; columns.rows])));
            }
            convert_column(&columns.arrays[0], columns.types[0], Type::Long)
        }))
    }),
};
