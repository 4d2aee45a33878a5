//! Our scalar functions as DataFusion's.

use std::any::Any;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, Expr as DfExpr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};

use crate::compute::json;
use crate::functions::def::{Body, CallSite, ColumnFunction, Columns, Function, RowFunction};
use crate::notes::Notes;
use crate::text::columns::{MOST_BATCH, MOST_TEXT};
use crate::types::array::{Builder, Reader};
use crate::types::convert;
use crate::types::{Type, Value, array, convert_column};

/// A call of a function with its arguments.
pub(super) fn call(
    function: &'static Function,
    types: Vec<Type>,
    returns: Type,
    args: Vec<DfExpr>,
) -> DfExpr {
    ScalarUDF::new_from_impl(Scalar {
        function,
        types,
        returns,
        signature: Signature::variadic_any(Volatility::Immutable),
        layer: 0,
        prepared: OnceLock::new(),
    })
    .call(args)
}

/// The expression of a projection's column, told apart from the same expression in another
/// projection.
///
/// DataFusion's `OptimizeProjections` drops a projection that equals the one below it, as if doing
/// it twice were the same as doing it once: `extend x = x + 1 | extend x = x + 1` would add 1.
/// So functions count as equal only within one projection, and what has no function gets one.
pub(super) fn in_layer(expr: DfExpr, layer: usize) -> Result<DfExpr> {
    if matches!(expr, DfExpr::Literal(..)) {
        return Ok(expr);
    }
    let mut marked = false;
    let expr = expr.transform_up(|node| {
        let DfExpr::ScalarFunction(call) = &node else {
            return Ok(Transformed::no(node));
        };
        let Some(scalar) = (call.func.inner().as_ref() as &dyn Any).downcast_ref::<Scalar>() else {
            return Ok(Transformed::no(node));
        };
        marked = true;
        let scalar = Scalar {
            function: scalar.function,
            types: scalar.types.clone(),
            returns: scalar.returns,
            signature: scalar.signature.clone(),
            layer,
            prepared: OnceLock::new(),
        };
        let call = ScalarUDF::new_from_impl(scalar).call(call.args.clone());
        Ok(Transformed::yes(call))
    })?;
    Ok(if marked {
        expr.data
    } else {
        same(expr.data, layer, Volatility::Immutable)
    })
}

/// An expression that the optimizer neither writes into another nor moves.
pub(super) fn in_place(expr: DfExpr, layer: usize) -> DfExpr {
    same(expr, layer, Volatility::Volatile)
}

fn same(expr: DfExpr, layer: usize, volatility: Volatility) -> DfExpr {
    let signature = Signature::any(1, volatility);
    ScalarUDF::new_from_impl(Same { layer, signature }).call(vec![expr])
}

/// Its argument, in one projection.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Same {
    layer: usize,
    signature: Signature,
}

impl ScalarUDFImpl for Same {
    fn name(&self) -> &'static str {
        "same"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        Ok(types[0].clone())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        Ok(args.args[0].clone())
    }
}

/// A conversion between types as a function.
pub(super) fn convert(from: Type, to: Type, value: DfExpr) -> DfExpr {
    ScalarUDF::new_from_impl(Conversion {
        name: format!("to_{to}"),
        from,
        to,
        signature: Signature::variadic_any(Volatility::Immutable),
    })
    .call(vec![value])
}

/// One function at one place of a query: the types of its arguments are known.
#[derive(Debug)]
struct Scalar {
    function: &'static Function,
    types: Vec<Type>,
    returns: Type,
    signature: Signature,
    /// Which projection it is in: see [`in_layer`].
    layer: usize,
    /// What was made of the constant arguments, once.
    prepared: OnceLock<Prepared>,
}

impl PartialEq for Scalar {
    fn eq(&self, other: &Self) -> bool {
        self.function.name == other.function.name
            && self.types == other.types
            && self.returns == other.returns
            && self.layer == other.layer
    }
}

impl Eq for Scalar {}

impl Hash for Scalar {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.function.name.hash(state);
        self.types.hash(state);
        self.returns.hash(state);
        self.layer.hash(state);
    }
}

#[derive(Clone)]
struct Prepared(std::result::Result<Made, String>);

/// What a prepared function became at its place.
#[derive(Clone)]
enum Made {
    Row(RowFunction),
    Column(ColumnFunction),
}

fn prepare(function: &Function, site: &CallSite<'_>) -> std::result::Result<Made, String> {
    match function.body {
        Body::Prepared(prepare) => prepare(site).map(Made::Row),
        Body::PreparedColumns(prepare) => prepare(site).map(Made::Column),
        _ => Err(format!("`{}` needs no preparation", function.name)),
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Prepared")
    }
}

impl ScalarUDFImpl for Scalar {
    fn name(&self) -> &str {
        self.function.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.returns.arrow())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let constant: Vec<bool> = args
            .args
            .iter()
            .map(|a| matches!(a, ColumnarValue::Scalar(_)))
            .collect();
        let all_constant = constant.iter().all(|c| *c);
        let rows = if all_constant { 1 } else { args.number_rows };
        let arrays = args
            .args
            .iter()
            .map(|a| match a {
                ColumnarValue::Array(array) => Ok(Arc::clone(array)),
                ColumnarValue::Scalar(scalar) => scalar.to_array(),
            })
            .collect::<Result<Vec<ArrayRef>>>()?;
        let result = evaluate(
            self.function,
            &Columns {
                arrays: &arrays,
                constant: &constant,
                types: &self.types,
                rows,
                returns: self.returns,
                notes: args.config_options.extensions.get::<Notes>(),
            },
            &self.prepared,
        )?;
        Ok(if all_constant {
            ColumnarValue::Scalar(ScalarValue::try_from_array(&result, 0)?)
        } else {
            ColumnarValue::Array(result)
        })
    }
}

fn evaluate(
    function: &'static Function,
    columns: &Columns<'_>,
    cache: &OnceLock<Prepared>,
) -> Result<ArrayRef> {
    match function.body {
        Body::Rows(f) => row_by_row(columns, f),
        Body::Columns(f) => f(columns),
        Body::Prepared(_) | Body::PreparedColumns(_) => {
            // `get_or_init` may not see other constants later: a call's constants never change.
            let prepared = cache.get_or_init(|| {
                let constants = constants(columns);
                Prepared(constants.map_err(|e| e.to_string()).and_then(|constants| {
                    prepare(
                        function,
                        &CallSite {
                            types: columns.types,
                            constants: &constants,
                            returns: columns.returns,
                        },
                    )
                }))
            });
            match &prepared.0 {
                Ok(Made::Row(f)) => row_by_row(columns, |args| f(args)),
                Ok(Made::Column(f)) => f(columns),
                Err(message) => Err(DataFusionError::Execution(message.clone())),
            }
        }
        Body::Unanswered(reason) => unanswered(columns, reason),
        Body::Source(_) | Body::Binder => Err(DataFusionError::Internal(format!(
            "`{}` is no function of rows",
            function.name
        ))),
    }
}

/// No values where no argument has one, and the reason where one has.
fn unanswered(columns: &Columns<'_>, reason: &str) -> Result<ArrayRef> {
    for (array, ty) in columns.arrays.iter().zip(columns.types) {
        let reader = Reader::new(*ty, array.as_ref())?;
        let missing = Value::missing(*ty);
        if (0..array.len()).any(|row| reader.value(row) != missing) {
            return Err(DataFusionError::Execution(reason.to_owned()));
        }
    }
    let nothing = vec![Value::missing(columns.returns); columns.rows];
    Ok(array::array(columns.returns, &nothing))
}

fn constants(columns: &Columns<'_>) -> Result<Vec<Option<Value>>> {
    columns
        .arrays
        .iter()
        .zip(columns.types)
        .zip(columns.constant)
        .map(|((array, ty), constant)| {
            constant
                .then(|| Ok(Reader::new(*ty, array.as_ref())?.value(0)))
                .transpose()
        })
        .collect()
}

fn row_by_row(columns: &Columns<'_>, f: impl Fn(&[Value]) -> Value) -> Result<ArrayRef> {
    let readers = columns
        .arrays
        .iter()
        .zip(columns.types)
        .map(|(array, ty)| Reader::new(*ty, array.as_ref()))
        .collect::<Result<Vec<_>>>()?;
    let mut values: Vec<Value> = constants(columns)?
        .into_iter()
        .map(|v| v.unwrap_or(Value::Null))
        .collect();
    let mut builder = Builder::new(columns.returns, columns.rows);
    let mut total = 0;
    for row in 0..columns.rows {
        for ((value, reader), constant) in values.iter_mut().zip(&readers).zip(columns.constant) {
            if !constant {
                *value = reader.value(row);
            }
        }
        let value = f(&values);
        total += length(&value).map_err(DataFusionError::ResourcesExhausted)?;
        if total > MOST_BATCH {
            return Err(DataFusionError::ResourcesExhausted(too_long()));
        }
        builder.push(&value);
    }
    Ok(builder.finish())
}

/// How long the text of a value is that has one; `Err` is a sentence when it is too long.
fn length(value: &Value) -> std::result::Result<usize, String> {
    let length = match value {
        Value::String(text) => text.len(),
        Value::Dynamic(json) => json::length(json),
        _ => 0,
    };
    if length > MOST_TEXT {
        return Err(too_long());
    }
    Ok(length)
}

fn too_long() -> String {
    format!("a value is longer than {} MiB", MOST_TEXT >> 20)
}

/// The value of a call whose arguments are all known. `Err` is a sentence for the user.
pub(crate) fn constant_call(
    function: &'static Function,
    types: &[Type],
    returns: Type,
    args: &[Value],
) -> std::result::Result<Value, String> {
    let checked = |value: Value| {
        length(&value)?;
        // Through an array, so that the value has the form that rows would have.
        let array = array::array(returns, [&value]);
        Reader::new(returns, array.as_ref())
            .map(|r| r.value(0))
            .map_err(|e| e.to_string())
    };
    match function.body {
        Body::Rows(f) => checked(f(args)),
        Body::Prepared(_) | Body::PreparedColumns(_) | Body::Columns(_) => {
            let constants: Vec<Option<Value>> = args.iter().cloned().map(Some).collect();
            let site = CallSite {
                types,
                constants: &constants,
                returns,
            };
            let f: ColumnFunction = match function.body {
                Body::Columns(f) => Arc::new(f),
                _ => match prepare(function, &site)? {
                    Made::Row(f) => return checked(f(args)),
                    Made::Column(f) => f,
                },
            };
            let arrays: Vec<ArrayRef> = args
                .iter()
                .zip(types)
                .map(|(v, ty)| array::array(*ty, [v]))
                .collect();
            let constant = vec![true; arrays.len()];
            let result = f(&Columns {
                arrays: &arrays,
                constant: &constant,
                types,
                rows: 1,
                returns,
                notes: None,
            })
            .map_err(|e| e.to_string())?;
            Reader::new(returns, result.as_ref())
                .map(|r| r.value(0))
                .map_err(|e| e.to_string())
        }
        Body::Source(_) | Body::Binder | Body::Unanswered(_) => {
            Err(format!("`{}` is no function of rows", function.name))
        }
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Conversion {
    name: String,
    from: Type,
    to: Type,
    signature: Signature,
}

impl ScalarUDFImpl for Conversion {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.to.arrow())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        match &args.args[0] {
            ColumnarValue::Scalar(scalar) => {
                let value = array::from_scalar(self.from, scalar)?;
                let value = convert::convert(&value, self.to);
                Ok(ColumnarValue::Scalar(array::scalar(self.to, &value)))
            }
            ColumnarValue::Array(values) => Ok(ColumnarValue::Array(convert_column(
                values, self.from, self.to,
            )?)),
        }
    }
}
