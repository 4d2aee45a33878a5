use super::def::*;
use crate::text::missing;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "isnotempty",
    aliases: &["notempty"],
    family: Family::String,
    summary: "Tells whether a value is neither null nor the empty text.",
    params: &[required("value", Takes::Any, "The value.")],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("isnotempty('a')" => "true"),
        example!("isnotempty('')" => "false"),
    ],
    cases: &[example!("isnotempty(int(null))" => "false")],
    body: Body::Columns(|columns| missing::empty(columns, false)),
};
