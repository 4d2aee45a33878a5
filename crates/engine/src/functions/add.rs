use super::def::*;
use crate::compute::arithmetic::{Operator, compute, returns};

pub(super) const FUNCTION: Function = Function {
    name: "add",
    aliases: &[],
    family: Family::Operator,
    summary: "Adds two numbers, two timespans, or a timespan to a datetime: `left + right`.",
    params: &[
        required("left", Takes::Any, "The first summand."),
        required("right", Takes::Any, "The second summand."),
    ],
    returns: Returns::By(|types| returns(Operator::Add, types)),
    notes: "Written as `+`. Whole numbers give long and wrap around at 64 bits. A datetime beyond year 9999 is null.",
    examples: &[
        example!("1 + 2" => "3"),
        example!("datetime(2024-02-28) + 1d" => "2024-02-29T00:00:00.0000000Z"),
    ],
    cases: &[
        example!("print x = 1 | extend x = x + 1 | extend x = x + 1 | extend x = x + 1" => "4"),
        example!("datatable(b:bool)[true] | extend b = not(b) | extend b = not(b)" => "true"),
        example!("datatable(a:long, b:long)[1, 2] | project a=b, b=a | project a=b, b=a" => "1"),
        example!("dynamic(1) + 2" => "3"),
        example!("dynamic('a') + 1" => "null"),
        example!("1 + 2.5" => "3.5"),
        example!("9223372036854775807 + 1" => "-9223372036854775808"),
        example!("int(2147483647) + int(1)" => "2147483648"),
        example!("int(null) + 1" => "null"),
        example!("1h + 30m" => "01:30:00"),
        example!("decimal(0.1) + decimal(0.2)" => "0.3"),
        example!("datetime(9999-12-31) + 2d" => "null"),
        example!("datetime(2024-01-01) + timespan(null)" => "null"),
    ],
    body: Body::Columns(|columns| compute(Operator::Add, columns)),
};
