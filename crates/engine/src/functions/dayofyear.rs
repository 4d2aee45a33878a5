use super::def::*;
use crate::compute::calendar::{day_of_year, part};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "dayofyear",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the day of the year of a datetime, 1 to 366.",
    params: &[required("date", DATETIME, "The time.")],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("dayofyear(datetime(2024-12-31))" => "366")],
    cases: &[
        example!("dayofyear(datetime(2023-01-01))" => "1"),
        example!("dayofyear(datetime(null))" => "null"),
    ],
    body: Body::Rows(|args| part(args, day_of_year)),
};
