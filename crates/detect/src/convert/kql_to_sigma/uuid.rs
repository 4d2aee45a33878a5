//! Ids that are the same whenever a rule is converted again: UUIDs of version 5.
//!
//! Source: RFC 9562, section 5.5.

use sha1::{Digest, Sha1};

/// For names that are no UUID: the namespace of the RFC for URLs.
const URL: &str = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

/// The UUID of a part of a rule.
pub(super) fn of(rule: &str, part: &str) -> String {
    let namespace = bytes(rule).or_else(|| {
        let url = bytes(URL)?;
        bytes(&five(&url, rule))
    });
    five(&namespace.unwrap_or_default(), part)
}

/// Whether a text is a UUID.
pub(super) fn is_one(text: &str) -> bool {
    bytes(text).is_some()
}

fn five(namespace: &[u8], name: &str) -> String {
    let mut hash = Sha1::new();
    hash.update(namespace);
    hash.update(name.as_bytes());
    let mut out: Vec<u8> = hash.finalize().iter().take(16).copied().collect();
    if let Some(byte) = out.get_mut(6) {
        *byte = (*byte & 0x0f) | 0x50;
    }
    if let Some(byte) = out.get_mut(8) {
        *byte = (*byte & 0x3f) | 0x80;
    }
    let mut text = String::new();
    for (at, byte) in out.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

fn bytes(uuid: &str) -> Option<Vec<u8>> {
    let groups: Vec<usize> = uuid.split('-').map(str::len).collect();
    if groups != [8, 4, 4, 4, 12] {
        return None;
    }
    let digits: String = uuid.chars().filter(|c| *c != '-').collect();
    (0..16)
        .map(|at| u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok())
        .collect()
}
