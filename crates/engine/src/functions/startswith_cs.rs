use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "startswith_cs",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a text begins with the other, in the same case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'Fabrikam' startswith_cs 'Fab'" => "true"),
        example!("'Fabrikam' startswith_cs 'fab'" => "false"),
    ],
    cases: &[example!("'a' startswith_cs ''" => "true")],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::exact, Needle::begins))),
};
