use super::def::*;
use crate::compute::numbers::longs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "binary_shift_left",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Moves the bits of a number to the left.",
    params: &[
        required("value", LONG, "A whole number."),
        required(
            "shift",
            LONG,
            "By how many bits; the rest of the division by 64 counts.",
        ),
    ],
    returns: Returns::Is(Type::Long),
    notes: "Null for a negative shift.",
    examples: &[example!("binary_shift_left(1, 3)" => "8")],
    cases: &[
        example!("binary_shift_left(1, 64)" => "1"),
        example!("binary_shift_left(1, -1)" => "null"),
    ],
    body: Body::Rows(|args| {
        longs(args, |[value, shift]| {
            (shift >= 0).then(|| value.wrapping_shl((shift % 64) as u32))
        })
    }),
};
