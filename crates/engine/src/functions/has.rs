use super::def::*;
use crate::text::columns::search;
use crate::text::search::Needle;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "has",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether a text has the other as a whole term, in any case.",
    params: &[
        required("text", STRING, "The text to search."),
        required("other", STRING, "What to look for."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "A term is a maximal run of letters and digits.\n\
            At an end of the right side that is no letter or digit, any character may follow.",
    examples: &[
        example!("'North America' has 'america'" => "true"),
        example!("'North America' has 'amer'" => "false"),
    ],
    cases: &[
        example!("'vm/extensions/write' has '/write'" => "true"),
        example!("'VM/EXTENSIONS/WRITE' has 'extension'" => "false"),
        example!("'VM/EXTENSIONS/WRITE' has 'extensions/write'" => "true"),
        example!("'a_b' has 'b'" => "true"),
        example!("'termterm term' has 'term'" => "true"),
        example!("'x' has ''" => "true"),
        example!("'NA\u{cf}VE day' has 'na\u{ef}ve'" => "true"),
        example!("'na\u{ef}ve' has 'na'" => "false"),
        example!("'1.2.3' has '2.3'" => "true"),
        example!("'12.3' has '2.3'" => "false"),
        example!("dynamic(['AB-1', 2]) has 'ab'" => "true"),
    ],
    body: Body::PreparedColumns(|site| Ok(search(site, Needle::any_case, Needle::is_term_of))),
};
