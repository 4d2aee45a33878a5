use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::expand::replacement;
use crate::types::{Type, Value};
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_replace",
    aliases: &[],
    family: Family::Splunk,
    summary: "Replaces every match of a regular expression.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("regex", STRING, "A regular expression."),
        required(
            "text",
            Takes::Any,
            "What stands in its place; `\\1` is its first group.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!(r"__spl_replace('1/14/2023', '^(\\d+)/(\\d+)/', '\\2/\\1/')" => r#""14/1/2023""#),
    ],
    cases: &[],
    body: Body::Prepared(|site| {
        let pattern = crate::compute::spl::pattern::constant(site, 1)?;
        Ok(Arc::new(move |args| {
            let by = Spl::of(&args[2]);
            match pattern.of(&args[1]) {
                Some(regex) if !by.is_null() => {
                    let by = replacement(&by.show());
                    let value = Spl::of(&args[0]);
                    let replaced = value.map(|item| {
                        Spl::Text(regex.replace_all(&item.show(), by.as_str()).into_owned())
                    });
                    replaced.value()
                }
                _ => Value::Null,
            }
        }))
    }),
};
