use super::def::*;
use crate::types::Type;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray};
use datafusion::arrow::datatypes::Int64Type;
use std::sync::Arc;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_within",
    aliases: &[],
    family: Family::Splunk,
    summary: "Tells whether a row is among the first rows of a subsearch, and says so where one is not.",
    params: &[
        required("number", Takes::Whole, "The number of the row, from 1."),
        required("most", Takes::Whole, "How many rows Splunk takes."),
        required("command", STRING, "The command whose subsearch it is."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_within(2, 2, 'join')" => "true"),
        example!("__spl_within(3, 2, 'join')" => "false"),
    ],
    cases: &[],
    body: Body::Columns(|args| {
        let numbers = args.arrays[0].as_primitive::<Int64Type>();
        let most = args.arrays[1].as_primitive::<Int64Type>();
        let most = if most.is_empty() { 0 } else { most.value(0) };
        let within: BooleanArray = (0..args.rows)
            .map(|row| {
                let row = if args.constant[0] { 0 } else { row };
                Some(numbers.is_valid(row) && numbers.value(row) <= most)
            })
            .collect();
        if within.false_count() > 0
            && let Some(notes) = args.notes
        {
            let command = args.arrays[2].as_string_view();
            let command = if command.is_empty() {
                ""
            } else {
                command.value(0)
            };
            notes.say(format!(
                "the subsearch of `{command}` gives more than {most} rows: as Splunk does, those behind them are left out"
            ));
        }
        Ok(Arc::new(within) as ArrayRef)
    }),
};
