use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::path::Path;
use crate::types::{Json, Type, Value, dynamic};
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_spath",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives what stands at a path of a JSON text; an object or an array is its text.",
    params: &[
        required("input", Takes::Any, "A text that holds JSON."),
        required(
            "path",
            STRING,
            "Names with dots between them, `{}` for every element, `{0}` for the first.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!(r#"__spl_spath('{"a":{"b":[1,2]}}', 'a.b{}')"# => "[1,2]"),
        example!(r#"__spl_spath('{"a":{"b":1}}', 'a')"# => r#""{\"b\":1}""#),
        example!("__spl_spath('no json', 'a')" => "null"),
    ],
    cases: &[],
    body: Body::Prepared(|site| {
        let path = Path::new(site.text(1).unwrap_or_default());
        Ok(Arc::new(move |args| {
            let json = match &args[0] {
                Value::Dynamic(json @ (Json::Object(_) | Json::Array(_))) => Some(json.clone()),
                other => dynamic::parse(&Spl::of(other).show()),
            };
            json.map_or(Value::Null, |json| path.texts(&json).value())
        }))
    }),
};
