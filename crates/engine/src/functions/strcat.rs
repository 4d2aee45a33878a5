use super::def::*;
use crate::types::Type;
use datafusion::error::Result as DfResult;

use crate::text::columns::{Texts, append, strings};

pub(super) const FUNCTION: Function = Function {
    name: "strcat",
    aliases: &[],
    family: Family::String,
    summary: "Joins the texts of its arguments.",
    params: &[repeated(
        "arg",
        Takes::Any,
        "A value; one that is no string is taken as `tostring` gives it.",
    )],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[
        example!("strcat('a', '-', 1)" => "a-1"),
        example!("strcat('up ', true)" => "up True"),
    ],
    cases: &[
        example!("strcat('a')" => "a"),
        example!("strcat('a', long(null), '')" => "a"),
        example!("strcat(dynamic({'k': [1]}), 1s)" => r#"{"k":[1]}00:00:01"#),
    ],
    body: Body::Columns(|columns| {
        let texts = (0..columns.arrays.len())
            .map(|at| Texts::of(columns, at))
            .collect::<DfResult<Vec<_>>>()?;
        strings(columns.rows, |row, out| {
            for text in &texts {
                append(out, text.at(row));
            }
        })
    }),
};
