use super::def::*;
use crate::text::columns::search_list;
use crate::text::search::Terms;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "has_any",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a text has one of several others as a whole term, in any case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("others", DYNAMIC, "An array of what to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Each is looked for as `has` does.",
    examples: &[
        example!("'North America' has_any ('south', 'north')" => "true"),
        example!("'North America' has_any ('amer', 'nor')" => "false"),
    ],
    cases: &[
        example!("'run 42' has_any (dynamic([41, 42]))" => "true"),
        example!("'x' has_any (dynamic([]))" => "false"),
        example!("'a b c d' has_any ('e', 'f', 'g', 'C')" => "true"),
        example!("'abcd' has_any ('a', 'b', 'abc', 'bcd', 'cd')" => "false"),
        example!("'VM/EXTENSIONS/WRITE' has_any ('a', 'b', 'c', '/write')" => "true"),
    ],
    body: Body::PreparedColumns(|site| {
        Ok(search_list(
            site,
            |texts| Terms::new(texts.iter().map(String::as_str)),
            Terms::any_in,
        ))
    }),
};
