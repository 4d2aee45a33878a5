use super::def::*;
use crate::compute::zones::names;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "datetime_list_timezones",
    aliases: &[],
    family: Family::Datetime,
    summary: "Lists the time zones that the conversions know.",
    params: &[],
    returns: Returns::Is(Type::Dynamic),
    notes: "The names of the IANA database, sorted.",
    examples: &[example!("set_has_element(datetime_list_timezones(), 'Europe/Paris')" => "true")],
    cases: &[],
    body: Body::Rows(|_| Value::Dynamic(Json::from(names()))),
};
