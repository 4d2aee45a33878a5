use super::def::*;
use crate::text::missing;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "isempty",
    aliases: &[],
    family: Family::String,
    summary: "Tells whether a value is null or the empty text.",
    params: &[required("value", Takes::Any, "The value.")],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("isempty('')" => "true"),
        example!("isempty('a')" => "false"),
    ],
    cases: &[
        example!("isempty(long(null))" => "true"),
        example!("isempty(0)" => "false"),
        example!("isempty(dynamic([]))" => "false"),
        example!("isempty(parse_json(''))" => "true"),
        example!("isempty(dynamic(''))" => "true"),
        example!("isempty(' ')" => "false"),
    ],
    body: Body::Columns(|columns| missing::empty(columns, true)),
};
