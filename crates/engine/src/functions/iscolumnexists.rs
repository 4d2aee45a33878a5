use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "iscolumnexists",
    aliases: &[],
    family: Family::Metadata,
    summary: "Tells whether the table has a column.",
    params: &[required("column_name", STRING, "The name, constant.")],
    returns: Returns::Is(Type::Bool),
    notes: "See `column_ifexists()`.",
    examples: &[example!("datatable(a:long)[1] | project iscolumnexists('a')" => "true")],
    cases: &[example!("datatable(a:long)[1] | project iscolumnexists('b')" => "false")],
    body: Body::Binder,
};
