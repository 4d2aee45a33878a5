use super::def::*;
use crate::compute::gather::digest::Digest;
use crate::types::{Type, Value, convert};
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "percentile_tdigest",
    aliases: &[],
    family: Family::Statistical,
    summary: "Gives a percentile of the gathered values.",
    params: &[
        required(
            "tdigest",
            Takes::Array,
            "What `tdigest` or `tdigest_merge` gathered.",
        ),
        required("percentile", REAL, "From 0 to 100."),
        optional(
            "type",
            STRING,
            "The type of the result: `typeof(long)`; dynamic by default.",
        ),
    ],
    returns: Returns::ByValues(|_, values| match values.get(2) {
        None => Type::Dynamic,
        given => literal_type(given),
    }),
    notes: "By the nearest rank. Null for what is no digest.",
    examples: &[example!("percentile_tdigest(dynamic([['long'],[1,5,9],[1,2,1]]), 50)" => "5")],
    cases: &[
        example!("percentile_tdigest(dynamic([['long'],[1,5,9],[1,2,1]]), 100, typeof(long)) + 1" => "10"),
        example!("percentile_tdigest(dynamic([['long'],[1,5,9],[1,2,1]]), 101)" => "null"),
        example!("percentile_tdigest(parse_json('1'), 50)" => "null"),
    ],
    body: Body::Prepared(|site| {
        let ty = site.returns;
        Ok(Arc::new(move |args| {
            let found = args[1]
                .as_f64()
                .and_then(|percentile| Digest::from_value(&args[0])?.percentile(percentile));
            match (found, ty) {
                (None, _) => Value::missing(ty),
                (Some(value), Type::Dynamic) => Value::json(value.to_json()),
                (Some(value), _) => convert::convert(&value, ty),
            }
        }))
    }),
};
