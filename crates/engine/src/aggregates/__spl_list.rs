use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_list",
    aliases: &[],
    summary: "Gives the first 100 values of a field in the order of the rows.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("list"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(9), dynamic(10), dynamic(9)] | summarize __spl_list(x)" => "[9,10,9]"),
    ],
    cases: &[],
    body: |_| Ok(make(What::List)),
};
