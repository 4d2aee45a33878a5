//! Building the columns of a batch.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Float64Builder, Int32Builder, Int64Builder, StringViewBuilder,
};
use vigie_engine::members::Members;
use vigie_engine::types::Type;

use crate::json;
use crate::sources::def::Field;
use crate::times::{self, Order};

/// A column while it is filled. What does not fit its type is null.
pub(super) enum Column {
    Text(StringViewBuilder),
    Dynamic(StringViewBuilder),
    /// A record, of which these members are wanted.
    Record(StringViewBuilder, Arc<Members>),
    Time(Int64Builder, Option<Order>),
    Long(Int64Builder),
    Int(Int32Builder),
    Real(Float64Builder),
    Bool(BooleanBuilder),
}

impl Column {
    pub(super) fn new(ty: Type, order: Option<Order>) -> Self {
        match ty {
            Type::Datetime => Self::Time(Int64Builder::new(), order),
            Type::Long | Type::Timespan => Self::Long(Int64Builder::new()),
            Type::Int => Self::Int(Int32Builder::new()),
            Type::Real | Type::Decimal => Self::Real(Float64Builder::new()),
            Type::Bool => Self::Bool(BooleanBuilder::new()),
            Type::Dynamic => Self::Dynamic(StringViewBuilder::new()),
            Type::String | Type::Guid => Self::Text(StringViewBuilder::new()),
        }
    }

    /// Appends a value.
    pub(super) fn push(&mut self, field: &Field<'_>) {
        match self {
            Self::Text(b) => b.append_value(field.text().unwrap_or_default()),
            Self::Dynamic(b) => match dynamic(field) {
                Some(text) => b.append_value(text),
                None => b.append_null(),
            },
            Self::Record(b, members) => {
                let wanted = |key: &str| members.holds(key);
                match field.json().and_then(|json| json::part(&json, wanted)) {
                    Some(text) => b.append_value(text),
                    None => match dynamic(field) {
                        Some(text) => b.append_value(text),
                        None => b.append_null(),
                    },
                }
            }
            Self::Time(b, order) => {
                b.append_option(field.text().and_then(|text| times::parse(&text, *order)));
            }
            Self::Long(b) => b.append_option(field.text().and_then(|text| whole(&text))),
            Self::Int(b) => b.append_option(field.text().and_then(|text| text.trim().parse().ok())),
            Self::Real(b) => {
                b.append_option(field.text().and_then(|text| text.trim().parse().ok()));
            }
            Self::Bool(b) => b.append_option(field.text().and_then(|text| truth(&text))),
        }
    }

    pub(super) fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(b) | Self::Dynamic(b) | Self::Record(b, _) => Arc::new(b.finish()),
            Self::Time(b, _) | Self::Long(b) => Arc::new(b.finish()),
            Self::Int(b) => Arc::new(b.finish()),
            Self::Real(b) => Arc::new(b.finish()),
            Self::Bool(b) => Arc::new(b.finish()),
        }
    }
}

/// The canonical JSON of a value; an object or array that stands in a text is that object.
fn dynamic(field: &Field<'_>) -> Option<String> {
    if let Some(json) = field.json() {
        return json::compact(&json).map(std::borrow::Cow::into_owned);
    }
    match field {
        Field::Nothing | Field::Json(b"null") => None,
        Field::Json(value) => json::compact(value).map(std::borrow::Cow::into_owned),
        Field::Text(text) => {
            let mut out = String::with_capacity(text.len() + 2);
            json::quote(&mut out, text);
            Some(out)
        }
    }
}

fn whole(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

fn truth(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}
