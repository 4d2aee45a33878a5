use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_first",
    aliases: &[],
    summary: "Gives the value of the first row that has one.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("first"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(null), dynamic('b'), dynamic('c')] | summarize __spl_first(x)" => r#""b""#),
    ],
    cases: &[],
    body: |_| Ok(make(What::First)),
};
