use super::def::*;
use crate::compute::calendar::part;
use crate::types::Type;
use crate::types::datetime::civil;

pub(super) const FUNCTION: Function = Function {
    name: "dayofmonth",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the day of the month of a datetime, 1 to 31.",
    params: &[required("date", DATETIME, "The time.")],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("dayofmonth(datetime(2024-02-29))" => "29")],
    cases: &[example!("dayofmonth(datetime(null))" => "null")],
    body: Body::Rows(|args| part(args, |t| civil(t).day)),
};
