use super::def::*;
use crate::compute::gather::digest::Digest;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "rank_tdigest",
    aliases: &[],
    family: Family::Statistical,
    summary: "Tells how many of the gathered values are not above a value.",
    params: &[
        required(
            "tdigest",
            Takes::Array,
            "What `tdigest` or `tdigest_merge` gathered.",
        ),
        required("value", Takes::Any, "A value of the same type."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Null for what is no digest.",
    examples: &[example!("rank_tdigest(dynamic([['long'],[1,5,9],[1,2,1]]), 5)" => "3")],
    cases: &[example!("rank_tdigest(parse_json('1'), 5)" => "null")],
    body: Body::Rows(|args| {
        Digest::from_value(&args[0]).map_or(Value::Null, |digest| {
            Value::Real(digest.rank(&digest.typed(&args[1])))
        })
    }),
};
