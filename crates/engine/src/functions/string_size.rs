use super::def::*;
use crate::text::columns::{Texts, longs};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "string_size",
    aliases: &[],
    family: Family::String,
    summary: "Counts the bytes of a string in UTF-8.",
    params: &[required("source", TEXT, "The string to measure.")],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("string_size('hello')" => "5")],
    cases: &[
        example!("string_size('')" => "0"),
        example!("string_size('é')" => "2"),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        Ok(longs(columns.rows, |row| Some(texts.at(row).len() as i64)))
    }),
};
