use super::def::*;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "parse_csv",
    aliases: &[],
    family: Family::Parsing,
    summary: "Takes a record of comma-separated values apart.",
    params: &[required("csv_text", TEXT, "The record.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Only the first record counts. Commas, line ends and doubled quotes may stand within quotes.",
    examples: &[example!(r#"parse_csv('a,"b,c",d')"# => r#"["a","b,c","d"]"#)],
    cases: &[
        example!(r#"parse_csv('a,"x ""y"""')"# => r#"["a","x \"y\""]"#),
        example!(r"parse_csv('a,b\nc,d')" => r#"["a","b"]"#),
        example!("parse_csv('')" => r#"[""]"#),
        example!("parse_csv('a,')" => r#"["a",""]"#),
    ],
    body: Body::Rows(|args| {
        let fields = first_record(args[0].as_str());
        Value::Dynamic(fields.into_iter().map(Json::String).collect())
    }),
};

fn first_record(text: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            '\r' | '\n' if !quoted => break,
            _ => field.push(c),
        }
    }
    fields.push(field);
    fields
}
