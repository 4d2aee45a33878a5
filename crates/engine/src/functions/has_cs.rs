use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "has_cs",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a text has the other as a whole term, in the same case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'North America' has_cs 'America'" => "true"),
        example!("'North America' has_cs 'america'" => "false"),
    ],
    cases: &[
        example!("'x' has_cs ''" => "true"),
        example!("'aab aa' has_cs 'aa'" => "true"),
        example!("'aab' has_cs 'aa'" => "false"),
    ],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::exact, Needle::is_term_of))),
};
