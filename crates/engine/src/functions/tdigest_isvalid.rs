use super::def::*;
use crate::compute::gather::digest::Digest;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "tdigest_isvalid",
    aliases: &[],
    family: Family::Statistical,
    summary: "Tells whether a value is what `tdigest` gathers.",
    params: &[required("tdigest", Takes::Array, "A value.")],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[example!("tdigest_isvalid(dynamic([['long'],[1,5,9],[1,2,1]]))" => "true")],
    cases: &[example!("tdigest_isvalid(dynamic([]))" => "false")],
    body: Body::Rows(|args| Value::Bool(Digest::from_value(&args[0]).is_some())),
};
