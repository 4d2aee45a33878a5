use super::def::*;
use crate::text::columns::{Texts, longs};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "strlen",
    aliases: &[],
    family: Family::String,
    summary: "Counts the characters of a string.",
    params: &[required("source", TEXT, "The string to measure.")],
    returns: Returns::Is(Type::Long),
    notes: "Counts Unicode code points, not bytes.",
    examples: &[example!("strlen('hello')" => "5")],
    cases: &[
        example!("strlen('')" => "0"),
        example!("strlen('\u{e9}')" => "1"),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        Ok(longs(columns.rows, |row| {
            Some(texts.at(row).chars().count() as i64)
        }))
    }),
};
