use super::def::*;
use crate::types::Type;
use datafusion::error::Result as DfResult;

use crate::text::columns::{Texts, append, strings};

pub(super) const FUNCTION: Function = Function {
    name: "strcat_delim",
    aliases: &[],
    family: Family::String,
    summary: "Joins the texts of its arguments with a delimiter between them.",
    params: &[
        required("delimiter", Takes::Any, "What stands between two values."),
        repeated("arg", Takes::Any, "A value."),
    ],
    returns: Returns::Is(Type::String),
    notes: "",
    examples: &[example!("strcat_delim('-', 1, 'A', 1s)" => "1-A-00:00:01")],
    cases: &[
        example!("strcat_delim(', ', 'a', '', 'b')" => "a, , b"),
        example!("strcat_delim('-', 'a', int(null))" => "a-"),
    ],
    body: Body::Columns(|columns| {
        let texts = (0..columns.arrays.len())
            .map(|at| Texts::of(columns, at))
            .collect::<DfResult<Vec<_>>>()?;
        let Some((delimiter, texts)) = texts.split_first() else {
            return strings(columns.rows, |_, _| ());
        };
        strings(columns.rows, |row, out| {
            for (at, text) in texts.iter().enumerate() {
                if at > 0 {
                    append(out, delimiter.at(row));
                }
                append(out, text.at(row));
            }
        })
    }),
};
