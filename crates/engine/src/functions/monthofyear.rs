use super::def::*;
use crate::compute::calendar::part;
use crate::types::Type;
use crate::types::datetime::civil;

pub(super) const FUNCTION: Function = Function {
    name: "monthofyear",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the month of a datetime, 1 to 12.",
    params: &[required("date", DATETIME, "The time.")],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("monthofyear(datetime(2024-05-17))" => "5")],
    cases: &[example!("monthofyear(datetime(null))" => "null")],
    body: Body::Rows(|args| part(args, |t| civil(t).month)),
};
