//! Literals of the tree as values.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{DynamicLiteral, Literal};

use super::{Bind, Binder};
use crate::bound::Expr;
use crate::types::{Json, Type, Value, convert, datetime, decimal, number, timespan};

impl Binder<'_> {
    pub(super) fn literal(&mut self, literal: &Literal, span: Span) -> Bind<Expr> {
        let (ty, value) = match literal {
            Literal::Bool(v) => (Type::Bool, v.map(Value::Bool)),
            Literal::Int(v) => (Type::Int, v.map(Value::Int)),
            Literal::Long(v) => (Type::Long, v.map(Value::Long)),
            Literal::Real(v) => (Type::Real, v.map(Value::Real)),
            Literal::Decimal(None) => (Type::Decimal, None),
            Literal::Decimal(Some(text)) => match decimal::parse(text) {
                Some(d) => (Type::Decimal, Some(Value::Decimal(d))),
                None => return Err(self.unreadable(span, text, "decimal")),
            },
            Literal::String { value, .. } => (Type::String, Some(Value::string(value.clone()))),
            Literal::Datetime(None) => (Type::Datetime, None),
            Literal::Datetime(Some(text)) if text.eq_ignore_ascii_case("now") => {
                (Type::Datetime, Some(Value::Datetime(self.now)))
            }
            Literal::Datetime(Some(text)) => match datetime_text(text) {
                Some(ticks) => (Type::Datetime, Some(Value::Datetime(ticks))),
                None => return Err(self.unreadable(span, text, "datetime")),
            },
            Literal::Timespan(v) => (Type::Timespan, v.map(Value::Timespan)),
            Literal::Guid(None) => (Type::Guid, None),
            Literal::Guid(Some(text)) => match convert::guid(text) {
                Some(guid) => (Type::Guid, Some(Value::Guid(guid))),
                None => return Err(self.unreadable(span, text, "guid")),
            },
            Literal::Dynamic(d) => (Type::Dynamic, Some(Value::json(json(d)))),
            Literal::Null => (Type::Dynamic, None),
        };
        Ok(Expr::literal(value.unwrap_or(Value::Null), ty, span))
    }

    fn unreadable(&mut self, span: Span, text: &str, ty: &str) -> super::Failed {
        self.error("bad-literal", span, format!("`{text}` is no {ty}"))
    }
}

/// `datetime(2020-01-01)`, also in quotes.
fn datetime_text(text: &str) -> Option<i64> {
    let text = text.trim();
    let bare = ['"', '\'']
        .iter()
        .find_map(|q| text.strip_prefix(*q)?.strip_suffix(*q))
        .unwrap_or(text);
    // The first tick of the first year.
    if bare == "0" {
        return Some(0);
    }
    datetime::parse(bare)
}

/// The tree of a `dynamic(…)` literal.
pub(crate) fn json(literal: &DynamicLiteral) -> Json {
    match literal {
        DynamicLiteral::Null => Json::Null,
        DynamicLiteral::Bool(b) => Json::Bool(*b),
        DynamicLiteral::Long(i) => Json::from(*i),
        DynamicLiteral::Real(r) => number::json_real(*r),
        DynamicLiteral::String(s) => Json::String(s.clone()),
        DynamicLiteral::Array(items) => Json::Array(items.iter().map(json).collect()),
        DynamicLiteral::Bag(pairs) => {
            Json::Object(pairs.iter().map(|(k, v)| (k.clone(), json(v))).collect())
        }
        DynamicLiteral::Typed(inner) => typed(inner),
    }
}

fn typed(literal: &Literal) -> Json {
    match literal {
        Literal::Bool(v) => v.map_or(Json::Null, Json::Bool),
        Literal::Int(v) => v.map_or(Json::Null, Json::from),
        Literal::Long(v) => v.map_or(Json::Null, Json::from),
        Literal::Real(v) => v.map_or(Json::Null, number::json_real),
        Literal::Decimal(v) | Literal::Guid(v) => v.clone().map_or(Json::Null, Json::String),
        Literal::String { value, .. } => Json::String(value.clone()),
        Literal::Datetime(v) => v
            .as_deref()
            .and_then(datetime_text)
            .map_or(Json::Null, |t| Json::String(datetime::format(t))),
        Literal::Timespan(v) => v.map_or(Json::Null, |t| Json::String(timespan::format(t))),
        Literal::Dynamic(d) => json(d),
        Literal::Null => Json::Null,
    }
}
