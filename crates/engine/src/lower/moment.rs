//! A time that moves with the clock of a view, as a function without arguments: its value is read
//! when a plan runs.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Expr as DfExpr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};

use crate::frame::View;

/// How such a function is called, its distance from the clock aside.
pub(crate) const NAME: &str = "__moment";

/// The time `at` of a query that was bound with the view's first clock.
pub(super) fn call(view: &Arc<View>, at: i64) -> DfExpr {
    ScalarUDF::new_from_impl(Moment {
        name: format!("{NAME}_{}", view.distance(at)),
        view: Arc::clone(view),
        at,
        signature: Signature::nullary(Volatility::Volatile),
    })
    .call(Vec::new())
}

#[derive(Debug)]
struct Moment {
    name: String,
    view: Arc<View>,
    at: i64,
    signature: Signature,
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Moment {}

impl Hash for Moment {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for Moment {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn invoke_with_args(&self, _: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let now = self.view.moved(self.at);
        Ok(ColumnarValue::Scalar(ScalarValue::Int64(Some(now))))
    }
}
