use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_mode",
    aliases: &[],
    summary: "Gives the value that comes most often.",
    params: &[required("value", Takes::Any, "The values of a field.")],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("mode"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic('a'), dynamic('b'), dynamic('b')] | summarize __spl_mode(x)" => r#""b""#),
    ],
    cases: &[],
    body: |_| Ok(make(What::Mode)),
};
