use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "bag_pack_columns",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Makes a bag out of columns: their names and values.",
    params: &[repeated("column", Takes::Any, "A column.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "`bag_pack_columns(A, B)` is `bag_pack('A', A, 'B', B)`.",
    examples: &[
        example!("datatable(a:long, b:string)[1, 'x'] | project bag_pack_columns(a, b)" => "{\"a\":1,\"b\":\"x\"}"),
    ],
    cases: &[],
    body: Body::Binder,
};
