//! `in` and `in~` over known values, as functions of the operand and a literal JSON array.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Expr as DfExpr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};
use indexmap::IndexSet;

use super::expr::text;
use crate::text::{case, columns};
use crate::types::array::{Reader, from_scalar};
use crate::types::{Json, Type, Value, dynamic};

pub(super) fn call(ty: Type, fold_case: bool, operand: DfExpr, list: &[Value]) -> DfExpr {
    let array = Json::Array(list.iter().map(Value::to_json).collect());
    ScalarUDF::new_from_impl(Membership {
        ty,
        fold_case,
        signature: Signature::variadic_any(Volatility::Immutable),
        set: OnceLock::new(),
    })
    .call(vec![operand, text(dynamic::to_json_text(&array))])
}

#[derive(Debug)]
struct Membership {
    ty: Type,
    fold_case: bool,
    signature: Signature,
    set: OnceLock<IndexSet<String>>,
}

impl PartialEq for Membership {
    fn eq(&self, other: &Self) -> bool {
        self.ty == other.ty && self.fold_case == other.fold_case
    }
}

impl Eq for Membership {}

impl Hash for Membership {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ty.hash(state);
        self.fold_case.hash(state);
    }
}

/// One spelling for equal values: numbers of any type by their value, text by its letters.
pub(crate) fn key(value: &Value, fold_case: bool) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Dynamic(Json::Number(n)) => match n.as_i64() {
            Some(i) => i.to_string(),
            None => real_key(n.as_f64()?),
        },
        Value::Real(r) => real_key(*r),
        Value::Bool(b) | Value::Dynamic(Json::Bool(b)) => format!("b{b}"),
        Value::Dynamic(Json::String(s)) | Value::String(s) | Value::Guid(s) => {
            let mut text = "\"".to_owned();
            push_text(&mut text, s, fold_case);
            text
        }
        other => other.to_text(),
    })
}

fn push_text(out: &mut String, text: &str, fold_case: bool) {
    if fold_case {
        case::push_lower(out, text);
    } else {
        out.push_str(text);
    }
}

fn real_key(r: f64) -> String {
    if r.fract() == 0.0 && r.abs() < 9e15 {
        format!("{}", r as i64)
    } else {
        format!("{r:e}")
    }
}

impl Membership {
    /// JSON has no times; a list of them was written as text.
    fn list_key(&self, item: &Json) -> Option<String> {
        let value = Value::json(item.clone());
        let value = match self.ty {
            Type::Datetime | Type::Timespan | Type::Decimal => {
                crate::types::convert::convert(&value, self.ty)
            }
            _ => value,
        };
        key(&value, self.fold_case)
    }

    fn set(&self, list: &ColumnarValue) -> &IndexSet<String> {
        self.set.get_or_init(|| {
            let text = match list {
                ColumnarValue::Scalar(ScalarValue::Utf8View(Some(text))) => text.clone(),
                _ => String::new(),
            };
            match dynamic::parse(&text) {
                Some(Json::Array(items)) => items.iter().filter_map(|i| self.list_key(i)).collect(),
                _ => IndexSet::new(),
            }
        })
    }

    /// A column of strings, without a value for each row.
    fn texts(&self, set: &IndexSet<String>, array: &ArrayRef) -> ArrayRef {
        let array = array.as_string_view();
        let mut key = String::new();
        columns::bools(array.len(), |row| {
            key.clear();
            key.push('"');
            if array.is_valid(row) {
                push_text(&mut key, array.value(row), self.fold_case);
            }
            set.contains(&key)
        })
    }

    fn contains(&self, set: &IndexSet<String>, value: &Value) -> bool {
        key(value, self.fold_case).is_some_and(|k| set.contains(&k))
    }
}

impl ScalarUDFImpl for Membership {
    fn name(&self) -> &str {
        if self.fold_case { "in~" } else { "in" }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let set = self.set(&args.args[1]);
        match &args.args[0] {
            ColumnarValue::Scalar(scalar) => {
                let value = from_scalar(self.ty, scalar)?;
                Ok(ColumnarValue::Scalar(ScalarValue::Boolean(Some(
                    self.contains(set, &value),
                ))))
            }
            ColumnarValue::Array(array) if self.ty == Type::String => {
                Ok(ColumnarValue::Array(self.texts(set, array)))
            }
            ColumnarValue::Array(array) => {
                let reader = Reader::new(self.ty, array.as_ref())?;
                let found: BooleanArray = (0..array.len())
                    .map(|row| Some(self.contains(set, &reader.value(row))))
                    .collect();
                Ok(ColumnarValue::Array(Arc::new(found)))
            }
        }
    }
}
