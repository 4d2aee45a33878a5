use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "column_names_of",
    aliases: &[],
    family: Family::Metadata,
    summary: "Lists the names of the columns of a table.",
    params: &[required("table", Takes::Any, "A tabular expression.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "",
    examples: &[
        example!("let T = datatable(a:long, b:string)[]; print column_names_of(T)" => "[\"a\",\"b\"]"),
    ],
    cases: &[],
    body: Body::Binder,
};
