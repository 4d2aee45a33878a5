use super::def::*;
use crate::text::case::push_upper;
use crate::text::columns::{Texts, strings};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "toupper",
    aliases: &[],
    family: Family::String,
    summary: "Writes a text in upper case.",
    params: &[required("value", Takes::Any, "The text.")],
    returns: Returns::Is(Type::String),
    notes: "Each character has at most one other form: `ß` stays as it is.",
    examples: &[example!("toupper('Kusto')" => "KUSTO")],
    cases: &[
        example!("toupper('')" => r#""""#),
        example!("toupper('Überé')" => "ÜBERÉ"),
        example!("toupper('straße')" => "STRAßE"),
        example!("toupper(dynamic('Ab'))" => "AB"),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        strings(columns.rows, |row, out| {
            push_upper(out, texts.at(row));
        })
    }),
};
