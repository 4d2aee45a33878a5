use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "hasprefix",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a term of a text begins with the other, in any case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'North America' hasprefix 'ame'" => "true"),
        example!("'North America' hasprefix 'mer'" => "false"),
    ],
    cases: &[
        example!("'scatter category' hasprefix 'CAT'" => "true"),
        example!("'x' hasprefix ''" => "true"),
    ],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::any_case, Needle::begins_term_of))),
};
