use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_sum",
    aliases: &[],
    summary: "Adds the numbers of a field.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("sum"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(1), dynamic('2'), dynamic('x')] | summarize __spl_sum(x)" => "3"),
    ],
    cases: &[],
    body: |_| Ok(make(What::Sum)),
};
