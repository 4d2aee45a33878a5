use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "startswith",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a text begins with the other, in any case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'Fabrikam' startswith 'fab'" => "true"),
        example!("'Fabrikam' startswith 'kam'" => "false"),
    ],
    cases: &[
        example!("'a' startswith ''" => "true"),
        example!("'a' startswith 'ab'" => "false"),
        example!("'\u{c4}hre' startswith '\u{e4}H'" => "true"),
    ],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::any_case, Needle::begins))),
};
