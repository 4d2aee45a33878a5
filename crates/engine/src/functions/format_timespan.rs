use std::sync::Arc;

use super::def::*;
use crate::compute::time_format::{constant, timespan_format, write_timespan};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "format_timespan",
    aliases: &[],
    family: Family::Datetime,
    summary: "Writes a timespan in a format.",
    params: &[
        required("timespan", TIMESPAN, "The timespan."),
        required(
            "format",
            STRING,
            "Letters for the parts, and what stands between them.",
        )
        .constant(),
    ],
    returns: Returns::Is(Type::String),
    notes: "`d` to `dddddddd` days, `hh` `h` `HH` `H` hours, `mm` `m` minutes, `ss` `s` seconds, `f` to `fffffff` fraction, `F` to `FFFFFFF` fraction without zeros at its end. Between them may stand a space and `/-:,._[]`.",
    examples: &[
        example!("format_timespan(1d + 2h + 3m, 'd.hh:mm')" => "1.02:03"),
        example!("format_timespan(90s, 'mm:ss.fff')" => "01:30.000"),
    ],
    cases: &[
        example!("format_timespan(-(1d + 2h), 'd.hh:mm')" => "-1.02:00"),
        example!("format_timespan(1d, 'dddd')" => "0001"),
        example!("format_timespan(time(29.09:00:05.12345), 'dd.hh:mm:ss:FF')" => "29.09:00:05:12"),
        example!("format_timespan(25h, 'hh')" => "01"),
        example!("format_timespan(timespan(null), 'd')" => "\"\""),
    ],
    body: Body::Prepared(|site| {
        let format = constant(site, 1, timespan_format)?;
        Ok(Arc::new(move |args| {
            let Some(t) = args[0].as_i64() else {
                return Value::string("");
            };
            match format.as_deref() {
                Some(parts) => Value::String(write_timespan(t, parts)),
                None => timespan_format(args[1].as_str()).map_or(Value::string(""), |parts| {
                    Value::String(write_timespan(t, &parts))
                }),
            }
        }))
    }),
};
