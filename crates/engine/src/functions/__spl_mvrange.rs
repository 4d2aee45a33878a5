use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvrange",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives numbers from one to another as the values of a field.",
    params: &[
        required("start", Takes::Any, "The first number."),
        required("end", Takes::Any, "The first number that is left out."),
        required("step", Takes::Any, "What lies between two numbers."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_mvrange(1, 7, 2)" => "[1,3,5]")],
    cases: &[],
    body: Body::Rows(|args| {
        let numbers: Vec<f64> = args.iter().filter_map(|a| Spl::of(a).as_number()).collect();
        let [start, end, step] = numbers.as_slice() else {
            return Value::Null;
        };
        let count = ((end - start) / step).ceil();
        if !(0.0..=10_000.0).contains(&count) {
            return Value::Null;
        }
        Spl::many((0..count as usize).map(|i| Spl::number(start + step * i as f64))).value()
    }),
};
