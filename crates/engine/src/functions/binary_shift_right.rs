use super::def::*;
use crate::compute::numbers::longs;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "binary_shift_right",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Moves the bits of a number to the right.",
    params: &[
        required("value", LONG, "A whole number."),
        required(
            "shift",
            LONG,
            "By how many bits; the rest of the division by 64 counts.",
        ),
    ],
    returns: Returns::Is(Type::Long),
    notes: "The sign stays. Null for a negative shift.",
    examples: &[example!("binary_shift_right(8, 3)" => "1")],
    cases: &[
        example!("binary_shift_right(-8, 1)" => "-4"),
        example!("binary_shift_right(1, -1)" => "null"),
    ],
    body: Body::Rows(|args| {
        longs(args, |[value, shift]| {
            (shift >= 0).then(|| value.wrapping_shr((shift % 64) as u32))
        })
    }),
};
