use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_stdev",
    aliases: &[],
    summary: "Gives the sample standard deviation.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("stdev"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(1), dynamic(1)] | summarize __spl_stdev(x)" => "0"),
    ],
    cases: &[],
    body: |_| {
        Ok(make(What::Spread {
            sample: true,
            root: true,
        }))
    },
};
