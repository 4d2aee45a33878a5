use std::sync::Arc;

use super::def::*;
use crate::compute::time_format::{constant, datetime_format, write_datetime};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "format_datetime",
    aliases: &[],
    family: Family::Datetime,
    summary: "Writes a datetime in a format.",
    params: &[
        required("date", DATETIME, "The time."),
        required(
            "format",
            STRING,
            "Letters for the parts, and what stands between them.",
        )
        .constant(),
    ],
    returns: Returns::Is(Type::String),
    notes: "`yyyy` `yy` `y` year, `MM` `M` month, `dd` `d` day, `HH` `H` hour of 24, `hh` `h` hour of 12, `tt` AM or PM, `mm` `m` minute, `ss` `s` second, `f` to `fffffff` fraction, `F` to `FFFFFFF` fraction without zeros at its end. Between them may stand a space and `/-:,._[]`.",
    examples: &[
        example!("format_datetime(datetime(2024-05-17T13:45:30Z), 'yyyy-MM-dd HH:mm')" => "2024-05-17 13:45"),
        example!("format_datetime(datetime(2024-05-17T13:45:30Z), 'M/d/yy h:mm:ss tt')" => "5/17/24 1:45:30 PM"),
    ],
    cases: &[
        example!("format_datetime(datetime(2024-05-17T00:30:05.1234567Z), 'hh:mm:ss.fff tt')" => "12:30:05.123 AM"),
        example!("format_datetime(datetime(2024-05-07), 'ddd dddd')" => "077 0707"),
        example!("format_datetime(datetime(2024-05-07), 'MMM y')" => "055 24"),
        example!("format_datetime(datetime(2024-05-07T00:00:00.12Z), 'ss.FFFF')" => "00.12"),
        example!("format_datetime(datetime(2024-05-07), '[yyyy_MM,dd]')" => "[2024_05,07]"),
        example!("format_datetime(datetime(null), 'yyyy')" => "\"\""),
    ],
    body: Body::Prepared(|site| {
        let format = constant(site, 1, datetime_format)?;
        Ok(Arc::new(move |args| {
            let Some(t) = args[0].as_i64() else {
                return Value::string("");
            };
            match format.as_deref() {
                Some(parts) => Value::String(write_datetime(t, parts)),
                None => datetime_format(args[1].as_str()).map_or(Value::string(""), |parts| {
                    Value::String(write_datetime(t, &parts))
                }),
            }
        }))
    }),
};
