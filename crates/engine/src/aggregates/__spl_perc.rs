use super::def::*;
use crate::compute::spl::kept::{What, make};
use crate::functions::def::{Returns, Takes, example, required};
use crate::types::Type;

pub(super) const AGGREGATE: Aggregate = Aggregate {
    name: "__spl_perc",
    aliases: &[],
    summary: "Gives a percentile of the numbers of a field by the nearest rank.",
    params: &[
        required("value", Takes::Any, "The values of a field."),
        required("percent", Takes::Number, "0 to 100; a constant."),
    ],
    returns: Gives::One(Returns::Is(Type::Dynamic)),
    naming: Naming::Prefix("perc"),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("datatable(x:dynamic)[dynamic(1), dynamic(2), dynamic(3), dynamic(4)] | summarize __spl_perc(x, 50)" => "2"),
    ],
    cases: &[],
    body: |site| {
        let percent = site.constants.get(1).and_then(Option::as_ref);
        let percent = percent
            .and_then(crate::types::Value::as_f64)
            .unwrap_or(50.0);
        Ok(make(What::Percentile(percent)))
    },
};
