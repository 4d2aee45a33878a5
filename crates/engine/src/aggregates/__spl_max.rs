use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_max",
    aliases: &[],
    summary: "Gives the largest value, by number when all are numbers.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("max"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(9), dynamic('10')] | summarize __spl_max(x)" => r#""10""#),
    ],
    cases: &[],
    body: |_| Ok(make(What::Max)),
};
