use super::def::*;
use datafusion::error::Result as DfResult;

use crate::text::columns::pieces;
use crate::text::json::dynamics;
use crate::types::array::{Builder, Reader};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "coalesce",
    aliases: &[],
    family: Family::Conditional,
    summary: "Gives the first of its arguments that is not null.",
    params: &[several("arg", Takes::Any, "A value; all are of one type.")],
    returns: Returns::Common(0),
    notes: "An empty string counts as null.",
    examples: &[
        example!("coalesce(tolong('x'), tolong('42'), 33)" => "42"),
        example!("coalesce('', 'b')" => "b"),
    ],
    cases: &[
        example!("coalesce(int(null), int(null))" => "null"),
        example!("coalesce('', '')" => r#""""#),
        example!("coalesce(dynamic(null), dynamic({'a': 1}))" => r#"{"a":1}"#),
        example!("coalesce(real(null), 1.5)" => "1.5"),
    ],
    body: Body::Columns(|columns| {
        let readers = columns
            .arrays
            .iter()
            .map(|array| Reader::new(columns.returns, array.as_ref()))
            .collect::<DfResult<Vec<_>>>()?;
        let first = |row: usize| {
            readers
                .iter()
                .zip(columns.constant)
                .find_map(|(reader, constant)| {
                    let row = if *constant { 0 } else { row };
                    let missing = match columns.returns {
                        Type::String => reader.text(row).is_empty(),
                        _ => reader.is_null(row),
                    };
                    (!missing).then_some((reader, row))
                })
        };
        if columns.returns == Type::String {
            return Ok(pieces(columns.rows, |row| {
                first(row).map_or("", |(r, at)| r.text(at))
            }));
        }
        if matches!(columns.returns, Type::Dynamic | Type::Guid) {
            return Ok(dynamics(columns.rows, |row, out| {
                first(row)
                    .map(|(reader, at)| out.push_str(reader.text(at)))
                    .is_some()
            }));
        }
        let mut builder = Builder::new(columns.returns, columns.rows);
        for row in 0..columns.rows {
            builder.push(&first(row).map_or(Value::Null, |(r, at)| r.value(at)));
        }
        Ok(builder.finish())
    }),
};
