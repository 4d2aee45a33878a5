use super::def::*;
use crate::text::missing;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "isnull",
    aliases: &[],
    family: Family::Conditional,
    summary: "Tells whether a value is null.",
    params: &[required("value", Takes::Any, "The value.")],
    returns: Returns::Is(Type::Bool),
    notes: "A string is never null: see `isempty`.",
    examples: &[
        example!("isnull(long(null))" => "true"),
        example!("isnull('')" => "false"),
    ],
    cases: &[
        example!("isnull(0)" => "false"),
        example!("isnull(dynamic(null))" => "true"),
        example!("isnull(parse_json('null'))" => "true"),
        example!("isnull(dynamic([]))" => "false"),
    ],
    body: Body::Columns(|columns| missing::null(columns, true)),
};
