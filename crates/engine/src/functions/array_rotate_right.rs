use super::def::*;
use crate::compute::json::rotated;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "array_rotate_right",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Moves the elements of an array to the right; what falls off comes in again.",
    params: &[
        required("array", Takes::Array, "The array."),
        required(
            "rotate_count",
            LONG,
            "By how many places; below 0 to the left.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when the value is no array.",
    examples: &[example!("array_rotate_right(dynamic([1,2,3,4,5]), 2)" => "[4,5,1,2,3]")],
    cases: &[
        example!("array_rotate_right(dynamic([1,2,3,4,5]), -2)" => "[3,4,5,1,2]"),
        example!("array_rotate_right(dynamic([1,2,3]), 7)" => "[3,1,2]"),
        example!("array_rotate_right(dynamic([]), 1)" => "[]"),
        example!("array_rotate_right(dynamic(null), 1)" => "null"),
    ],
    body: Body::Rows(|args| rotated(args, -1)),
};
