use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::pattern::{raw_has_term, raw_holds};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_raw",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether a raw event holds a word or a phrase.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("term", STRING, "A word or a phrase, with `*` in it."),
        optional(
            "directive",
            STRING,
            "`case` where letter case counts, `term` where nothing but spaces and the like may be around it.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_raw('user=ana did it', 'ANA')" => "true"),
        example!("__spl_raw('banana', 'ana')" => "false"),
        example!("__spl_raw('banana', '*ana')" => "true"),
        example!("__spl_raw('user=Ana', 'ana', 'case')" => "false"),
        example!("__spl_raw('from 10.0.0.7 to b', '10.0.0.7', 'term')" => "true"),
        example!("__spl_raw('from 10.0.0.70 to b', '10.0.0.7', 'term')" => "false"),
    ],
    cases: &[
        example!("__spl_raw('src=10.0.0.7', '10.0.0.7', 'term')" => "false"),
        example!("__spl_raw('src=10.0.0.7', '10.0.0.7')" => "true"),
        example!("__spl_raw('a ERR-7, b', 'err-*', 'term')" => "true"),
        example!("__spl_raw('User=Ana', '*Ana*', 'case')" => "true"),
    ],
    body: Body::Rows(|args| {
        let raw = Spl::of(&args[0]);
        let (raw, wanted) = (raw.show(), args[1].as_str());
        Value::Bool(match args.get(2).map(Value::as_str) {
            Some("term") => raw_has_term(&raw, wanted),
            Some("case") => raw_holds(&raw, wanted),
            _ => raw_holds(&raw.to_lowercase(), &wanted.to_lowercase()),
        })
    }),
};
