use super::def::*;
use serde_json::json;

use crate::text::url;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_url",
    aliases: &["parseurl"],
    family: Family::Parsing,
    summary: "Takes a URL apart.",
    params: &[required("url", STRING, "The URL, with its scheme.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "The bag has `Scheme`, `Host`, `Port`, `Path`, `Username`, `Password`, `Query Parameters` and `Fragment`.\n\
            The path begins with its slash.",
    examples: &[
        example!("parse_url('https://x.io/a?k=v').Host" => r#""x.io""#),
        example!("parse_url('https://x.io/a?k=v')['Query Parameters'].k" => r#""v""#),
    ],
    cases: &[
        example!("parse_url('s://u:p@h:1/a/b?k1=v1&k2=v2#f')" => r#"{"Scheme":"s","Host":"h","Port":"1","Path":"/a/b","Username":"u","Password":"p","Query Parameters":{"k1":"v1","k2":"v2"},"Fragment":"f"}"#),
        example!("parse_url('http://[::1]:80/').Host" => r#""[::1]""#),
        example!("parse_url('bing.com/x').Host" => r#""""#),
    ],
    body: Body::Rows(|args| {
        let url = url::parse(args[0].as_str());
        Value::Dynamic(json!({
            "Scheme": url.scheme,
            "Host": url.host,
            "Port": url.port,
            "Path": url.path,
            "Username": url.username,
            "Password": url.password,
            "Query Parameters": url::query(url.query),
            "Fragment": url.fragment,
        }))
    }),
};
