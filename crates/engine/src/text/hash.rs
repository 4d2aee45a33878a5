//! The hash of a value.

use twox_hash::XxHash64;

use crate::types::{Value, dynamic};

/// xxHash64 of a value: of a text's bytes, of the bits of all else.
pub fn xxhash64(value: &Value) -> u64 {
    match value {
        Value::Null => XxHash64::oneshot(0, &[]),
        Value::Bool(b) => XxHash64::oneshot(0, &[u8::from(*b)]),
        Value::Int(i) => XxHash64::oneshot(0, &i.to_le_bytes()),
        Value::Long(i) | Value::Datetime(i) | Value::Timespan(i) => {
            XxHash64::oneshot(0, &i.to_le_bytes())
        }
        Value::Real(r) => XxHash64::oneshot(0, &r.to_le_bytes()),
        Value::Decimal(d) => XxHash64::oneshot(0, &d.to_le_bytes()),
        Value::String(s) | Value::Guid(s) => XxHash64::oneshot(0, s.as_bytes()),
        Value::Dynamic(json) => XxHash64::oneshot(0, dynamic::to_json_text(json).as_bytes()),
        Value::Row(values) => combine(values.iter().map(xxhash64)),
    }
}

/// One hash of several.
pub fn combine(hashes: impl IntoIterator<Item = u64>) -> u64 {
    let bytes: Vec<u8> = hashes.into_iter().flat_map(u64::to_le_bytes).collect();
    XxHash64::oneshot(0, &bytes)
}

/// Hexadecimal digits of the bytes of a digest.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
