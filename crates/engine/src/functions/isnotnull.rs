use super::def::*;
use crate::text::missing;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "isnotnull",
    aliases: &["notnull"],
    family: Family::Conditional,
    summary: "Tells whether a value is not null.",
    params: &[required("value", Takes::Any, "The value.")],
    returns: Returns::Is(Type::Bool),
    notes: "A string is never null: see `isnotempty`.",
    examples: &[
        example!("isnotnull(1)" => "true"),
        example!("isnotnull('')" => "true"),
    ],
    cases: &[example!("isnotnull(datetime(null))" => "false")],
    body: Body::Columns(|columns| missing::null(columns, false)),
};
