use super::def::*;
use crate::compute::spl::Spl;
use crate::compute::spl::markup::beginning;
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
        optional(
            "most",
            LONG,
            "The characters of the text that are read; all where it is left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!(r#"__spl_spath('{"a":{"b":[1,2]}}', 'a.b{}')"# => "[1,2]"),
        example!(r#"__spl_spath('{"a":{"b":1}}', 'a')"# => r#""{\"b\":1}""#),
        example!("__spl_spath('no json', 'a')" => "null"),
        example!(r#"__spl_spath('{"a":1,"b":2}', 'b', 10)"# => "null"),
    ],
    cases: &[
        example!(r#"__spl_spath('{"a":1,"b":2}', 'a', 10)"# => "1"),
        example!(r#"__spl_spath('{"a":1,"b":2}', 'b', 13)"# => "2"),
        example!(r#"__spl_spath('{"a":{"b":[1,22],"c":1}}', 'a.b{}', 13)"# => "1"),
        example!(r#"__spl_spath('{"a":"x\\"y","b":1}', 'a', 13)"# => r#""x\"y""#),
        example!(r#"__spl_spath('{"a":"x","b":"yz"}', 'b', 15)"# => "null"),
        example!("__spl_spath('', 'b', 15)" => "null"),
    ],
    body: Body::Prepared(|site| {
        let path = Path::new(site.text(1).unwrap_or_default());
        Ok(Arc::new(move |args| {
            let most = args.get(2).and_then(Value::as_i64);
            let most = most.and_then(|most| usize::try_from(most).ok());
            let json = match &args[0] {
                other if let Some(most) = most => beginning(&Spl::of(other).show(), most),
                Value::Dynamic(json @ (Json::Object(_) | Json::Array(_))) => Some(json.clone()),
                other => dynamic::parse(&Spl::of(other).show()),
            };
            json.map_or(Value::Null, |json| path.texts(&json).value())
        }))
    }),
};
