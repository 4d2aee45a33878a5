use super::def::*;
use crate::compute::bins::{bin_at, bin_type, fits_at};

pub(super) const FUNCTION: Function = Function {
    name: "bin_at",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Rounds down to a bin whose beginning is given.",
    params: &[
        required("value", Takes::Any, "A number, a datetime or a timespan."),
        required(
            "bin_size",
            Takes::Any,
            "The size of a bin: a number for numbers, a timespan for times.",
        ),
        required(
            "fixed_point",
            Takes::Any,
            "Where some bin begins, of the value's type.",
        ),
    ],
    returns: Returns::Fitting(fits_at, bin_type),
    notes: "A bin size of zero or below gives null.",
    examples: &[
        example!("bin_at(12, 5, 1)" => "11"),
        example!("bin_at(datetime(2024-01-02T03:00Z), 1d, datetime(2024-01-01T06:00Z))" => "2024-01-01T06:00:00.0000000Z"),
    ],
    cases: &[
        example!("bin_at(6.5, 2.5, 7)" => "4.5"),
        example!("bin_at(1h, 1d, 12h)" => "-12:00:00"),
        example!("bin_at(datetime(2024-01-15), 7d, datetime(2024-01-01))" => "2024-01-15T00:00:00.0000000Z"),
        example!("bin_at(-3, 5, 1)" => "-4"),
        example!("bin_at(long(null), 5, 1)" => "null"),
    ],
    body: Body::Columns(bin_at),
};
