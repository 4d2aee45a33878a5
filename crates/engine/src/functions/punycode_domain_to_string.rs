use super::def::*;
use idna::punycode;

use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "punycode_domain_to_string",
    aliases: &[],
    family: Family::Encoding,
    summary: "Encodes the labels of a domain name that are not ASCII, with `xn--` in front.",
    params: &[required("string", STRING, "The domain name.")],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for what cannot be converted. The full stops of other scripts separate labels too.",
    examples: &[example!("punycode_domain_to_string('Gáe.Bulg.edu')" => "xn--Ge-mia.Bulg.edu")],
    cases: &[
        example!("punycode_domain_to_string('Riðill｡Skáldskaparmál｡org')" => "xn--Riill-jta.xn--Skldskaparml-dbbj.org"),
    ],
    body: Body::Rows(|args| {
        let labels = args[0]
            .as_str()
            .split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']);
        let labels: Option<Vec<String>> = labels
            .map(|label| {
                if label.is_ascii() {
                    Some(label.to_owned())
                } else {
                    Some(format!("xn--{}", punycode::encode_str(label)?))
                }
            })
            .collect();
        Value::String(labels.unwrap_or_default().join("."))
    }),
};
