use super::def::*;
use crate::compute::hll::Sketch;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "hll_isvalid",
    aliases: &[],
    family: Family::Statistical,
    summary: "Tells whether a value is a sketch of `hll`.",
    params: &[required("hll", Takes::Array, "A value.")],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[example!("hll_isvalid(dynamic([[1024,14],['1','2'],[]]))" => "true")],
    cases: &[example!("hll_isvalid(dynamic([]))" => "false")],
    body: Body::Rows(|args| Value::Bool(Sketch::from_value(&args[0]).is_some())),
};
