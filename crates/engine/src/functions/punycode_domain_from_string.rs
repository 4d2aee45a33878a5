use super::def::*;
use idna::punycode;

use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "punycode_domain_from_string",
    aliases: &[],
    family: Family::Encoding,
    summary: "Decodes the labels of a domain name that begin with `xn--`.",
    params: &[required("string", STRING, "The domain name.")],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for what cannot be converted.",
    examples: &[example!("punycode_domain_from_string('xn--Ge-mia.Bulg.edu')" => "Gáe.Bulg.edu")],
    cases: &[example!("punycode_domain_from_string('bing.com')" => "bing.com")],
    body: Body::Rows(|args| {
        let labels = args[0].as_str().split('.').map(|label| {
            match label
                .get(..4)
                .filter(|head| head.eq_ignore_ascii_case("xn--"))
            {
                Some(_) => punycode::decode_to_string(label.get(4..)?),
                None => Some(label.to_owned()),
            }
        });
        let labels: Option<Vec<String>> = labels.collect();
        Value::String(labels.unwrap_or_default().join("."))
    }),
};
