use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_log",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the logarithm of a number.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        optional("base", Takes::Any, "10 by default."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_log(100)" => "2"),
        example!("__spl_log(8, 2)" => "3"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let base = args.get(1).map_or(Some(10.0), |b| Spl::of(b).as_number());
        match (Spl::of(&args[0]).as_number(), base) {
            (Some(x), Some(10.0)) => Spl::number(x.log10()).value(),
            (Some(x), Some(base)) => Spl::number(x.ln() / base.ln()).value(),
            _ => Value::Null,
        }
    }),
};
