use super::def::*;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "format_bytes",
    aliases: &[],
    family: Family::Conversion,
    summary: "Writes a number of bytes with a unit.",
    params: &[
        required("size", REAL, "The number of bytes."),
        optional(
            "precision",
            LONG,
            "How many digits behind the point to round to.",
        )
        .constant(),
        optional(
            "units",
            STRING,
            "The unit, `Bytes` to `EB`; one that fits when left out.",
        )
        .constant(),
    ],
    returns: Returns::Is(Type::String),
    notes: "A unit is 1024 of the one before it.",
    examples: &[
        example!("format_bytes(564)" => "564 Bytes"),
        example!("format_bytes(10332, 1)" => "10.1 KB"),
    ],
    cases: &[
        example!("format_bytes(20010332)" => "19 MB"),
        example!("format_bytes(20010332, 2)" => "19.08 MB"),
        example!("format_bytes(20010332, 0, 'KB')" => "19541 KB"),
        example!("format_bytes(1024, 2)" => "1 KB"),
        example!("format_bytes(real(null))" => r#""""#),
        example!("format_bytes(1, 0, 'XB')" => r#""""#),
        example!("format_bytes(-2048)" => "-2 KB"),
    ],
    body: Body::Rows(|args| {
        let wanted = args.get(2).map_or("", Value::as_str);
        let precision = args
            .get(1)
            .and_then(Value::as_i64)
            .unwrap_or(0)
            .clamp(0, 15);
        let text = args[0].as_f64().and_then(|size| {
            let unit = if wanted.is_empty() {
                let steps = UNITS.len() - 1;
                (0..steps)
                    .find(|at| size.abs() < 1024_f64.powi(*at as i32 + 1))
                    .unwrap_or(steps)
            } else {
                UNITS
                    .iter()
                    .position(|unit| unit.eq_ignore_ascii_case(wanted))?
            };
            let scale = 10_f64.powi(precision as i32);
            let value = (size / 1024_f64.powi(unit as i32) * scale).round() / scale;
            Some(format!("{value} {}", UNITS[unit]))
        });
        Value::String(text.unwrap_or_default())
    }),
};

const UNITS: [&str; 7] = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"];
