use super::def::*;
use crate::compute::gather::digest::Digest;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "percentiles_array_tdigest",
    aliases: &[],
    family: Family::Statistical,
    summary: "Gives several percentiles of the gathered values as an array.",
    params: &[
        required(
            "tdigest",
            Takes::Array,
            "What `tdigest` or `tdigest_merge` gathered.",
        ),
        repeated(
            "percentile",
            Takes::Any,
            "From 0 to 100, or an array of such numbers.",
        ),
    ],
    returns: Returns::Fitting(
        |types| matches!(types, [_, Type::Dynamic]) || types.iter().skip(1).all(|t| t.is_numeric()),
        |_| Type::Dynamic,
    ),
    notes: "By the nearest rank. Null for what is no digest.",
    examples: &[
        example!("percentiles_array_tdigest(dynamic([['long'],[1,5,9],[1,2,1]]), 0, 100)" => "[1,9]"),
    ],
    cases: &[
        example!("percentiles_array_tdigest(dynamic([['long'],[1,5,9],[1,2,1]]), dynamic([50]))" => "[5]"),
    ],
    body: Body::Rows(|args| {
        let Some(digest) = Digest::from_value(&args[0]) else {
            return Value::Null;
        };
        let mut found = Vec::new();
        let mut push = |percentile: Option<f64>| {
            let value = percentile.and_then(|p| digest.percentile(p));
            found.push(value.map_or(Json::Null, |v| v.to_json()));
        };
        for asked in &args[1..] {
            match asked.as_json() {
                Some(Json::Array(several)) => several.iter().for_each(|p| push(p.as_f64())),
                _ => push(asked.as_f64()),
            }
        }
        Value::Dynamic(Json::Array(found))
    }),
};
