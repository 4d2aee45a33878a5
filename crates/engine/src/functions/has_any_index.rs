use super::def::*;
use crate::text::columns::items;
use crate::text::search::Needle;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "has_any_index",
    aliases: &[],
    family: Family::String,
    summary: "Tells the place in an array of the first value that a text has as a term.",
    params: &[
        required("source", TEXT, "The text to search."),
        required("values", Takes::Array, "An array of what to look for."),
    ],
    returns: Returns::Is(Type::Long),
    notes: "Gives -1 when the text has none of them. Each is looked for as `has` does.",
    examples: &[
        example!("has_any_index('an example', dynamic(['this', 'example']))" => "1"),
        example!("has_any_index('an example', dynamic(['not', 'found']))" => "-1"),
    ],
    cases: &[
        example!("has_any_index('number 2', dynamic([1, 2, 3]))" => "1"),
        example!("has_any_index('x', dynamic([]))" => "-1"),
    ],
    body: Body::Rows(|args| {
        let found = items(&args[1])
            .iter()
            .position(|other| Needle::any_case(other).is_term_of(args[0].as_str()));
        Value::Long(found.map_or(-1, |at| at as i64))
    }),
};
