use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "hasprefix_cs",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a term of a text begins with the other, in the same case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'North America' hasprefix_cs 'Ame'" => "true"),
        example!("'North America' hasprefix_cs 'ame'" => "false"),
    ],
    cases: &[example!("'x' hasprefix_cs ''" => "true")],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::exact, Needle::begins_term_of))),
};
