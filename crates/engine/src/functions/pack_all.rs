use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "pack_all",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Makes a bag out of all columns: their names and values.",
    params: &[optional(
        "ignore_null_empty",
        BOOL,
        "Whether nulls and empty strings are left out; not when left out itself.",
    )
    .constant()],
    returns: Returns::Is(Type::Dynamic),
    notes: "",
    examples: &[
        example!("datatable(a:long, b:string)[1, ''] | project pack_all()" => "{\"a\":1,\"b\":\"\"}"),
    ],
    cases: &[],
    body: Body::Binder,
};
