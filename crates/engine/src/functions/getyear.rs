use super::def::*;
use crate::compute::calendar::part;
use crate::types::Type;
use crate::types::datetime::civil;

pub(super) const FUNCTION: Function = Function {
    name: "getyear",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the year of a datetime.",
    params: &[required("date", DATETIME, "The time.")],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("getyear(datetime(2024-05-17))" => "2024")],
    cases: &[example!("getyear(datetime(null))" => "null")],
    body: Body::Rows(|args| part(args, |t| civil(t).year)),
};
