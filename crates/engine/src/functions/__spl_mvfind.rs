use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_mvfind",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the place of the first value that a regular expression matches, from 0.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("regex", STRING, "A regular expression."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_mvfind(dynamic(['a','b']), 'b')" => "1"),
        example!("__spl_mvfind('a', 'b')" => "null"),
    ],
    cases: &[],
    body: Body::Prepared(|site| {
        let pattern = crate::compute::spl::pattern::constant(site, 1)?;
        Ok(Arc::new(move |args| {
            let value = Spl::of(&args[0]);
            let regex = pattern.of(&args[1]);
            let at = regex.and_then(|r| value.items().iter().position(|i| r.is_match(&i.show())));
            at.map_or(Value::Null, |at| Spl::whole(at).value())
        }))
    }),
};
