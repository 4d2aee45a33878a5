use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "endswith_cs",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a text ends with the other, in the same case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'Fabrikam' endswith_cs 'kam'" => "true"),
        example!("'Fabrikam' endswith_cs 'Kam'" => "false"),
    ],
    cases: &[example!("'a' endswith_cs ''" => "true")],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::exact, Needle::ends))),
};
