use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "endswith",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a text ends with the other, in any case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'Fabrikam' endswith 'Kam'" => "true"),
        example!("'Fabrikam' endswith 'brik'" => "false"),
    ],
    cases: &[
        example!("'a' endswith ''" => "true"),
        example!("'a' endswith 'ba'" => "false"),
        example!("'CAF\u{c9}' endswith 'f\u{e9}'" => "true"),
        example!("'e' endswith '\u{e9}e'" => "false"),
    ],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::any_case, Needle::ends))),
};
