use super::def::*;
use crate::compute::arithmetic::{Operator, compute, returns};

pub(super) const FUNCTION: Function = Function {
    name: "modulo",
    aliases: &[],
    family: Family::Operator,
    summary: "Gives the rest of a division: `left % right`.",
    params: &[
        required("left", Takes::Any, "The dividend."),
        required("right", Takes::Any, "The divisor."),
    ],
    returns: Returns::By(|types| returns(Operator::Modulo, types)),
    notes: "Written as `%`. The rest is never negative. Whole numbers by zero give null.",
    examples: &[example!("7 % 3" => "1"), example!("-7 % 3" => "2")],
    cases: &[
        example!("7 % -3" => "1"),
        example!("-7 % -3" => "2"),
        example!("-7.5 % 2" => "0.5"),
        example!("7 % 0" => "null"),
        example!("1d % 5h" => "04:00:00"),
        example!("10 % long(null)" => "null"),
    ],
    body: Body::Columns(|columns| compute(Operator::Modulo, columns)),
};
