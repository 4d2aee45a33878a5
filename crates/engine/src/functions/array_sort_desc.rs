use super::def::*;
use crate::compute::json::{sortable, sorted};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "array_sort_desc",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Sorts an array, the largest element first, and other arrays along with it.",
    params: &[repeated(
        "array",
        Takes::Any,
        "The array to sort by, then others to bring into the same order; a bool at the end tells whether nulls come last.",
    )],
    returns: Returns::Fitting(sortable, |_| Type::Dynamic),
    notes: "Nulls come last in either order, unless a `false` follows the arrays. With several arrays there is a column for each, named `<array>_sorted`; an array of another length than the first gives null.",
    examples: &[example!("array_sort_desc(dynamic([3,1,2]))" => "[3,2,1]")],
    cases: &[
        example!("array_sort_desc(dynamic([null,'b','a']))" => "[\"b\",\"a\",null]"),
        example!("array_sort_desc(dynamic([null,'b','a']), false)" => "[null,\"b\",\"a\"]"),
        example!("array_sort_desc(dynamic({'a':1}))" => "null"),
        example!("array_sort_desc(dynamic([]))" => "[]"),
    ],
    body: Body::Rows(|args| sorted(args, false)),
};
