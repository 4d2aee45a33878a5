use super::def::*;
use crate::compute::json::collect;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "pack_array",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Makes an array out of values.",
    params: &[repeated("value", Takes::Any, "A value.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Times become texts.",
    examples: &[example!("pack_array(1, 'a', 1h)" => "[1,\"a\",\"01:00:00\"]")],
    cases: &[
        example!("pack_array(long(null), '')" => "[null,\"\"]"),
        example!("pack_array(dynamic([1]))" => "[[1]]"),
    ],
    body: Body::Rows(|args| collect(args.iter().map(Value::to_json))),
};
