use super::def::*;
use crate::text::columns::{Texts, append, strings};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "replace_string",
    aliases: &[],
    family: Family::String,
    summary: "Replaces all occurrences of a text.",
    params: &[
        required("text", STRING, "The text to search."),
        required("lookup", STRING, "What to replace."),
        required("rewrite", STRING, "What stands in its place."),
    ],
    returns: Returns::Is(Type::String),
    notes: "Occurrences do not overlap. An empty lookup replaces nothing.",
    examples: &[example!("replace_string('a cat', 'cat', 'dog')" => "a dog")],
    cases: &[
        example!("replace_string('aaa', '', 'X')" => "aaa"),
        example!("replace_string('aaa', 'aa', 'b')" => "ba"),
        example!("replace_string('', 'a', 'b')" => r#""""#),
        example!("replace_string('aBa', 'b', '')" => "aBa"),
    ],
    body: Body::Columns(|columns| {
        let texts = Texts::of(columns, 0)?;
        let lookups = Texts::of(columns, 1)?;
        let rewrites = Texts::of(columns, 2)?;
        strings(columns.rows, |row, out| {
            let lookup = lookups.at(row);
            if lookup.is_empty() {
                append(out, texts.at(row));
                return;
            }
            for (at, piece) in texts.at(row).split(lookup).enumerate() {
                if at > 0 {
                    append(out, rewrites.at(row));
                }
                append(out, piece);
            }
        })
    }),
};
