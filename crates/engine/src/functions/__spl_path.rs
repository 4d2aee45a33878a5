use super::def::*;
use crate::compute::spl::path::Path;
use crate::types::{Type, Value};
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_path",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the leaves of an event at a path, as the value of a field.",
    params: &[
        required("json", DYNAMIC, "An event."),
        required(
            "path",
            STRING,
            "Names with dots between them, `{}` for every element of an array.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_path(dynamic({'a':[{'b':1},{'b':2}]}), 'a{}.b')" => "[1,2]"),
        example!("__spl_path(dynamic({'a':['x']}), 'a{}')" => r#""x""#),
    ],
    cases: &[],
    body: Body::Prepared(|site| {
        let path = Path::new(site.text(1).unwrap_or_default());
        Ok(Arc::new(move |args| match &args[0] {
            Value::Dynamic(json) => path.leaves(json).value(),
            _ => Value::Null,
        }))
    }),
};
