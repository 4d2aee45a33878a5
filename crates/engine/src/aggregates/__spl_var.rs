use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_var",
    aliases: &[],
    summary: "Gives the sample variance.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("var"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(1), dynamic(3)] | summarize __spl_var(x)" => "2"),
    ],
    cases: &[],
    body: |_| {
        Ok(make(What::Spread {
            sample: true,
            root: false,
        }))
    },
};
