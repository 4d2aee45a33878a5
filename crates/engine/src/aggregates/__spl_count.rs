use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_count",
    aliases: &[],
    summary: "Counts the values of a field, not its rows.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("count"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(['a','b']), dynamic(1), dynamic(null)] | summarize __spl_count(x)" => "3"),
    ],
    cases: &[],
    body: |_| Ok(make(What::Count)),
};
