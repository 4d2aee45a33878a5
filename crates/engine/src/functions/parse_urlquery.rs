use super::def::*;
use serde_json::json;

use crate::text::url;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_urlquery",
    aliases: &["parseurlquery"],
    family: Family::Parsing,
    summary: "Takes the query of a URL apart.",
    params: &[required("query", STRING, "The query: `k1=v1&k2=v2`.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "The parameters stand in `Query Parameters`.",
    examples: &[
        example!("parse_urlquery('k1=v1&k2=v2')" => r#"{"Query Parameters":{"k1":"v1","k2":"v2"}}"#),
    ],
    cases: &[
        example!("parse_urlquery('?a=b%20c&d')" => r#"{"Query Parameters":{"a":"b c","d":""}}"#),
        example!("parse_urlquery('')" => r#"{"Query Parameters":{}}"#),
    ],
    body: Body::Rows(|args| {
        let query = args[0].as_str();
        let query = query.strip_prefix('?').unwrap_or(query);
        Value::Dynamic(json!({ "Query Parameters": url::query(query) }))
    }),
};
