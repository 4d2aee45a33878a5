use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "ingestion_time",
    aliases: &[],
    family: Family::Metadata,
    summary: "Gives the time at which a record was taken in.",
    params: &[],
    returns: Returns::Is(Type::Datetime),
    notes: "Differs from Kusto: exported logs do not tell when they were taken in, so this is the column `TimeGenerated`, or null in a table without one.",
    examples: &[
        example!("datatable(TimeGenerated:datetime)[datetime(2024-01-01)] | project ingestion_time()" => "2024-01-01T00:00:00.0000000Z"),
    ],
    cases: &[example!("datatable(a:long)[1] | project ingestion_time()" => "null")],
    body: Body::Binder,
};
