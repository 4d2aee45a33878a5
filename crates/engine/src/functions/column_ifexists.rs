use super::def::*;

pub(super) const FUNCTION: Function = Function {
    name: "column_ifexists",
    aliases: &["columnifexists"],
    family: Family::Metadata,
    summary: "Gives a column when the table has it, and another value otherwise.",
    params: &[
        required("column_name", STRING, "The name, constant."),
        required("default", Takes::Any, "A column or a value."),
    ],
    returns: Returns::Same(1),
    notes: "",
    examples: &[example!("datatable(a:long)[1] | project column_ifexists('b', 5)" => "5")],
    cases: &[],
    body: Body::Binder,
};
