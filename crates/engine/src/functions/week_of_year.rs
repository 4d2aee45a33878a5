use super::def::*;
use crate::compute::calendar::{part, week_of_year};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "week_of_year",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the week of the year of a datetime, by ISO 8601.",
    params: &[required("date", DATETIME, "The time.")],
    returns: Returns::Is(Type::Long),
    notes: "Weeks begin on Monday; the first week of a year has its first Thursday.",
    examples: &[example!("week_of_year(datetime(2024-01-01))" => "1")],
    cases: &[
        example!("week_of_year(datetime(2021-01-03))" => "53"),
        example!("week_of_year(datetime(2022-01-02))" => "52"),
        example!("week_of_year(datetime(9999-12-31))" => "52"),
        example!("week_of_year(datetime(0001-01-01))" => "1"),
        example!("week_of_year(datetime(null))" => "null"),
    ],
    body: Body::Rows(|args| part(args, week_of_year)),
};
