use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "new_guid",
    aliases: &[],
    family: Family::Conversion,
    summary: "Gives a random guid.",
    params: &[],
    returns: Returns::Is(Type::Guid),
    notes: "Each row has another one, of version 4.\nDiffers from Kusto: the same query gives the same guids each time it runs.",
    examples: &[example!("strlen(tostring(new_guid()))" => "36")],
    cases: &[
        example!("print a = new_guid(), b = new_guid() | project a == b" => "false"),
        example!("range x from 1 to 100 step 1 | extend g = new_guid() | summarize count_distinct(g)" => "100"),
        example!("substring(tostring(new_guid()), 14, 1)" => "4"),
    ],
    body: Body::Binder,
};
