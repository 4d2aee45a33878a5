//! The modifiers that stand behind the name of a field: `Image|endswith`.
//!
//! Source: the appendix "Sigma Modifiers" of the specification, version 2.1.

/// A modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modifier {
    Contains,
    StartsWith,
    EndsWith,
    /// All values, not one of them.
    All,
    Cased,
    Exists,
    Neq,
    Re,
    /// Of a regular expression: in any case.
    IgnoreCase,
    /// Of a regular expression: `^` and `$` at lines.
    Multiline,
    /// Of a regular expression: `.` takes the end of a line too.
    DotAll,
    Base64,
    Base64Offset,
    Wide,
    Utf16be,
    Utf16,
    WinDash,
    Lt,
    Lte,
    Gt,
    Gte,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Cidr,
    Expand,
    FieldRef,
}

/// Spelling and modifier.
const MODIFIERS: &[(&str, Modifier)] = &[
    ("contains", Modifier::Contains),
    ("startswith", Modifier::StartsWith),
    ("endswith", Modifier::EndsWith),
    ("all", Modifier::All),
    ("cased", Modifier::Cased),
    ("exists", Modifier::Exists),
    ("neq", Modifier::Neq),
    ("re", Modifier::Re),
    ("i", Modifier::IgnoreCase),
    ("m", Modifier::Multiline),
    ("s", Modifier::DotAll),
    ("base64", Modifier::Base64),
    ("base64offset", Modifier::Base64Offset),
    ("wide", Modifier::Wide),
    ("utf16le", Modifier::Wide),
    ("utf16be", Modifier::Utf16be),
    ("utf16", Modifier::Utf16),
    ("windash", Modifier::WinDash),
    ("lt", Modifier::Lt),
    ("lte", Modifier::Lte),
    ("gt", Modifier::Gt),
    ("gte", Modifier::Gte),
    ("minute", Modifier::Minute),
    ("hour", Modifier::Hour),
    ("day", Modifier::Day),
    ("week", Modifier::Week),
    ("month", Modifier::Month),
    ("year", Modifier::Year),
    ("cidr", Modifier::Cidr),
    ("expand", Modifier::Expand),
    ("fieldref", Modifier::FieldRef),
];

impl Modifier {
    /// The modifier of a name.
    pub fn named(name: &str) -> Option<Self> {
        let found = MODIFIERS.iter().find(|(own, _)| *own == name);
        found.map(|(_, modifier)| *modifier)
    }

    /// The names of all.
    pub fn names() -> impl Iterator<Item = &'static str> {
        MODIFIERS.iter().map(|(name, _)| *name)
    }
}
