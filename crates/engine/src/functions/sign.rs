use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "sign",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives -1, 0 or 1: the sign of a number.",
    params: &[required("number", Takes::Number, "A number.")],
    returns: Returns::Is(Type::Real),
    notes: "0 for NaN.",
    examples: &[example!("sign(-42)" => "-1.0")],
    cases: &[
        example!("sign(0)" => "0.0"),
        example!("sign(real(nan))" => "0.0"),
        example!("sign(real(-inf))" => "-1.0"),
        example!("sign(real(null))" => "null"),
    ],
    body: Body::Rows(|args| {
        real(args, |x| {
            if x > 0.0 {
                1.0
            } else if x < 0.0 {
                -1.0
            } else {
                0.0
            }
        })
    }),
};
