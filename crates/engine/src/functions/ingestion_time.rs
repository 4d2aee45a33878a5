use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "ingestion_time",
    aliases: &[],
    family: Family::Metadata,
    summary: "Gives the time at which a record was taken in.",
    params: &[],
    returns: Returns::Is(Type::Datetime),
    notes: "Differs from Kusto: exported logs do not tell when they were taken in, so this is the time of the query.",
    examples: &[example!("ingestion_time() <= now()" => "true")],
    cases: &[],
    body: Body::Binder,
};
