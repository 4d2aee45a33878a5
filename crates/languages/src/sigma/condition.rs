//! What a detection asks of one event: tests of fields, put together by and, or, not.
//!
//! It knows neither tables nor paths; [`super::record`] makes it KQL over events and
//! [`super::sentinel`] KQL over the tables of Sentinel.

use vigie_syntax::Span;

/// A condition on one event.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// True of every event when there is none.
    And(Vec<Condition>),
    /// True of no event when there is none.
    Or(Vec<Condition>),
    Not(Box<Condition>),
    /// At least so many of these.
    AtLeast(u64, Vec<Condition>),
    Test(Test),
}

/// A question about one field, or about the whole event.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// As the rule names it; `None` for keywords.
    pub field: Option<Field>,
    pub kind: Kind,
    /// The place of the value.
    pub span: Span,
}

/// A field and where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One of the patterns fits.
    Match {
        how: How,
        cased: bool,
        patterns: Vec<String>,
    },
    /// The field is absent or null.
    Null,
    /// The field is there, whatever its value; or not there.
    Exists(bool),
    /// The value of another field is the same, or stands in it.
    Field { how: How, cased: bool, other: Field },
    /// A part of a time, compared with a number.
    Part {
        part: &'static str,
        how: How,
        numbers: Vec<String>,
    },
}

/// How a pattern fits a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Equals,
    Contains,
    StartsWith,
    EndsWith,
    /// With the wildcards `*` and `?`; a backslash takes what follows literally.
    Like,
    Regex,
    Cidr,
    /// The same number.
    Number,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl How {
    /// The name of the test in the engine.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equals => "equals",
            Self::Contains => "contains",
            Self::StartsWith => "startswith",
            Self::EndsWith => "endswith",
            Self::Like => "like",
            Self::Regex => "re",
            Self::Cidr => "cidr",
            Self::Number => "number",
            Self::Less => "lt",
            Self::LessOrEqual => "lte",
            Self::Greater => "gt",
            Self::GreaterOrEqual => "gte",
        }
    }
}

impl Condition {
    /// Both.
    pub fn and(self, other: Self) -> Self {
        match self {
            Self::And(mut all) => {
                all.push(other);
                Self::And(all)
            }
            one => Self::And(vec![one, other]),
        }
    }

    /// Calls `f` with every test.
    pub fn each(&self, f: &mut dyn FnMut(&Test)) {
        match self {
            Self::And(all) | Self::Or(all) | Self::AtLeast(_, all) => {
                for one in all {
                    one.each(f);
                }
            }
            Self::Not(one) => one.each(f),
            Self::Test(test) => f(test),
        }
    }
}
