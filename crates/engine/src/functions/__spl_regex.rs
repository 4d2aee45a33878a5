use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_regex",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether a regular expression matches anywhere in a value.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("regex", STRING, "A regular expression."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_regex('banana', 'n.n')" => "true"),
        example!("__spl_regex(dynamic(null), '.*')" => "null"),
    ],
    cases: &[],
    body: Body::Prepared(|site| {
        let pattern = crate::compute::spl::pattern::constant(site, 1)?;
        Ok(Arc::new(move |args| {
            let value = Spl::of(&args[0]);
            match pattern.of(&args[1]) {
                Some(regex) if !value.is_null() => Value::Bool(
                    value
                        .items()
                        .iter()
                        .any(|item| regex.is_match(&item.show())),
                ),
                _ => Value::Null,
            }
        }))
    }),
};
