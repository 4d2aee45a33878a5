use super::def::*;
use crate::compute::arithmetic::{Operator, compute, returns};

pub(super) const FUNCTION: Function = Function {
    name: "divide",
    aliases: &[],
    family: Family::Operator,
    summary: "Divides numbers and timespans: `left / right`.",
    params: &[
        required("left", Takes::Any, "The dividend."),
        required("right", Takes::Any, "The divisor."),
    ],
    returns: Returns::By(|types| returns(Operator::Divide, types)),
    notes: "Written as `/`. Whole numbers are cut towards zero, and by zero give null; reals by zero give infinity or NaN. Two timespans give a real.",
    examples: &[
        example!("7 / 2" => "3"),
        example!("1d / 1h" => "24.0"),
        example!("1d / 4" => "06:00:00"),
    ],
    cases: &[
        example!("-7 / 2" => "-3"),
        example!("7 / 2.0" => "3.5"),
        example!("1 / 0" => "null"),
        example!("1.0 / 0.0" => "inf"),
        example!("0.0 / 0.0" => "NaN"),
        example!("-1d / -1h" => "24.0"),
        example!("1s / 1000" => "00:00:00.0010000"),
        example!("decimal(1) / decimal(0)" => "null"),
        example!("(datetime(2024-01-02) - datetime(2024-01-01)) / 1h" => "24.0"),
    ],
    body: Body::Columns(|columns| compute(Operator::Divide, columns)),
};
