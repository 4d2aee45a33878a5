//! KQL's scalar types, their values, and the texts they are written in.

pub mod array;
pub mod convert;
mod convert_column;
pub mod datetime;
mod datetime_text;
pub mod decimal;
pub mod dynamic;
pub mod number;
pub mod timespan;
mod value;

pub use convert_column::{convert_column, text_of_json};
pub use value::{Json, Value};

use datafusion::arrow::datatypes::DataType;

/// A scalar type of the language.
///
/// Source of the set: the page "Scalar data types" of the Kusto documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    Bool,
    /// 32 bits, wraps.
    Int,
    /// 64 bits, wraps.
    Long,
    /// IEEE double.
    Real,
    /// 128 bits with 18 digits behind the point.
    Decimal,
    /// UTF-8; never null, a missing string is empty.
    String,
    /// 100 ns ticks since the beginning of year 1, UTC.
    Datetime,
    /// 100 ns ticks.
    Timespan,
    /// Lower-case text with dashes.
    Guid,
    /// JSON.
    Dynamic,
}

impl Type {
    pub const ALL: [Self; 10] = [
        Self::Bool,
        Self::Int,
        Self::Long,
        Self::Real,
        Self::Decimal,
        Self::String,
        Self::Datetime,
        Self::Timespan,
        Self::Guid,
        Self::Dynamic,
    ];

    /// The name in the language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Long => "long",
            Self::Real => "real",
            Self::Decimal => "decimal",
            Self::String => "string",
            Self::Datetime => "datetime",
            Self::Timespan => "timespan",
            Self::Guid => "guid",
            Self::Dynamic => "dynamic",
        }
    }

    /// The type of a name or one of its aliases, as a query writes it.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "bool" | "boolean" => Self::Bool,
            "int" | "int32" | "uint32" | "int16" | "uint16" | "int8" | "uint8" => Self::Int,
            "long" | "int64" | "uint64" | "ulong" => Self::Long,
            "real" | "double" | "float" => Self::Real,
            "decimal" => Self::Decimal,
            "string" => Self::String,
            "datetime" | "date" => Self::Datetime,
            "timespan" | "time" => Self::Timespan,
            "guid" | "uuid" | "uniqueid" => Self::Guid,
            "dynamic" => Self::Dynamic,
            _ => return None,
        })
    }

    /// How Arrow stores it.
    pub fn arrow(self) -> DataType {
        match self {
            Self::Bool => DataType::Boolean,
            Self::Int => DataType::Int32,
            Self::Long | Self::Datetime | Self::Timespan => DataType::Int64,
            Self::Real => DataType::Float64,
            Self::Decimal => DataType::Decimal128(decimal::PRECISION, decimal::SCALE),
            Self::String | Self::Guid | Self::Dynamic => DataType::Utf8View,
        }
    }

    /// int, long, real, decimal.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Int | Self::Long | Self::Real | Self::Decimal)
    }

    /// What takes part in sums: numbers and timespans.
    pub fn is_summable(self) -> bool {
        self.is_numeric() || self == Self::Timespan
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A column of a table or a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub ty: Type,
}

impl Column {
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Self {
            name: name.into(),
            ty,
        }
    }
}
