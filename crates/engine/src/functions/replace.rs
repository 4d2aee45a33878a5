use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "replace",
    aliases: &[],
    family: Family::String,
    summary: "Replaces all matches of a regular expression.",
    params: &[
        required("regex", STRING, "The regular expression."),
        required("rewrite", STRING, "What stands in place of a match."),
        required("source", STRING, "The text to search."),
    ],
    returns: Returns::Is(Type::String),
    notes: "The old name of `replace_regex`, with the text to search last.",
    examples: &[example!(r"replace(@'\d+', '#', 'id 12 of 30')" => "id # of #")],
    cases: &[example!(r"replace('(b)', @'<\1>', 'abc')" => "a<b>c")],
    body: Body::Source("replace_regex(source, regex, rewrite)"),
};
