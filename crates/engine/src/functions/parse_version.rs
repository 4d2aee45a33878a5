use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_version",
    aliases: &[],
    family: Family::Parsing,
    summary: "Reads a version as a number that can be compared.",
    params: &[required(
        "version",
        STRING,
        "One to four numbers of up to eight digits, with dots between them.",
    )],
    returns: Returns::Is(Type::Decimal),
    notes: "Parts that are missing count as 0. Gives null for what is no version.\n\
            Differs from Kusto: the number is smaller by a factor of 10^18, because it would have too many digits. The order is the same.",
    examples: &[
        example!("parse_version('1.10.0') > parse_version('1.9.3')" => "true"),
        example!("parse_version('1.0') == parse_version('1.0.0.0')" => "true"),
    ],
    cases: &[
        example!("parse_version('1.a')" => "null"),
        example!("parse_version('1.2.3.4.5')" => "null"),
        example!("parse_version('123456789')" => "null"),
        example!("parse_version('')" => "null"),
        example!("parse_version('0.0.0.5') < parse_version('0.0.7.0')" => "true"),
    ],
    body: Body::Rows(|args| {
        let mut number: i128 = 0;
        let mut parts = args[0].as_str().split('.');
        for _ in 0..4 {
            let part = parts.next().unwrap_or("0");
            let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            if !digits || part.len() > 8 {
                return Value::Null;
            }
            number = number * 100_000_000 + part.parse::<i128>().unwrap_or(0);
        }
        if parts.next().is_some() {
            return Value::Null;
        }
        Value::Decimal(number)
    }),
};
