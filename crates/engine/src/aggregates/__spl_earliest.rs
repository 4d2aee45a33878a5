use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_earliest",
    aliases: &[],
    summary: "Gives the value of the row with the earliest time.",
    params: &[
        required("value", Takes::Any, "The values of a field."),
        required("time", Takes::Any, "The times of the rows."),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("earliest"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic, t:long)[dynamic('b'), 2, dynamic('a'), 1] | summarize __spl_earliest(x, t)" => r#""a""#),
    ],
    cases: &[],
    body: |_| Ok(make(What::Earliest)),
};
