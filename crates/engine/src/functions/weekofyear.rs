use super::def::*;
use crate::compute::calendar::{part, sunday_week_of_year};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "weekofyear",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the week of the year of a datetime, as older queries count it.",
    params: &[required("date", DATETIME, "The time.")],
    returns: Returns::Is(Type::Long),
    notes: "Weeks begin on Sunday; the first week of a year has its first Wednesday. See `week_of_year()`.",
    examples: &[example!("weekofyear(datetime(2024-01-07))" => "2")],
    cases: &[
        example!("weekofyear(datetime(2024-01-01))" => "1"),
        example!("weekofyear(datetime(null))" => "null"),
    ],
    body: Body::Rows(|args| part(args, sunday_week_of_year)),
};
