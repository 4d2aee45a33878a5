use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "contains",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether the other stands anywhere in a text, in any case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "",
    examples: &[
        example!("'FabriKam' contains 'BRik'" => "true"),
        example!("'FabriKam' contains 'xyz'" => "false"),
    ],
    cases: &[
        example!("'' contains ''" => "true"),
        example!("'' contains 'a'" => "false"),
        example!("'a\u{1f600}b' contains '\u{1f600}'" => "true"),
        example!("'STRA\u{df}E' contains 'ra\u{df}e'" => "true"),
        example!("'\u{41f}\u{420}\u{418}' contains '\u{440}\u{438}'" => "true"),
    ],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::any_case, Needle::is_in))),
};
