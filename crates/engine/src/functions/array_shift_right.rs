use super::def::*;
use crate::compute::json::shifted;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "array_shift_right",
    aliases: &[],
    family: Family::Dynamic,
    summary: "Moves the elements of an array to the right; what falls off is lost.",
    params: &[
        required("array", Takes::Array, "The array."),
        required(
            "shift_count",
            LONG,
            "By how many places; below 0 to the left.",
        ),
        optional(
            "default_value",
            Takes::Any,
            "What comes in; null when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Null when the value is no array.",
    examples: &[example!("array_shift_right(dynamic([1,2,3]), 1)" => "[null,1,2]")],
    cases: &[
        example!("array_shift_right(dynamic([1,2,3,4,5]), -2, -1)" => "[3,4,5,-1,-1]"),
        example!("array_shift_right(dynamic([1,2]), 9, 0)" => "[0,0]"),
        example!("array_shift_right(dynamic(null), 1)" => "null"),
    ],
    body: Body::Rows(|args| shifted(args, -1)),
};
