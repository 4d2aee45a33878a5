use super::def::*;
use crate::compute::bins::{bin, bin_type, fits};

pub(super) const FUNCTION: Function = Function {
    name: "bin",
    aliases: &["floor"],
    family: Family::Mathematical,
    summary: "Rounds down to a multiple of a bin size.",
    params: &[
        required("value", Takes::Any, "A number, a datetime or a timespan."),
        required(
            "bin_size",
            Takes::Any,
            "The size of a bin: a number for numbers, a timespan for times.",
        ),
    ],
    returns: Returns::Fitting(fits, bin_type),
    notes: "Bins of datetimes are counted from the first of January of year 1. \
            A bin size of zero or below gives null.",
    examples: &[
        example!("bin(7, 5)" => "5"),
        example!("bin(datetime(2024-05-17T13:45:30Z), 1h)" => "2024-05-17T13:00:00.0000000Z"),
    ],
    cases: &[
        example!("bin(-5, 2)" => "-6"),
        example!("bin(4.5, 1)" => "4.0"),
        example!("bin(-5.5, 2.0)" => "-6.0"),
        example!("bin(90m, 1h)" => "01:00:00"),
        example!("bin(datetime(1955-11-05), 7d)" => "1955-10-31T00:00:00.0000000Z"),
        example!("bin(long(null), 5)" => "null"),
        example!("bin(datetime(null), 1d)" => "null"),
        example!("bin(5, 0)" => "null"),
        example!("floor(1.5, 0.5)" => "1.5"),
        example!("bin(decimal(7.7), decimal(0.5))" => "7.5"),
    ],
    body: Body::Columns(bin),
};
