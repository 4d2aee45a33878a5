use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "hassuffix",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a term of a text ends with the other, in any case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'North America' hassuffix 'TH'" => "true"),
        example!("'North America' hassuffix 'nort'" => "false"),
    ],
    cases: &[
        example!("'the end.' hassuffix 'end'" => "true"),
        example!("'ending' hassuffix 'end'" => "false"),
        example!("'x' hassuffix ''" => "true"),
    ],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::any_case, Needle::ends_term_of))),
};
