use super::def::*;
use crate::compute::calendar::part;
use crate::types::Type;
use crate::types::datetime::civil;

pub(super) const FUNCTION: Function = Function {
    name: "hourofday",
    aliases: &[],
    family: Family::Datetime,
    summary: "Gives the hour of a datetime, 0 to 23.",
    params: &[required("date", DATETIME, "The time.")],
    returns: Returns::Is(Type::Long),
    notes: "",
    examples: &[example!("hourofday(datetime(2024-05-17T18:54Z))" => "18")],
    cases: &[example!("hourofday(datetime(null))" => "null")],
    body: Body::Rows(|args| part(args, |t| civil(t).hour)),
};
