use super::def::*;
use crate::text::case::push_lower;
use crate::text::columns::{Texts, strings};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "tolower",
    aliases: &[],
    family: Family::String,
    summary: "Writes a text in lower case.",
    params: &[required("value", Takes::Any, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "Each character has at most one other form: `ß` stays as it is.",
    examples: &[example!("tolower('Kusto')" => "kusto")],
    cases: &[
        example!("tolower('')" => r#""""#),
        example!("tolower('Überé')" => "überé"),
        example!("tolower('straße')" => "straße"),
        example!("tolower(dynamic('Ab'))" => "ab"),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        strings(columns.rows, |row, out| {
            push_lower(out, texts.at(row));
        })
    }),
};
