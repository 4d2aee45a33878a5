use super::def::*;
use crate::text::columns::search_list;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "has_all",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a text has each of several others as a whole term, in any case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("others", DYNAMIC, "An array of what to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Each is looked for as `has` does.",
    examples: &[
        example!("'North and South America' has_all ('south', 'north')" => "true"),
        example!("'North America' has_all ('south', 'north')" => "false"),
    ],
    cases: &[example!("'x' has_all (dynamic([]))" => "true")],
    body: Body::PreparedColumns(|site| {
        Ok(search_list(
            site,
            |texts| -> Vec<Needle> { texts.iter().map(|t| Needle::any_case(t)).collect() },
            |needles, text| needles.iter().all(|needle| needle.is_term_of(text)),
        ))
    }),
};
