use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "contains_cs",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether the other stands anywhere in a text, in the same case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'FabriKam' contains_cs 'Kam'" => "true"),
        example!("'FabriKam' contains_cs 'kam'" => "false"),
    ],
    cases: &[example!("'' contains_cs ''" => "true")],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::exact, Needle::is_in))),
};
